import { lowestBit } from "../tables/bit-row.ts"
import type { ClassTable } from "../tables/class-table.ts"

export const axisCount = 5

/**
 * A product of five lists of classes, one an axis, with the rules in play: where its parts begin in the stacks of its
 * ProductStack. Rows hold the rules in play only, in words of the product's own.
 */
export interface Product {
  readonly depth: number
  /** List of axis `a`: `lists[start[a]]` and on, `length[a]` values. */
  readonly start: Int32Array
  readonly length: Int32Array
  words: number
  /** Row of value `v`: `cells[cells + v * words]` and on. Its class: `classes[classes + v]`. */
  cells: number
  classes: number
  /** The row of the rules in play. */
  mask: number
  /** The rule that bit `b` of a row stands for: `rules[rules + b]`. */
  rules: number
  /** From where on the stacks are free. */
  readonly free: Arena
}

interface Arena {
  cells: number
  classes: number
  masks: number
  lists: number
  rules: number
}

/** What is asked of a proof: whether the rules of `avoid` hold every packet of a product. */
export interface ProductQuestion {
  readonly tables: readonly ClassTable[]
  /** The classes of axis `a` are `length[a]` of `classes[a]` from `start[a]` on. */
  readonly classes: readonly Int32Array[]
  readonly start: Int32Array
  readonly length: Int32Array
  readonly avoid: Int32Array
}

/**
 * Room for a product, a part of it, a part of that and so on: one at each depth, each written behind the one it is a part
 * of, so that nothing is allocated while a proof goes down and up.
 */
export class ProductStack {
  cells = new Int32Array(0)
  classes = new Int32Array(0)
  masks = new Int32Array(0)
  lists = new Int32Array(0)
  rules = new Int32Array(0)
  private readonly products: Product[] = []
  /** Column before packing → column after it. */
  private columns = new Int32Array(0)

  /** The whole product, at depth 0. */
  load({ tables, classes, start, length, avoid }: ProductQuestion): Product {
    const product = this.productAt(0)
    const { free } = product
    product.cells = product.classes = product.mask = product.rules = 0
    product.words = this.loadRules(avoid)
    free.classes = free.lists = length[0]! + length[1]! + length[2]! + length[3]! + length[4]!
    free.cells = free.classes * product.words
    free.masks = product.words
    free.rules = product.words * 32
    this.reserve(free)
    let end = 0
    for (let a = 0; a < axisCount; a++) {
      product.start[a] = end
      end = this.loadAxis(tables[a]!, classes[a]!.subarray(start[a]!, start[a]! + length[a]!), end, product.words)
      product.length[a] = end - product.start[a]!
    }
    return product
  }

  /** The part with `lists[from]` up to `lists[to]` of one axis; what is written into it does not touch the whole. */
  part(whole: Product, axis: number, from: number, to: number): Product {
    const part = this.productAt(whole.depth + 1)
    const { free } = part
    const mask = whole.free.masks
    const start = whole.free.lists
    part.words = whole.words
    part.cells = whole.cells
    part.classes = whole.classes
    part.rules = whole.rules
    part.mask = mask
    free.cells = whole.free.cells
    free.classes = whole.free.classes
    free.rules = whole.free.rules
    free.masks = mask + whole.words
    free.lists = start + sizeOf(whole)
    this.reserve(free)
    const { lists, masks } = this
    let list = start
    for (let a = 0; a < axisCount; a++) {
      const first = a === axis ? from : whole.start[a]!
      const end = a === axis ? to : first + whole.length[a]!
      part.start[a] = list
      part.length[a] = end - first
      for (let k = first; k < end; k++) lists[list++] = lists[k]!
    }
    for (let x = 0; x < whole.words; x++) masks[mask + x] = masks[whole.mask + x]!
    return part
  }

  /** Writes the product anew with rows of only the rules in play, if that halves their words. */
  pack(product: Product): void {
    const { words, free } = product
    if (words === 1) return
    const active = this.numberColumns(product)
    const packed = (active + 31) >>> 5
    if (packed * 2 > words) return
    const { cells: oldCells, classes: oldClasses } = product
    product.words = packed
    product.cells = free.cells
    product.classes = free.classes
    free.cells += sizeOf(product) * packed
    free.classes += sizeOf(product)
    this.reserve(free)
    const { classes, lists } = this
    let value = 0
    for (let a = 0; a < axisCount; a++) {
      for (let k = product.start[a]!; k < product.start[a]! + product.length[a]!; k++, value++) {
        const old = lists[k]!
        this.packRow(oldCells + old * words, product.mask, words, product.cells + value * packed, packed)
        classes[product.classes + value] = classes[oldClasses + old]!
        lists[k] = value
      }
    }
    this.packRules(product, words, active)
  }

  private productAt(depth: number): Product {
    this.products[depth] ??= {
      depth,
      start: new Int32Array(axisCount),
      length: new Int32Array(axisCount),
      words: 0,
      cells: 0,
      classes: 0,
      mask: 0,
      rules: 0,
      free: { cells: 0, classes: 0, masks: 0, lists: 0, rules: 0 },
    }
    return this.products[depth]!
  }

  /** Takes the words that are not empty; returns how many. */
  private loadRules(avoid: Int32Array): number {
    this.reserve({ cells: 0, classes: 0, masks: avoid.length, lists: 0, rules: avoid.length * 32 })
    const { masks, rules } = this
    let words = 0
    for (let w = 0; w < avoid.length; w++) {
      if (avoid[w] === 0) continue
      masks[words] = avoid[w]!
      for (let bit = 0; bit < 32; bit++) rules[words * 32 + bit] = w * 32 + bit
      words++
    }
    return words
  }

  /**
   * Copies classes to `start` and on, and returns where they end. Most rules of a large group have no part in a question, so
   * most classes are in all the rules of a neighbour and are left out at once.
   */
  private loadAxis({ rows, stride }: ClassTable, from: Int32Array, start: number, words: number): number {
    const { cells, classes, lists, masks, rules } = this
    let end = start
    for (let k = 0; k < from.length; k++) {
      const row = from[k]! * stride
      const to = end * words
      for (let x = 0; x < words; x++) cells[to + x] = rows[row + (rules[x * 32]! >> 5)]! & masks[x]!
      let at = end
      while (at > start && isWithin(cells, to, (at - 1) * words, words)) at--
      if (at === end && end > start && isWithin(cells, to - words, to, words)) continue
      if (at < end) cells.copyWithin(at * words, to, to + words)
      classes[at] = from[k]!
      lists[at] = at
      end = at + 1
    }
    return end
  }

  /** Numbers the rules in play one after the other; returns how many. */
  private numberColumns({ words, mask }: Product): number {
    const { masks } = this
    if (this.columns.length < words * 32) this.columns = new Int32Array(words * 64)
    const { columns } = this
    let active = 0
    for (let x = 0; x < words; x++) {
      for (let bits = masks[mask + x]!; bits !== 0; bits &= bits - 1) columns[x * 32 + lowestBit(bits)] = active++
    }
    return active
  }

  private packRow(from: number, mask: number, words: number, to: number, packed: number): void {
    const { cells, masks, columns } = this
    for (let x = 0; x < packed; x++) cells[to + x] = 0
    for (let x = 0; x < words; x++) {
      for (let bits = cells[from + x]! & masks[mask + x]!; bits !== 0; bits &= bits - 1) {
        const column = columns[x * 32 + lowestBit(bits)]!
        cells[to + (column >> 5)]! |= 1 << (column & 31)
      }
    }
  }

  private packRules(product: Product, words: number, active: number): void {
    const { free, mask: oldMask, rules: oldRules } = product
    product.mask = free.masks
    product.rules = free.rules
    free.masks += product.words
    free.rules += active
    this.reserve(free)
    const { masks, rules } = this
    let rule = product.rules
    for (let x = 0; x < words; x++) {
      for (let bits = masks[oldMask + x]!; bits !== 0; bits &= bits - 1) {
        rules[rule++] = rules[oldRules + x * 32 + lowestBit(bits)]!
      }
    }
    for (let x = 0; x < product.words; x++) {
      const left = active - x * 32
      masks[product.mask + x] = left >= 32 ? -1 : (1 << left) - 1
    }
  }

  private reserve(needed: Arena): void {
    if (needed.cells > this.cells.length) this.cells = grown(this.cells, needed.cells)
    if (needed.classes > this.classes.length) this.classes = grown(this.classes, needed.classes)
    if (needed.masks > this.masks.length) this.masks = grown(this.masks, needed.masks)
    if (needed.rules > this.rules.length) this.rules = grown(this.rules, needed.rules)
    if (needed.lists > this.lists.length) this.lists = grown(this.lists, needed.lists)
  }
}

/** How many values the lists have together. */
export function sizeOf({ length }: Product): number {
  return length[0]! + length[1]! + length[2]! + length[3]! + length[4]!
}

/** Whether the row at `a` has no rule that the one at `b` has not. */
function isWithin(cells: Int32Array, a: number, b: number, words: number): boolean {
  for (let x = 0; x < words; x++) if ((cells[a + x]! & ~cells[b + x]!) !== 0) return false
  return true
}

function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, array.length * 2, 1024))
  larger.set(array)
  return larger
}
