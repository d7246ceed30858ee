import { bitsBefore, lowestBit, setBit, wordsFor } from "../tables/bit-row.ts"
import type { ClassTable } from "../tables/class-table.ts"

export const axisCount = 5

/** A product of five lists of classes, one an axis, with the rules in play. Rows have words of the product's own. */
export interface Product {
  /** Axis → the values that are left of its list. */
  readonly lists: (readonly number[])[]
  /** Words of a row. */
  readonly words: number
  /** The row of value `v` is `cells[v * words]` and on. */
  readonly cells: Int32Array
  /** Value → its class. */
  readonly classes: readonly number[]
  /** The row of the rules in play. */
  readonly mask: number[]
  /** The rule that a bit of a row stands for. */
  readonly ruleOf: (bit: number) => number
}

/** What is asked of a proof: whether the rules of `avoid` hold every packet of a product. */
export interface ProductQuestion {
  readonly tables: readonly ClassTable[]
  /** The classes of axis `a` are `length[a]` of `classes[a]` from `start[a]` on. */
  readonly classes: readonly Int32Array[]
  readonly start: Int32Array
  readonly length: Int32Array
  readonly avoid: Int32Array
  /** The rules of word `w` that are known to hold the whole list of axis `a`. */
  knownToHold(a: number, w: number): number
}

/**
 * The product without the classes that a rule holds which is known to hold all other lists: where rules overlap a lot these
 * are most. Such rules are added to `taking`. Undefined where they hold everything.
 */
export function wholeProduct(question: ProductQuestion, taking: Int32Array): Product | undefined {
  const { tables, avoid } = question
  const used: number[] = []
  for (let w = 0; w < avoid.length; w++) if (avoid[w] !== 0) used.push(w)
  const left = tables.map((table, a) => classesLeft(table, question, a, aloneOn(question, a, used), taking))
  if (left.some(classes => classes.length === 0)) return undefined
  const words = used.length
  const classes: number[] = []
  const product: Product = {
    lists: tables.map(() => []),
    words,
    cells: new Int32Array(words * left.reduce((sum, { length }) => sum + length, 0)),
    classes,
    mask: used.map(w => avoid[w]!),
    ruleOf: bit => used[bit >> 5]! * 32 + (bit & 31),
  }
  tables.forEach(({ rows, stride }, a) => {
    const list: number[] = []
    for (const cls of left[a]!) {
      const value = classes.length
      for (let x = 0; x < words; x++) product.cells[value * words + x] = rows[cls * stride + used[x]!]!
      if (addLeast(product, list, value)) classes.push(cls)
    }
    product.lists[a] = list
  })
  return product
}

function classesLeft(
  { rows, stride }: ClassTable,
  { classes, start, length }: ProductQuestion,
  axis: number,
  alone: readonly PlacedWord[],
  taking: Int32Array,
): number[] {
  const left: number[] = []
  for (let k = start[axis]!; k < start[axis]! + length[axis]!; k++) {
    const cls = classes[axis]![k]!
    if (!isTaken(rows, cls * stride, alone, taking)) left.push(cls)
  }
  return left
}

/** A word of a row, and where it stands. */
type PlacedWord = readonly [at: number, bits: number]

/** The rules known to hold all lists but that of one axis: as a rule few words have any. */
function aloneOn({ avoid, knownToHold }: ProductQuestion, axis: number, used: readonly number[]): PlacedWord[] {
  const alone: PlacedWord[] = []
  for (const w of used) {
    let bits = avoid[w]!
    for (let a = 0; a < axisCount && bits !== 0; a++) if (a !== axis) bits &= knownToHold(a, w)
    if (bits !== 0) alone.push([w, bits])
  }
  return alone
}

function isTaken(rows: Int32Array, row: number, alone: readonly PlacedWord[], taking: Int32Array): boolean {
  for (let k = 0; k < alone.length; k++) {
    const [w, bits] = alone[k]!
    const held = rows[row + w]! & bits
    if (held === 0) continue
    // One that already is in the proof will do.
    if ((held & taking[w]!) === 0) taking[w]! |= held & -held
    return true
  }
  return false
}

/** The part with some values of one axis; what is dropped from it stays in the whole. */
export function partOf(whole: Product, axis: number, values: readonly number[]): Product {
  const { lists, words, cells, classes, mask, ruleOf } = whole
  return { lists: lists.with(axis, values), words, cells, classes, mask: mask.slice(), ruleOf }
}

/** Drops values that are in all the rules of a neighbour's. Along an axis of ranges this leaves only the valleys. */
export function dropNeighbours(product: Product): void {
  for (let a = 0; a < axisCount; a++) {
    const left: number[] = []
    for (const value of product.lists[a]!) addLeast(product, left, value)
    product.lists[a] = left
  }
}

/** Adds the value, unless it is in all the rules of the last one; takes out what is in all the rules of the value. */
function addLeast(product: Product, list: number[], value: number): boolean {
  while (list.length > 0 && isWithin(product, value, list.at(-1)!)) list.pop()
  if (list.length > 0 && isWithin(product, list.at(-1)!, value)) return false
  list.push(value)
  return true
}

/** Whether every rule in play that holds the one value holds the other. */
function isWithin({ cells, words, mask }: Product, value: number, other: number): boolean {
  for (let x = 0; x < words; x++) {
    if ((cells[value * words + x]! & ~cells[other * words + x]! & mask[x]!) !== 0) return false
  }
  return true
}

/** The product with rows of only the rules in play, if that halves their words. */
export function packed(product: Product): Product {
  const { lists, words, cells, classes, mask } = product
  const bits: number[] = []
  for (let x = 0; x < words; x++) {
    for (let left = mask[x]!; left !== 0; left &= left - 1) bits.push(x * 32 + lowestBit(left))
  }
  const fewer = wordsFor(bits.length)
  if (fewer * 2 > words) return product
  const rules = bits.map(product.ruleOf)
  const placeOf = new Int32Array(words * 32)
  for (let place = 0; place < bits.length; place++) placeOf[bits[place]!] = place
  const rows = new Int32Array(fewer * sizeOf(product))
  const values: number[] = []
  const packRow = (value: number): number => {
    const to = values.push(classes[value]!) - 1
    for (let x = 0; x < words; x++) {
      for (let left = cells[value * words + x]! & mask[x]!; left !== 0; left &= left - 1) {
        setBit(rows, to * fewer, placeOf[x * 32 + lowestBit(left)]!)
      }
    }
    return to
  }
  return {
    lists: lists.map(list => list.map(packRow)),
    words: fewer,
    cells: rows,
    classes: values,
    mask: Array.from({ length: fewer }, (_, x) => bitsBefore(bits.length, x)),
    ruleOf: bit => rules[bit]!,
  }
}

/** How many values the lists have together. */
export function sizeOf({ lists: [a, b, c, d, e] }: Product): number {
  return a!.length + b!.length + c!.length + d!.length + e!.length
}
