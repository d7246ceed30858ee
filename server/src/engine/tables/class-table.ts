import { hasBit } from "./bit-row.ts"

/**
 * The classes of one axis (protocol, a port or an address of a packet).
 *
 * Cut the axis at every end point that occurs in a rule: each rule holds each piece wholly or not at all. Pieces that the
 * same rules hold are one class, and its *row* is the set of those rules. A packet is five classes, one an axis, and the
 * rules that match it are the AND of five rows.
 *
 * Sets known by name only are further coordinates of the axis: a point is a place and the names that hold it there. The
 * table first has one class for each place with nothing but what is sure there, which is the least model. `join` makes the
 * class in which one more name holds the place; it is made when it is first asked for, as few of the many possible ones
 * matter.
 *
 * Columns beyond the rules say which names hold the class and which may: see named-sets.ts.
 */
export class ClassTable {
  /** Words from one row to the next: room for a bit a rule, then the columns of the names. */
  readonly stride: number
  rows: Int32Array
  count = 0
  private readonly joined = new Map<number, number>()
  private readonly parts = new Map<number, JoinedFrom>()

  constructor(stride: number, capacity: number) {
    this.stride = stride
    this.rows = new Int32Array(stride * Math.max(4, capacity))
  }

  /** A new class with an empty row. */
  add(): number {
    const at = this.count * this.stride
    if (at + this.stride > this.rows.length) {
      const larger = new Int32Array(this.rows.length * 2)
      larger.set(this.rows)
      this.rows = larger
    }
    return this.count++
  }

  has(cls: number, bit: number): boolean {
    return hasBit(this.rows, cls * this.stride, bit)
  }

  /** The class whose row has all of `adds` besides this one's: this one if it has it all. */
  withRow(cls: number, adds: Int32Array): number {
    const { stride } = this
    let missing = 0
    for (let w = 0; w < stride; w++) missing |= adds[w]! & ~this.rows[cls * stride + w]!
    if (missing === 0) return cls
    const result = this.add()
    const { rows } = this
    for (let w = 0; w < stride; w++) rows[result * stride + w] = rows[cls * stride + w]! | adds[w]!
    return result
  }

  /** The class of the same place where `name` holds it too, or -1 where that cannot be. */
  join(cls: number, name: FreeName): number {
    for (const column of name.within) if (!this.has(cls, column)) return -1
    const key = cls * mostNumbered + name.index
    const known = this.joined.get(key)
    if (known !== undefined) return known
    const result = this.agrees(cls, name) ? this.makeJoin(cls, name) : -1
    this.joined.set(key, result)
    return result
  }

  /** How a class came about: its place's own class, and the names chosen to hold it. */
  origin(cls: number): JoinedFrom {
    return this.parts.get(cls) ?? { base: cls, names: [] }
  }

  private agrees(cls: number, name: FreeName): boolean {
    const at = cls * this.stride
    for (let w = 0; w < this.stride; w++) if ((this.rows[at + w]! & name.excludes[w]!) !== 0) return false
    return true
  }

  private makeJoin(cls: number, name: FreeName): number {
    const result = this.withRow(cls, name.adds)
    if (result === cls) return cls
    const { base, names } = this.origin(cls)
    this.parts.set(result, { base, names: [...names, name] })
    return result
  }
}

/** More than there are names, labels or the like: a text that may be read has no room for so many. */
export const mostNumbered = 2 ** 26

export interface JoinedFrom {
  readonly base: number
  readonly names: readonly FreeName[]
}

/** A set of which only a name is known, as far as choosing a point in it goes. */
export interface FreeName {
  /** Distinct within the axis. */
  readonly index: number
  /** The term's place in the axis's list of terms. */
  readonly term: number
  /** What holds a point once this set does: the rules that name it or a set it lies inside of, and their columns. */
  readonly adds: Int32Array
  /** Columns that have to be there already: the bounds outside of which the set has no address. */
  readonly within: readonly number[]
  /** Columns of the sets that share nothing with it. */
  readonly excludes: Int32Array
}
