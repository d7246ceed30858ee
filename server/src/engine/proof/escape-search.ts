import { countBits } from "../tables/bit-row.ts"
import type { Universe } from "../tables/universe.ts"
import { CoverProof, type Decision } from "./cover-proof.ts"
import { axisCount } from "./product-stack.ts"
import { SearchSpace } from "./search-space.ts"
import { SparseRow } from "./sparse-row.ts"

/**
 * The one question everything here comes down to: is there a packet in a rule, or in two rules at once, that none of some
 * other rules holds? Only least classes are looked at (see Axis), which is exact.
 *
 * Cheap answers first: the first class of each axis; a rule that is known to hold everything; then, axis by axis, the class
 * that leaves the fewest rules. Most packets asked for are found there. What is left goes to CoverProof.
 *
 * The object is scratch space for one analysis. Choose what to search in, fill `avoid`, then `decide`, which may take rules
 * without a part in the answer out of `avoid`; on "escape" `point` has the class of each axis.
 */
export class EscapeSearch {
  readonly avoid: Int32Array
  readonly point = new Array<number>(axisCount).fill(0)
  /** Rules of `avoid` that sufficed for every "covered" since this was last emptied, which is for the asker to do. */
  readonly used: Int32Array
  /** Steps that all further searches together may take. */
  left: number
  private readonly proof = new CoverProof()
  private readonly space: SearchSpace
  /** Room for the classes of an axis that are left of the space's. */
  private readonly kept: Int32Array[] = new Array(axisCount).fill(nothing)
  private readonly rest: SparseRow
  /** For each axis a row: see `isHeld`. Words where no rule is avoided are stale. */
  private readonly alone: Int32Array
  /** The words of `avoid` that are not empty: `words[0]` up to `words[count]`. */
  private readonly words: Int32Array
  private count = 0

  constructor(words: number, steps: number) {
    this.avoid = new Int32Array(words)
    // About as many classes as rules, as often as not.
    this.space = new SearchSpace(64 * words)
    this.rest = new SparseRow(words)
    this.alone = new Int32Array(axisCount * words)
    this.words = new Int32Array(words)
    this.used = new Int32Array(words)
    this.left = steps
  }

  /** Where the last search was made. */
  get universe(): Universe {
    return this.space.universe!
  }

  /** Searches in the packets of one rule. */
  inRule(universe: Universe, rule: number): this {
    this.space.useRule(universe, rule)
    return this
  }

  /** Searches in the packets that two rules share, in some model. */
  inBoth(universe: Universe, rule: number, other: number): this {
    this.space.useBoth(universe, rule, other)
    return this
  }

  /** May take up to `limit` steps. */
  decide(limit: number): Decision {
    for (let a = 0; a < axisCount; a++) if (this.space.length[a] === 0) return "covered"
    this.findWords()
    if (this.tryFirst()) return "escape"
    if (this.isHeld()) return "covered"
    this.narrow()
    if (!this.keepPossible()) return "covered"
    if (this.tryGreedily()) return "escape"
    return this.prove(limit)
  }

  private findWords(): void {
    const { avoid, words } = this
    let count = 0
    for (let w = 0; w < avoid.length; w++) if (avoid[w] !== 0) words[count++] = w
    this.count = count
  }

  /** Takes out rules without a part in the answer, and classes of long lists, as of wide port ranges, that are not needed. */
  private narrow(): void {
    let rules = 0
    for (let k = 0; k < this.count; k++) rules += countBits(this.avoid[this.words[k]!]!)
    for (let a = 0; a < axisCount; a++) {
      if (this.space.length[a]! > rules && this.space.lessen(a, this.avoid)) this.findWords()
      else if (this.space.isMeet[a]) this.narrowToMeet(a)
    }
  }

  /** Takes out rules that hold no class of the axis, as a rule may share something with either of two and not with both. */
  private narrowToMeet(a: number): void {
    const { avoid, words, count } = this
    const held = this.rest.words
    const { rows, stride } = this.universe.axes[a]!.table
    const classes = this.space.classes[a]!
    const length = this.space.length[a]!
    held.fill(0, 0, count)
    for (let c = 0; c < length; c++) {
      const at = classes[c]! * stride
      for (let k = 0; k < count; k++) held[k]! |= rows[at + words[k]!]!
    }
    let left = 0
    for (let k = 0; k < count; k++) {
      const w = words[k]!
      avoid[w]! &= held[k]!
      if (avoid[w] !== 0) words[left++] = w
    }
    this.count = left
  }

  private tryFirst(): boolean {
    const { avoid, point, words, count } = this
    for (let a = 0; a < axisCount; a++) point[a] = this.space.first(a)
    const [a, b, c, d, e] = this.universe.axes
    const p = point[0]! * a.table.stride
    const q = point[1]! * b.table.stride
    const r = point[2]! * c.table.stride
    const s = point[3]! * d.table.stride
    const t = point[4]! * e.table.stride
    for (let k = 0; k < count; k++) {
      const w = words[k]!
      const left =
        avoid[w]! &
        a.table.rows[p + w]! &
        b.table.rows[q + w]! &
        c.table.rows[r + w]! &
        d.table.rows[s + w]! &
        e.table.rows[t + w]!
      if (left !== 0) return false
    }
    return true
  }

  /** Whether a rule is known to hold everything. If none is, `alone` has those that hold all axes but one. */
  private isHeld(): boolean {
    const { avoid, words, count, alone, space } = this
    const size = avoid.length
    for (let k = 0; k < count; k++) {
      const w = words[k]!
      const c = space.full(2, w) & avoid[w]!
      const a = space.full(0, w)
      const b = space.full(1, w)
      const d = space.full(3, w)
      const e = space.full(4, w)
      if (this.use(w, a & b & c & d & e)) return true
      alone[w] = b & c & d & e
      alone[size + w] = a & c & d & e
      alone[2 * size + w] = a & b & avoid[w]! & d & e
      alone[3 * size + w] = a & b & c & e
      alone[4 * size + w] = a & b & c & d
    }
    return false
  }

  /** Notes that one of these rules took part in a proof, one that already does if there is such; false if there is none. */
  private use(w: number, rules: number): boolean {
    if (rules === 0) return false
    if ((rules & this.used[w]!) === 0) this.used[w]! |= rules & -rules
    return true
  }

  /** Keeps the classes that no rule known to hold all other axes takes; false where an axis is left with none. */
  private keepPossible(): boolean {
    for (let a = 0; a < axisCount; a++) {
      this.startAlone(a)
      if (this.rest.count > 0 && !this.keepUntaken(a)) return false
    }
    return true
  }

  /** Sets `rest` to the rules known to hold all axes but this one. */
  private startAlone(a: number): void {
    const { avoid, words, count, rest, alone } = this
    rest.count = 0
    for (let k = 0; k < count; k++) {
      const w = words[k]!
      const rules = alone[a * avoid.length + w]! & avoid[w]!
      if (rules !== 0) rest.push(w, rules)
    }
  }

  /** Keeps the classes of the axis that no rule of `rest` holds; false where there is none. */
  private keepUntaken(a: number): boolean {
    const { at, words, count: live } = this.rest
    const { rows, stride } = this.universe.axes[a]!.table
    const classes = this.space.classes[a]!
    const start = this.space.start[a]!
    const length = this.space.length[a]!
    if (this.kept[a]!.length < length) this.kept[a] = new Int32Array(length * 2)
    const kept = this.kept[a]!
    let count = 0
    for (let c = start; c < start + length; c++) {
      const row = classes[c]! * stride
      let k = 0
      while (k < live && !this.use(at[k]!, rows[row + at[k]!]! & words[k]!)) k++
      if (k === live) kept[count++] = classes[c]!
    }
    this.space.look(a, kept, 0, count)
    return count > 0
  }

  /** Shortest lists first, always the class that leaves the fewest rules. */
  private tryGreedily(): boolean {
    const { point, rest, avoid, words } = this
    rest.count = 0
    for (let k = 0; k < this.count; k++) rest.push(words[k]!, avoid[words[k]!]!)
    let undone = (1 << axisCount) - 1
    while (undone !== 0) {
      const a = this.shortest(undone)
      undone &= ~(1 << a)
      point[a] = this.leastCrowded(a)
      const { rows, stride } = this.universe.axes[a]!.table
      rest.narrow(rows, point[a]! * stride)
      if (rest.count > 0) continue
      for (let b = 0; b < axisCount; b++) if ((undone >> b) & 1) point[b] = this.space.first(b)
      return true
    }
    return false
  }

  /** The class of the axis that the fewest rules of `rest` hold. */
  private leastCrowded(a: number): number {
    const { rows, stride } = this.universe.axes[a]!.table
    const classes = this.space.classes[a]!
    const start = this.space.start[a]!
    const end = start + this.space.length[a]!
    let best = classes[start]!
    let fewest = Number.POSITIVE_INFINITY
    for (let c = start; c < end && fewest > 0; c++) {
      const rules = this.rest.countIn(rows, classes[c]! * stride, fewest)
      if (rules >= fewest) continue
      fewest = rules
      best = classes[c]!
    }
    return best
  }

  private shortest(among: number): number {
    let best = -1
    for (let a = 0; a < axisCount; a++) {
      if ((among >> a) & 1 && (best === -1 || this.space.length[a]! < this.space.length[best]!)) best = a
    }
    return best
  }

  private prove(limit: number): Decision {
    const { classes, start, length } = this.space
    const { avoid } = this
    const before = this.proof.steps
    const tables = this.universe.axes.map(axis => axis.table)
    const question = { tables, classes, start, length, avoid }
    const decision = this.proof.decide(question, this.used, Math.min(limit, this.left))
    this.left = Math.max(0, this.left - (this.proof.steps - before))
    if (decision === "escape") for (let a = 0; a < axisCount; a++) this.point[a] = this.proof.point[a]!
    return decision
  }
}

const nothing = new Int32Array(0)
