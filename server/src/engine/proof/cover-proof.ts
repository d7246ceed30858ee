import { countBits, hasBit, lowestBit, setBit } from "../tables/bit-row.ts"
import { axisCount, type Product, type ProductQuestion, ProductStack, sizeOf } from "./product-stack.ts"

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
 *   both halves, that with fewer rules first, as it is likelier to have an escape.
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

  private readonly stack = new ProductStack()
  private used: Int32Array = new Int32Array(0)
  private full = new Int32Array(0)
  private alone = new Int32Array(0)
  private limit = 0

  /** Rules that a proof needs are added to `used`. Gives up when more than `limit` steps would be needed. */
  decide(question: ProductQuestion, used: Int32Array, limit: number): Decision {
    this.limit = this.steps + limit
    this.used = used
    return this.solve(this.stack.load(question))
  }

  private solve(node: Product): Decision {
    const simplified = this.simplify(node)
    if (simplified !== "open") return simplified
    this.dropNeighbours(node)
    this.stack.pack(node)
    const cut = this.chooseCut(node)
    if (cut) return this.decideHalves(node, cut)
    // One packet is left: a rule that holds it holds all of it.
    const last = this.simplify(node)
    return last === "open" ? "witness" : last
  }

  /** Repeats until nothing changes, each time for a price; "open" when there is still something to decide. */
  private simplify(node: Product): Decision | "open" {
    for (;;) {
      this.steps += 1 + ((node.words * sizeOf(node)) >>> 7)
      if (this.steps > this.limit) return "undecided"
      if (!this.measure(node)) return this.witnessAt(node)
      const found = this.findAlone(node)
      if (found === "covered") return "covered"
      if (found === "none") return "open"
      const dropped = this.dropAlone(node)
      if (dropped === "all") return "covered"
      if (dropped === "none") return "open"
    }
  }

  /** Sets `full` to the rules that hold each whole list, forgets rules that miss one; false when no rule is left. */
  private measure(node: Product): boolean {
    const { words } = node
    if (this.full.length < axisCount * words) {
      this.full = new Int32Array(axisCount * words * 2)
      this.alone = new Int32Array(axisCount * words * 2)
    }
    const { cells, lists, masks } = this.stack
    const { full } = this
    for (let a = 0; a < axisCount; a++) {
      const from = node.start[a]!
      const to = from + node.length[a]!
      for (let x = 0; x < words; x++) {
        let all = -1
        let any = 0
        if (masks[node.mask + x] !== 0) {
          for (let k = from; k < to; k++) {
            const row = cells[node.cells + lists[k]! * words + x]!
            all &= row
            any |= row
          }
        }
        full[a * words + x] = all
        masks[node.mask + x]! &= any
      }
    }
    let left = 0
    for (let x = 0; x < words; x++) left |= masks[node.mask + x]!
    return left !== 0
  }

  /** Sets `alone[a]` to the rules that hold all but axis `a`. */
  private findAlone(node: Product): "covered" | "some" | "none" {
    const { words, mask } = node
    const { full, alone } = this
    const { masks } = this.stack
    let some = 0
    for (let x = 0; x < words; x++) {
      const m = masks[mask + x]!
      const a = full[x]!
      const b = full[words + x]!
      const c = full[2 * words + x]!
      const d = full[3 * words + x]!
      const e = full[4 * words + x]!
      if (this.use(node, x, m & a & b & c & d & e)) return "covered"
      some |= alone[x] = m & b & c & d & e
      some |= alone[words + x] = m & a & c & d & e
      some |= alone[2 * words + x] = m & a & b & d & e
      some |= alone[3 * words + x] = m & a & b & c & e
      some |= alone[4 * words + x] = m & a & b & c & d
    }
    return some === 0 ? "none" : "some"
  }

  /** Takes out of each list the values that a rule alone in its axis holds. */
  private dropAlone(node: Product): "all" | "some" | "none" {
    const { cells, lists } = this.stack
    const { alone } = this
    let dropped: "some" | "none" = "none"
    for (let a = 0; a < axisCount; a++) {
      const from = node.start[a]!
      const length = node.length[a]!
      let kept = 0
      for (let k = 0; k < length; k++) {
        const value = lists[from + k]!
        const at = node.cells + value * node.words
        let isHeld = false
        for (let x = 0; x < node.words && !isHeld; x++) {
          isHeld = this.use(node, x, cells[at + x]! & alone[a * node.words + x]!)
        }
        if (!isHeld) lists[from + kept++] = value
      }
      if (kept === 0) return "all"
      if (kept < length) dropped = "some"
      node.length[a] = kept
    }
    return dropped
  }

  /** Notes that one of these rules, of word `x`, is needed: one that already is, if there is such; false for no rule. */
  private use(node: Product, x: number, bits: number): boolean {
    if (bits === 0) return false
    const { rules } = this.stack
    const first = node.rules + x * 32
    for (let left = bits; left !== 0; left &= left - 1) {
      if (hasBit(this.used, 0, rules[first + lowestBit(left)]!)) return true
    }
    setBit(this.used, 0, rules[first + lowestBit(bits)]!)
    return true
  }

  /** Takes out values that are in all the rules of a neighbour's. Along an axis of ranges this leaves only the valleys. */
  private dropNeighbours(node: Product): void {
    const { lists } = this.stack
    for (let a = 0; a < axisCount; a++) {
      const from = node.start[a]!
      const length = node.length[a]!
      let kept = 0
      for (let k = 0; k < length; k++) {
        const value = lists[from + k]!
        while (kept > 0 && this.isWithin(node, value, lists[from + kept - 1]!)) kept--
        if (kept === 0 || !this.isWithin(node, lists[from + kept - 1]!, value)) lists[from + kept++] = value
      }
      node.length[a] = kept
    }
  }

  private isWithin(node: Product, value: number, other: number): boolean {
    const { words, mask } = node
    const { cells, masks } = this.stack
    const a = node.cells + value * words
    const b = node.cells + other * words
    for (let x = 0; x < words; x++) {
      if ((cells[a + x]! & ~cells[b + x]! & masks[mask + x]!) !== 0) return false
    }
    return true
  }

  /** The axis to halve and which half has fewer rules; undefined where every list is one value. */
  private chooseCut(node: Product): Cut | undefined {
    let best: Cut | undefined
    let fewest = Number.POSITIVE_INFINITY
    for (let axis = 0; axis < axisCount; axis++) {
      const length = node.length[axis]!
      if (length < 2) continue
      const start = node.start[axis]!
      const middle = start + (length >> 1)
      const left = this.countIn(node, start, middle)
      const right = this.countIn(node, middle, start + length)
      if (left + right >= fewest) continue
      fewest = left + right
      best = { axis, middle, leftFirst: left <= right }
    }
    return best
  }

  /** How many rules in play hold some value of a part of a list. */
  private countIn(node: Product, from: number, to: number): number {
    const { cells, lists, masks } = this.stack
    let count = 0
    for (let x = 0; x < node.words; x++) {
      let any = 0
      for (let k = from; k < to; k++) any |= cells[node.cells + lists[k]! * node.words + x]!
      count += countBits(any & masks[node.mask + x]!)
    }
    return count
  }

  private decideHalves(node: Product, { axis, middle, leftFirst }: Cut): Decision {
    const start = node.start[axis]!
    const end = start + node.length[axis]!
    const first = leftFirst ? this.stack.part(node, axis, start, middle) : this.stack.part(node, axis, middle, end)
    const decision = this.solve(first)
    if (decision !== "covered") return decision
    return this.solve(leftFirst ? this.stack.part(node, axis, middle, end) : this.stack.part(node, axis, start, middle))
  }

  private witnessAt(node: Product): "witness" {
    const { classes, lists } = this.stack
    for (let a = 0; a < axisCount; a++) this.point[a] = classes[node.classes + lists[node.start[a]!]!]!
    return "witness"
  }
}

/** Whether some packet escapes the rules. */
export type Decision = "witness" | "covered" | "undecided"

interface Cut {
  readonly axis: number
  /** Where in the stack of lists the second half begins. */
  readonly middle: number
  readonly leftFirst: boolean
}
