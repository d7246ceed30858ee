import type { Axis } from "../tables/axis.ts"
import { hasBit } from "../tables/bit-row.ts"
import { ClassList } from "../tables/class-list.ts"
import type { PacketSpace } from "../tables/packet-space.ts"
import { axisCount } from "./product.ts"

/** The classes of each axis that a search looks at. One object serves one search after the other. */
export class SearchLists {
  space: PacketSpace | undefined
  /** The classes of axis `a` are `length[a]` of `classes[a]` from `start[a]` on. */
  readonly classes: Int32Array[] = new Array(axisCount).fill(nothing)
  readonly start = new Int32Array(axisCount)
  readonly length = new Int32Array(axisCount)
  /** Where the rows of the two sets begin that share the classes of an axis, or twice those of one set. */
  private readonly ofSet = new Int32Array(axisCount)
  private readonly ofOther = new Int32Array(axisCount)
  private readonly shared: readonly ClassList[]

  /** `classes` is how many classes an axis is expected to have. */
  constructor(classes: number) {
    this.shared = Array.from({ length: axisCount }, () => new ClassList(classes))
  }

  /** Looks at the packets that two rules share, or at those of one rule that is given twice. */
  useBoth(space: PacketSpace, rule: number, other: number): void {
    this.space = space
    for (let a = 0; a < axisCount; a++) {
      const axis = space.axes[a]!
      const set = axis.setOfRule[rule]!
      const otherSet = axis.setOfRule[other]!
      if (set === otherSet || isWithin(axis, set, other)) this.useSet(a, axis, set)
      else if (isWithin(axis, otherSet, rule)) this.useSet(a, axis, otherSet)
      else this.useIntersection(a, axis, set, rule, otherSet, other)
    }
  }

  /**
   * Starts at the first class of each axis. While a rule is in the way, the packet is moved on one axis to a class that this
   * rule does not hold, the axes in turn. Returns the rule that is in the way at last, or -1.
   */
  walk(point: number[], moves: number, inTheWay: () => number): number {
    for (let a = 0; a < axisCount; a++) point[a] = this.classes[a]![this.start[a]!]!
    let first = 0
    let other = inTheWay()
    for (let move = 0; other !== -1 && move < moves; move++) {
      let k = 0
      while (k < axisCount && !this.moveAway(point, (first + k) % axisCount, other)) k++
      if (k === axisCount) return other
      first += k + 1
      other = inTheWay()
    }
    return other
  }

  /** The rules of word `w` that are known to hold all classes of axis `a`, as they hold a set that all of these are in. */
  knownToHold(a: number, w: number): number {
    const { within } = this.space!.axes[a]!.relations
    return within[this.ofSet[a]! + w]! | within[this.ofOther[a]! + w]!
  }

  /** Whether the rule holds every packet. */
  isHeldBy(rule: number): boolean {
    for (let a = 0; a < axisCount; a++) if (this.classWithout(a, rule) !== -1) return false
    return true
  }

  private moveAway(point: number[], a: number, rule: number): boolean {
    const cls = this.classWithout(a, rule)
    if (cls !== -1) point[a] = cls
    return cls !== -1
  }

  private classWithout(a: number, rule: number): number {
    const { table } = this.space!.axes[a]!
    const classes = this.classes[a]!
    const end = this.start[a]! + this.length[a]!
    for (let k = this.start[a]!; k < end; k++) if (!table.has(classes[k]!, rule)) return classes[k]!
    return -1
  }

  private useSet(a: number, { classes, classStart, relations }: Axis, set: number): void {
    this.classes[a] = classes
    this.start[a] = classStart[set]!
    this.length[a] = classStart[set + 1]! - classStart[set]!
    this.ofSet[a] = this.ofOther[a] = relations.at(set)
  }

  private useIntersection(a: number, axis: Axis, set: number, rule: number, otherSet: number, other: number): void {
    const shared = this.shared[a]!
    shared.clear()
    axis.intersect(set, rule, otherSet, other, shared)
    this.classes[a] = shared.items
    this.start[a] = 0
    this.length[a] = shared.length
    this.ofSet[a] = axis.relations.at(set)
    this.ofOther[a] = axis.relations.at(otherSet)
  }
}

/** Whether the rule is known to hold all of the set. */
function isWithin({ relations }: Axis, set: number, rule: number): boolean {
  return hasBit(relations.within, relations.at(set), rule)
}

const nothing = new Int32Array(0)
