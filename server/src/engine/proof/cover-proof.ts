import { countBits, hasBit, lowestBit, setBit } from "../tables/bit-row.ts"
import {
  axisCount,
  dropNeighbours,
  type Product,
  type ProductQuestion,
  packed,
  partOf,
  sizeOf,
  wholeProduct,
} from "./product.ts"

/**
 * Decides whether some rules take every packet of a product of five lists of classes.
 *
 * This is the union-of-boxes problem, NP-hard in the number of dimensions, so the shape follows the best that is known for
 * few dimensions (Chan's "simplify and cut" for Klee's measure problem):
 *
 * - *simplify*: a rule that holds the whole product proves it covered; one that holds all of it in four axes takes its
 *   classes out of the fifth; one that misses it in an axis is forgotten. Of the classes that are left, one that is in all
 *   the rules that a neighbour is in cannot matter. What remains has about two classes an axis for each rule.
 * - *cut*: otherwise halve the list of one axis, that which leaves the fewest rules on the two sides together, and decide
 *   both halves, that with fewer rules first, as it is likelier to have a witness.
 *
 * For boxes in four or five axes this takes time about quadratic in the rules where one value a branch would multiply the
 * lengths of the lists; for rules that hardly overlap, near-linear. Lists of arbitrary values are no different: halves of
 * them are lists.
 *
 * Rows are packed to the rules still in play whenever these fill half of their words, so that the many small products deep
 * in the search cost a word or two a class. Work is counted in steps of 128 words and bounded.
 */
export class CoverProof {
  /** Steps taken since they were last set to 0. */
  steps = 0
  /** On "witness", a class an axis that no rule holds. */
  readonly point = new Array<number>(axisCount).fill(0)

  private used: Int32Array = new Int32Array(0)
  /** For each axis a row: the rules that hold its whole list, and those that hold all other lists. */
  private full = new Int32Array(0)
  private alone = new Int32Array(0)
  private limit = 0

  /** Rules that a proof needs are added to `used`. Gives up when more than `limit` steps would be needed. */
  decide(question: ProductQuestion, used: Int32Array, limit: number): Decision {
    this.limit = this.steps + limit
    this.used = used
    const size = axisCount * used.length
    if (this.full.length < size) this.full = new Int32Array(size)
    if (this.alone.length < size) this.alone = new Int32Array(size)
    const product = wholeProduct(question, used)
    return product ? this.solve(product) : "covered"
  }

  private solve(product: Product): Decision {
    const simplified = this.simplify(product)
    if (simplified !== "open") return simplified
    dropNeighbours(product)
    const left = packed(product)
    const cut = chooseCut(left)
    if (cut) return this.decideHalves(left, cut)
    // One packet is left: a rule that holds it holds all of it.
    const last = this.simplify(left)
    return last === "open" ? "witness" : last
  }

  /** Repeats until nothing changes, each time for a price; "open" when there is still something to decide. */
  private simplify(product: Product): Decision | "open" {
    for (;;) {
      this.steps += 1 + ((product.words * sizeOf(product)) >>> 7)
      if (this.steps > this.limit) return "undetermined"
      if (!this.measure(product)) return this.witnessAt(product)
      const found = this.findAlone(product)
      if (found === "covered") return "covered"
      if (found === "none") return "open"
      const dropped = this.dropAlone(product)
      if (dropped === "all") return "covered"
      if (dropped === "none") return "open"
    }
  }

  /** Sets `full`, and forgets rules that miss a whole list; false when no rule is left. */
  private measure({ lists, words, cells, mask }: Product): boolean {
    const { full } = this
    for (let a = 0; a < axisCount; a++) {
      const list = lists[a]!
      for (let x = 0; x < words; x++) {
        let all = -1
        let any = 0
        if (mask[x] !== 0) {
          for (let k = 0; k < list.length; k++) {
            const row = cells[list[k]! * words + x]!
            all &= row
            any |= row
          }
        }
        full[a * words + x] = all
        mask[x]! &= any
      }
    }
    return mask.some(word => word !== 0)
  }

  /** Sets `alone`. */
  private findAlone(product: Product): "covered" | "some" | "none" {
    const { words, mask } = product
    const { full, alone } = this
    let some = 0
    for (let x = 0; x < words; x++) {
      const m = mask[x]!
      const a = full[x]!
      const b = full[words + x]!
      const c = full[2 * words + x]!
      const d = full[3 * words + x]!
      const e = full[4 * words + x]!
      if (this.use(product, x, m & a & b & c & d & e)) return "covered"
      some |= alone[x] = m & b & c & d & e
      some |= alone[words + x] = m & a & c & d & e
      some |= alone[2 * words + x] = m & a & b & d & e
      some |= alone[3 * words + x] = m & a & b & c & e
      some |= alone[4 * words + x] = m & a & b & c & d
    }
    return some === 0 ? "none" : "some"
  }

  /** Takes out of each list the values that a rule holds which holds all other lists. */
  private dropAlone(product: Product): "all" | "some" | "none" {
    const { lists } = product
    let dropped: "some" | "none" = "none"
    for (let a = 0; a < axisCount; a++) {
      const list = lists[a]!
      const kept = list.filter(value => !this.isHeldAlone(product, a, value))
      if (kept.length === 0) return "all"
      if (kept.length < list.length) dropped = "some"
      lists[a] = kept
    }
    return dropped
  }

  private isHeldAlone(product: Product, axis: number, value: number): boolean {
    const { words, cells } = product
    for (let x = 0; x < words; x++) {
      if (this.use(product, x, cells[value * words + x]! & this.alone[axis * words + x]!)) return true
    }
    return false
  }

  /** Notes that one of these rules, of word `x`, is needed: one that already is, if there is such; false for no rule. */
  private use({ ruleOf }: Product, x: number, bits: number): boolean {
    if (bits === 0) return false
    for (let left = bits; left !== 0; left &= left - 1) {
      if (hasBit(this.used, 0, ruleOf(x * 32 + lowestBit(left)))) return true
    }
    setBit(this.used, 0, ruleOf(x * 32 + lowestBit(bits)))
    return true
  }

  private decideHalves(product: Product, { axis, first, second }: Cut): Decision {
    const decision = this.solve(partOf(product, axis, first))
    return decision === "covered" ? this.solve(partOf(product, axis, second)) : decision
  }

  private witnessAt({ lists, classes }: Product): "witness" {
    for (let a = 0; a < axisCount; a++) this.point[a] = classes[lists[a]![0]!]!
    return "witness"
  }
}

/** Whether some packet escapes the rules. */
export type Decision = "witness" | "covered" | "undetermined"

/** The two halves of the list of an axis, that with fewer rules first. */
interface Cut {
  readonly axis: number
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/** The cut that leaves the fewest rules on the two sides together; undefined where every list is one value. */
function chooseCut(product: Product): Cut | undefined {
  let best: Cut | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (let axis = 0; axis < axisCount; axis++) {
    const list = product.lists[axis]!
    if (list.length < 2) continue
    const left = list.slice(0, list.length >> 1)
    const right = list.slice(list.length >> 1)
    const [ofLeft, ofRight] = [countIn(product, left), countIn(product, right)]
    if (ofLeft + ofRight >= fewest) continue
    fewest = ofLeft + ofRight
    best = ofLeft <= ofRight ? { axis, first: left, second: right } : { axis, first: right, second: left }
  }
  return best
}

/** How many rules in play hold some of the values. */
function countIn({ words, cells, mask }: Product, values: readonly number[]): number {
  let count = 0
  for (let x = 0; x < words; x++) {
    let any = 0
    for (let k = 0; k < values.length; k++) any |= cells[values[k]! * words + x]!
    count += countBits(any & mask[x]!)
  }
  return count
}
