/**
 * OR and AND over any run of consecutive rows at the price of a few rows, however long the run is.
 *
 * Rows are cut into blocks of 32. Inside a block running results from its start and to its end are kept; over whole blocks,
 * results for every power of two. A run is the tail of a block, two powers of two that may overlap (both operations are
 * idempotent), and the head of a block. A run inside one block is walked. Space: twice the rows, plus a 32nd of them for
 * every doubling.
 */
export interface RunRows {
  /** Writes OR and AND over rows `from` up to `to` (exclusive, not empty) at word `at`. */
  combine(from: number, to: number, or: Int32Array, and: Int32Array, at: number): void
}

const block = 32

export function runRows(rowOf: (index: number) => number, rows: Int32Array, count: number, words: number): RunRows {
  const walk = (from: number, to: number, or: Int32Array, and: Int32Array, at: number) => {
    for (let q = from; q < to; q++) merge(rows, rows, rowOf(q), or, and, at, words)
  }
  if (count <= 3 * block) return { combine: walk }

  const blocks = Math.ceil(count / block)
  const headOr = new Int32Array(count * words)
  const headAnd = new Int32Array(count * words).fill(-1)
  const tailOr = new Int32Array(count * words)
  const tailAnd = new Int32Array(count * words).fill(-1)
  for (let q = 0; q < count; q++) {
    if (q % block !== 0) merge(headOr, headAnd, (q - 1) * words, headOr, headAnd, q * words, words)
    merge(rows, rows, rowOf(q), headOr, headAnd, q * words, words)
  }
  for (let q = count - 1; q >= 0; q--) {
    if (q % block !== block - 1 && q !== count - 1) {
      merge(tailOr, tailAnd, (q + 1) * words, tailOr, tailAnd, q * words, words)
    }
    merge(rows, rows, rowOf(q), tailOr, tailAnd, q * words, words)
  }
  const levels = wholeBlocks(tailOr, tailAnd, blocks, words)

  return {
    combine(from, to, or, and, at) {
      const first = Math.floor(from / block)
      const last = Math.floor((to - 1) / block)
      if (first === last) {
        walk(from, to, or, and, at)
        return
      }
      merge(tailOr, tailAnd, from * words, or, and, at, words)
      merge(headOr, headAnd, (to - 1) * words, or, and, at, words)
      const between = last - first - 1
      if (between === 0) return
      const level = 31 - Math.clz32(between)
      const { or: blockOr, and: blockAnd } = levels[level]!
      merge(blockOr, blockAnd, (first + 1) * words, or, and, at, words)
      merge(blockOr, blockAnd, (last - (1 << level)) * words, or, and, at, words)
    },
  }
}

interface Level {
  readonly or: Int32Array
  readonly and: Int32Array
}

/** Level `l` holds, for each block, the result over it and the blocks after it, 2^l in all. */
function wholeBlocks(tailOr: Int32Array, tailAnd: Int32Array, blocks: number, words: number): Level[] {
  const levels: Level[] = [{ or: new Int32Array(blocks * words), and: new Int32Array(blocks * words).fill(-1) }]
  for (let b = 0; b < blocks; b++) {
    merge(tailOr, tailAnd, b * block * words, levels[0]!.or, levels[0]!.and, b * words, words)
  }
  for (let half = 1; half * 2 <= blocks; half *= 2) {
    const below = levels.at(-1)!
    const next = { or: new Int32Array(blocks * words), and: new Int32Array(blocks * words).fill(-1) }
    for (let b = 0; b + half * 2 <= blocks; b++) {
      merge(below.or, below.and, b * words, next.or, next.and, b * words, words)
      merge(below.or, below.and, (b + half) * words, next.or, next.and, b * words, words)
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
