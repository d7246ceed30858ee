import type { Axis } from "../tables/axis.ts"
import { hasBit } from "../tables/bit-row.ts"
import { ClassList, ClassMarks } from "../tables/class-list.ts"
import type { Universe } from "../tables/universe.ts"
import { axisCount } from "./product-stack.ts"

/** What a search looks at: the classes of each axis, and up to two rows of rules known to hold all of them. Used again and again. */
export class SearchSpace {
  universe: Universe | undefined
  /** The classes of axis `a` are `length[a]` of `classes[a]` from `start[a]` on; a search may take some out. */
  readonly classes: Int32Array[] = new Array(axisCount).fill(nothing)
  readonly start = new Int32Array(axisCount)
  readonly length = new Int32Array(axisCount)
  /** Whether an axis has what two sets share, neither of them inside the other. */
  readonly isMeet: boolean[] = new Array(axisCount).fill(false)
  private readonly meets: readonly ClassList[]
  /** The set, or the two, that an axis is about: those of axis `a` from `2 * a` on. */
  private readonly sets = new Int32Array(2 * axisCount)
  private readonly holders: Int32Array[] = new Array(axisCount).fill(nothing)
  private readonly holdersAt = new Int32Array(2 * axisCount)

  /** `classes` is how many classes an axis is expected to have. */
  constructor(classes: number) {
    const marks = new ClassMarks(classes)
    this.meets = Array.from({ length: axisCount }, () => new ClassList(marks))
  }

  useRule(universe: Universe, rule: number): void {
    this.universe = universe
    for (let a = 0; a < axisCount; a++) this.useSet(a, universe.axes[a]!, universe.axes[a]!.setOfRule[rule]!)
  }

  useBoth(universe: Universe, rule: number, other: number): void {
    this.universe = universe
    for (let a = 0; a < axisCount; a++) {
      const axis = universe.axes[a]!
      const set = axis.setOfRule[rule]!
      const otherSet = axis.setOfRule[other]!
      if (set === otherSet || isWithin(axis, set, other)) this.useSet(a, axis, set)
      else if (isWithin(axis, otherSet, rule)) this.useSet(a, axis, otherSet)
      else this.useMeet(a, axis, set, rule, otherSet, other)
    }
  }

  /** Leaves on an axis only classes that the rules of `avoid` tell apart, and of these those that count; false if it cannot. */
  lessen(a: number, avoid: Int32Array): boolean {
    const axis = this.universe!.axes[a]!
    if (!axis.meetAgainst) return false
    const list = this.meets[a]!
    list.clear()
    axis.meetAgainst(this.sets[2 * a]!, this.sets[2 * a + 1]!, avoid, list)
    this.look(a, list.items, 0, list.length)
    return true
  }

  /** From now on the classes of an axis are `length` of these from `start` on. */
  look(a: number, classes: Int32Array, start: number, length: number): void {
    this.classes[a] = classes
    this.start[a] = start
    this.length[a] = length
  }

  /** The first class of an axis that has one. */
  first(a: number): number {
    return this.classes[a]![this.start[a]!]!
  }

  /** Rules known to hold all of an axis, as a word. */
  full(a: number, w: number): number {
    const row = this.holders[a]!
    return row[this.holdersAt[2 * a]! + w]! | row[this.holdersAt[2 * a + 1]! + w]!
  }

  private useSet(a: number, axis: Axis, set: number): void {
    const { classes, classStart } = axis
    this.isMeet[a] = false
    this.know(a, axis, set, set)
    this.look(a, classes, classStart[set]!, classStart[set + 1]! - classStart[set]!)
  }

  private useMeet(a: number, axis: Axis, set: number, rule: number, otherSet: number, other: number): void {
    const meet = this.meets[a]!
    this.isMeet[a] = true
    this.know(a, axis, set, otherSet)
    meet.clear()
    axis.meet(set, rule, otherSet, other, meet)
    this.look(a, meet.items, 0, meet.length)
  }

  private know(a: number, { relations }: Axis, set: number, otherSet: number): void {
    this.sets[2 * a] = set
    this.sets[2 * a + 1] = otherSet
    this.holders[a] = relations.within
    this.holdersAt[2 * a] = relations.at(set)
    this.holdersAt[2 * a + 1] = relations.at(otherSet)
  }
}

/** Whether the rule is known to hold all of the set. */
function isWithin({ relations }: Axis, set: number, rule: number): boolean {
  return hasBit(relations.within, relations.at(set), rule)
}

const nothing = new Int32Array(0)
