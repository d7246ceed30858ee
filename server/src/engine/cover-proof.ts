import { countBits, hasBit, lowestBit, setBit } from "./bit-row.ts"
import type { ClassTable } from "./class-table.ts"

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
  /** On "escape", a class an axis that no rule holds. */
  readonly point = new Int32Array(axisCount)

  /** Local rows: value `v` of a node is `cells[node.cells + v * node.words]` and on; its class is `classes[node.values + v]`. */
  private cells = new Int32Array(0)
  private classes = new Int32Array(0)
  /** The rules in play, a row a node. */
  private masks = new Int32Array(0)
  /** Lists of values, one after the other. */
  private lists = new Int32Array(0)
  /** The rule that each bit of a node's rows stands for. */
  private rules = new Int32Array(0)
  private used: Int32Array = new Int32Array(0)
  private full = new Int32Array(0)
  private alone = new Int32Array(0)
  private limit = 0

  /**
   * The classes of axis `a` are `lengths[a]` of `values[a]` from `starts[a]` on; `avoid` the rules, of which those that a
   * proof needs are added to `used`. Gives up when more than `limit` steps would be needed.
   */
  decide(
    tables: readonly ClassTable[],
    values: readonly Int32Array[],
    starts: Int32Array,
    lengths: Int32Array,
    avoid: Int32Array,
    used: Int32Array,
    limit: number,
  ): Decision {
    this.limit = this.steps + limit
    this.used = used
    let total = 0
    for (let a = 0; a < axisCount; a++) total += lengths[a]!
    const words = this.loadRules(avoid)
    const free: Arena = {
      cells: total * words,
      classes: total,
      masks: words,
      lists: total,
      rules: words * 32,
    }
    this.reserve(free)
    const node: Node = { start: [], length: [], cells: 0, values: 0, mask: 0, rules: 0, words, free }
    let start = 0
    for (let a = 0; a < axisCount; a++) {
      node.start.push(start)
      node.length.push(this.loadAxis(tables[a]!, values[a]!, starts[a]!, lengths[a]!, start, words))
      start += lengths[a]!
    }
    return this.solve(node)
  }

  /** Takes the words that are not empty; returns how many. */
  private loadRules(avoid: Int32Array): number {
    this.reserve({ cells: 0, classes: 0, masks: avoid.length, lists: 0, rules: avoid.length * 32 })
    let words = 0
    for (let w = 0; w < avoid.length; w++) {
      if (avoid[w] === 0) continue
      this.masks[words] = avoid[w]!
      for (let bit = 0; bit < 32; bit++) this.rules[words * 32 + bit] = w * 32 + bit
      words++
    }
    return words
  }

  /**
   * Copies the rows of `length` classes to `start` and on, and returns how many: of a large group most rules have no part in
   * a question, so most classes are idle beside a neighbour and need not be copied.
   */
  private loadAxis(
    { rows, stride }: ClassTable,
    values: Int32Array,
    from: number,
    length: number,
    start: number,
    words: number,
  ): number {
    const { cells, classes, lists, masks, rules } = this
    let end = start
    for (let k = from; k < from + length; k++) {
      const row = values[k]! * stride
      const to = end * words
      for (let x = 0; x < words; x++) cells[to + x] = rows[row + (rules[x * 32]! >> 5)]! & masks[x]!
      let at = end
      while (at > start && isWithin(cells, to, (at - 1) * words, words)) at--
      if (at === end && end > start && isWithin(cells, to - words, to, words)) continue
      if (at < end) cells.copyWithin(at * words, to, to + words)
      classes[at] = values[k]!
      lists[at] = at
      end = at + 1
    }
    return end - start
  }

  private solve(start: Node): Decision {
    let node = start
    this.steps += 1 + ((node.words * totalLength(node)) >>> 7)
    if (this.steps > this.limit) return "undecided"
    const simplified = this.simplify(node)
    if (simplified !== "open") return simplified
    this.dropNeighbours(node)
    node = this.pack(node)
    const cut = this.chooseCut(node)
    if (cut) return this.decideHalves(node, cut)
    // One packet is left: a rule that holds it holds all of it.
    return this.simplify(node) === "covered" ? "covered" : "escape"
  }

  /** Repeats until nothing changes; "open" when there is still something to decide. */
  private simplify(node: Node): Decision | "open" {
    for (;;) {
      if (!this.measure(node)) return this.escapeAt(node)
      const found = this.findAlone(node)
      if (found === "covered") return "covered"
      if (found === "none") return "open"
      const dropped = this.dropAlone(node)
      if (dropped === "all") return "covered"
      if (dropped === "none") return "open"
    }
  }

  /** Sets `full` to the rules that hold each whole list, forgets rules that miss one; false when no rule is left. */
  private measure(node: Node): boolean {
    const { words } = node
    if (this.full.length < axisCount * words) {
      this.full = new Int32Array(axisCount * words * 2)
      this.alone = new Int32Array(axisCount * words * 2)
    }
    const { cells, lists, masks, full } = this
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
  private findAlone(node: Node): "covered" | "some" | "none" {
    const { words, mask } = node
    const { full, alone, masks } = this
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
  private dropAlone(node: Node): "all" | "some" | "none" {
    const { cells, lists, alone } = this
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
  private use({ rules }: Node, x: number, bits: number): boolean {
    if (bits === 0) return false
    for (let left = bits; left !== 0; left &= left - 1) {
      if (hasBit(this.used, 0, this.rules[rules + x * 32 + lowestBit(left)]!)) return true
    }
    setBit(this.used, 0, this.rules[rules + x * 32 + lowestBit(bits)]!)
    return true
  }

  /** The same node with rows of only the rules in play, if that halves their words. */
  private pack(node: Node): Node {
    const { words, mask } = node
    let active = 0
    for (let x = 0; x < words; x++) active += countBits(this.masks[mask + x]!)
    const packed = (active + 31) >>> 5
    if (packed * 2 > words) return node
    const total = totalLength(node)
    const { free } = node
    const after: Arena = {
      cells: free.cells + total * packed,
      classes: free.classes + total,
      masks: free.masks + packed,
      lists: free.lists,
      rules: free.rules + active,
    }
    this.reserve(after)
    const { cells, classes, masks, lists } = this
    const columns: number[] = []
    for (let x = 0; x < words; x++) {
      for (let bits = masks[mask + x]!; bits !== 0; bits &= bits - 1) columns.push(x * 32 + lowestBit(bits))
    }
    for (let c = 0; c < active; c++) this.rules[free.rules + c] = this.rules[node.rules + columns[c]!]!
    let value = 0
    for (let a = 0; a < axisCount; a++) {
      for (let k = node.start[a]!; k < node.start[a]! + node.length[a]!; k++, value++) {
        const from = node.cells + lists[k]! * words
        const to = free.cells + value * packed
        cells.fill(0, to, to + packed)
        for (let c = 0; c < active; c++) {
          const column = columns[c]!
          cells[to + (c >> 5)]! |= ((cells[from + (column >> 5)]! >>> (column & 31)) & 1) << (c & 31)
        }
        classes[free.classes + value] = classes[node.values + lists[k]!]!
        lists[k] = value
      }
    }
    for (let x = 0; x < packed; x++) {
      const left = active - x * 32
      masks[free.masks + x] = left >= 32 ? -1 : (1 << left) - 1
    }
    return {
      ...node,
      cells: free.cells,
      values: free.classes,
      mask: free.masks,
      rules: free.rules,
      words: packed,
      free: after,
    }
  }

  /** Takes out values that are in all the rules of a neighbour's. Along an axis of ranges this leaves only the valleys. */
  private dropNeighbours(node: Node): void {
    const { lists } = this
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

  private isWithin(node: Node, value: number, other: number): boolean {
    const { words, mask } = node
    const a = node.cells + value * words
    const b = node.cells + other * words
    for (let x = 0; x < words; x++) {
      if ((this.cells[a + x]! & ~this.cells[b + x]! & this.masks[mask + x]!) !== 0) return false
    }
    return true
  }

  /** The axis to halve and which half has fewer rules; undefined where every list is one value. */
  private chooseCut(node: Node): Cut | undefined {
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
  private countIn(node: Node, from: number, to: number): number {
    const { cells, lists, masks } = this
    let count = 0
    for (let x = 0; x < node.words; x++) {
      let any = 0
      for (let k = from; k < to; k++) any |= cells[node.cells + lists[k]! * node.words + x]!
      count += countBits(any & masks[node.mask + x]!)
    }
    return count
  }

  private decideHalves(node: Node, { axis, middle, leftFirst }: Cut): Decision {
    const start = node.start[axis]!
    const end = start + node.length[axis]!
    const first = leftFirst ? this.child(node, axis, start, middle) : this.child(node, axis, middle, end)
    const decision = this.solve(first)
    if (decision !== "covered") return decision
    return this.solve(leftFirst ? this.child(node, axis, middle, end) : this.child(node, axis, start, middle))
  }

  /** A node of its own with the part `from` to `to` of one list; what it writes does not touch its parent. */
  private child(node: Node, axis: number, from: number, to: number): Node {
    const { free } = node
    this.reserve({ ...free, masks: free.masks + node.words, lists: free.lists + totalLength(node) })
    const { lists, masks } = this
    const start: number[] = []
    const length: number[] = []
    let list = free.lists
    for (let a = 0; a < axisCount; a++) {
      const first = a === axis ? from : node.start[a]!
      const end = a === axis ? to : first + node.length[a]!
      start.push(list)
      length.push(end - first)
      for (let k = first; k < end; k++) lists[list++] = lists[k]!
    }
    for (let x = 0; x < node.words; x++) masks[free.masks + x] = masks[node.mask + x]!
    return { ...node, start, length, mask: free.masks, free: { ...free, masks: free.masks + node.words, lists: list } }
  }

  private escapeAt(node: Node): "escape" {
    for (let a = 0; a < axisCount; a++) this.point[a] = this.classes[node.values + this.lists[node.start[a]!]!]!
    return "escape"
  }

  private reserve(needed: Arena): void {
    if (needed.cells > this.cells.length) this.cells = grown(this.cells, needed.cells)
    if (needed.classes > this.classes.length) this.classes = grown(this.classes, needed.classes)
    if (needed.masks > this.masks.length) this.masks = grown(this.masks, needed.masks)
    if (needed.rules > this.rules.length) this.rules = grown(this.rules, needed.rules)
    if (needed.lists > this.lists.length) this.lists = grown(this.lists, needed.lists)
  }
}

/** Whether the row at `a` has no rule that the one at `b` has not. */
function isWithin(cells: Int32Array, a: number, b: number, words: number): boolean {
  for (let x = 0; x < words; x++) if ((cells[a + x]! & ~cells[b + x]!) !== 0) return false
  return true
}

/** Whether some packet escapes the rules. */
export type Decision = "escape" | "covered" | "undecided"

export const axisCount = 5

interface Cut {
  readonly axis: number
  /** Where in the stack of lists the second half begins. */
  readonly middle: number
  readonly leftFirst: boolean
}

/** A product yet to be decided: where its lists, rows and rules begin, and from where on the stacks are free. */
interface Node {
  readonly start: number[]
  readonly length: number[]
  readonly cells: number
  readonly values: number
  readonly mask: number
  readonly rules: number
  readonly words: number
  readonly free: Arena
}

interface Arena {
  readonly cells: number
  readonly classes: number
  readonly masks: number
  readonly lists: number
  readonly rules: number
}

function totalLength({ length }: Node): number {
  return length[0]! + length[1]! + length[2]! + length[3]! + length[4]!
}

function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, array.length * 2, 1024))
  larger.set(array)
  return larger
}
