import type { ClassTable } from "./class-table.ts"

/**
 * OR and AND over any run of consecutive segments' rows at the price of a few rows, however long the run is.
 *
 * Segments are cut into blocks of 32. Inside a block running results from its start and to its end are kept; over whole
 * blocks, results for every power of two. A run is the tail of a block, two powers of two that may overlap (both operations
 * are idempotent), and the head of a block. Space: four times the rows, plus a 16th of them for every doubling; taken once
 * walking along runs has cost as much. A run inside one block is always walked.
 */
export class RunRows {
  private readonly table: ClassTable
  private readonly classOf: Int32Array
  private readonly count: number
  private blocks: Blocks | undefined
  private walked = 0

  /** `count` segments, each with the row of its class. */
  constructor(table: ClassTable, classOf: Int32Array, count: number) {
    this.table = table
    this.classOf = classOf
    this.count = count
  }

  /** Combines the first words of `or` and `and` at word `at` with segments `from` up to `to` (exclusive, not empty). */
  combine(from: number, to: number, or: Int32Array, and: Int32Array, at: number, words: number): void {
    const first = Math.floor(from / block)
    const last = Math.floor((to - 1) / block)
    if (first === last || (!this.blocks && this.walked < costOfBlocks * this.count)) {
      const { rows, stride } = this.table
      this.walked += to - from
      for (let s = from; s < to; s++) merge(rows, rows, this.classOf[s]! * stride, or, and, at, words)
      return
    }
    this.blocks ??= this.readBlocks()
    const { headOr, headAnd, tailOr, tailAnd, levels, stride } = this.blocks
    merge(tailOr, tailAnd, from * stride, or, and, at, words)
    merge(headOr, headAnd, (to - 1) * stride, or, and, at, words)
    const between = last - first - 1
    if (between === 0) return
    const level = 31 - Math.clz32(between)
    const { or: blockOr, and: blockAnd } = levels[level]!
    merge(blockOr, blockAnd, (first + 1) * stride, or, and, at, words)
    merge(blockOr, blockAnd, (last - (1 << level)) * stride, or, and, at, words)
  }

  private readBlocks(): Blocks {
    const { count, classOf } = this
    const { rows, stride } = this.table
    const headOr = new Int32Array(count * stride)
    const headAnd = new Int32Array(count * stride).fill(-1)
    const tailOr = new Int32Array(count * stride)
    const tailAnd = new Int32Array(count * stride).fill(-1)
    for (let s = 0; s < count; s++) {
      if (s % block !== 0) merge(headOr, headAnd, (s - 1) * stride, headOr, headAnd, s * stride, stride)
      merge(rows, rows, classOf[s]! * stride, headOr, headAnd, s * stride, stride)
    }
    for (let s = count - 1; s >= 0; s--) {
      const isLast = s % block === block - 1 || s === count - 1
      if (!isLast) merge(tailOr, tailAnd, (s + 1) * stride, tailOr, tailAnd, s * stride, stride)
      merge(rows, rows, classOf[s]! * stride, tailOr, tailAnd, s * stride, stride)
    }
    const levels = wholeBlocks(tailOr, tailAnd, Math.ceil(count / block), stride)
    return { headOr, headAnd, tailOr, tailAnd, levels, stride }
  }
}

const block = 32

/** What it costs to make them, in rows walked along a segment. */
const costOfBlocks = 12

interface Blocks {
  /** Segment → the result from the start of its block up to and with it. */
  readonly headOr: Int32Array
  readonly headAnd: Int32Array
  /** Segment → the result from it to the end of its block. */
  readonly tailOr: Int32Array
  readonly tailAnd: Int32Array
  readonly levels: readonly Level[]
  readonly stride: number
}

/** Level `l` holds, for each block, the result over it and the blocks after it, 2^l in all. */
interface Level {
  readonly or: Int32Array
  readonly and: Int32Array
}

function wholeBlocks(tailOr: Int32Array, tailAnd: Int32Array, blocks: number, stride: number): Level[] {
  const level = () => ({ or: new Int32Array(blocks * stride), and: new Int32Array(blocks * stride).fill(-1) })
  const levels = [level()]
  for (let b = 0; b < blocks; b++) {
    merge(tailOr, tailAnd, b * block * stride, levels[0]!.or, levels[0]!.and, b * stride, stride)
  }
  for (let half = 1; half * 2 <= blocks; half *= 2) {
    const below = levels.at(-1)!
    const next = level()
    for (let b = 0; b + half * 2 <= blocks; b++) {
      merge(below.or, below.and, b * stride, next.or, next.and, b * stride, stride)
      merge(below.or, below.and, (b + half) * stride, next.or, next.and, b * stride, stride)
    }
    levels.push(next)
  }
  return levels
}

function merge(
  fromOr: Int32Array,
  fromAnd: Int32Array,
  from: number,
  or: Int32Array,
  and: Int32Array,
  at: number,
  words: number,
): void {
  for (let w = 0; w < words; w++) {
    or[at + w]! |= fromOr[from + w]!
    and[at + w]! &= fromAnd[from + w]!
  }
}
