import type { ClassList } from "./class-list.ts"
import type { ClassTable, FreeName } from "./class-table.ts"
import type { SetRelations } from "./set-relations.ts"

/**
 * One of the five dimensions of a packet space, made ready for questions about all rules at once. Equal fields of different
 * rules are one *set*.
 */
export interface Axis {
  readonly table: ClassTable
  /** Rule → its set; -1 where the rule holds no point of this axis. */
  readonly setOfRule: Int32Array
  /** How its sets relate to all rules. */
  readonly relations: SetRelations
  /**
   * Set → its least classes, `classes[classStart[set]]` up to `classStart[set + 1]`, in the order of the axis. Law: every
   * point of the set lies in a class whose row contains the row of one of these. So whatever escapes some rules within
   * the set does so in one of these classes.
   */
  readonly classStart: Int32Array
  readonly classes: Int32Array
  /** The names of a set whose members are not known. */
  namesOf(set: number): readonly FreeName[]
  /** Appends classes of points that are in both sets, all least ones among them. Each rule is one that has the set. */
  intersect(set: number, rule: number, otherSet: number, otherRule: number, into: ClassList): void
}

/** Rule → its set, -1 where that has no class. */
export function inhabitedSets(setOfRule: Int32Array, classStart: Int32Array): Int32Array {
  const sets = new Int32Array(setOfRule.length)
  for (let rule = 0; rule < sets.length; rule++) {
    const set = setOfRule[rule]!
    sets[rule] = classStart[set] === classStart[set + 1] ? -1 : set
  }
  return sets
}

/** The first of the rule's classes; it has one. */
export function firstClass({ setOfRule, classStart, classes }: Axis, rule: number): number {
  return classes[classStart[setOfRule[rule]!]!]!
}

/** Whether the holder holds every point that the rule has on the axis. */
export function holdsSet({ table, setOfRule, classStart, classes }: Axis, holder: number, rule: number): boolean {
  const set = setOfRule[rule]!
  for (let k = classStart[set]!; k < classStart[set + 1]!; k++) if (!table.has(classes[k]!, holder)) return false
  return true
}

/** Looks among the first few classes of either rule for one that is in both; -1 if none is. */
export function sharedAtHand(axis: Axis, rule: number, other: number): number {
  const shared = firstWith(axis, rule, other)
  return shared === -1 ? firstWith(axis, other, rule) : shared
}

function firstWith({ table, setOfRule, classStart, classes, namesOf }: Axis, rule: number, other: number): number {
  const start = classStart[setOfRule[rule]!]!
  const end = Math.min(classStart[setOfRule[rule]! + 1]!, start + few)
  for (let k = start; k < end; k++) if (table.has(classes[k]!, other)) return classes[k]!
  for (const name of namesOf(setOfRule[other]!)) {
    const joined = table.join(classes[start]!, name)
    if (joined !== -1) return joined
  }
  return -1
}

const few = 4

/** Appends the least classes of one set that the other's rule holds, and those in which a name of the other is chosen to hold them. */
export function intersectByRows(axis: Axis, set: number, otherSet: number, otherRule: number, into: ClassList): void {
  const { table, classStart, classes } = axis
  const names = axis.namesOf(otherSet)
  for (let k = classStart[set]!; k < classStart[set + 1]!; k++) {
    const cls = classes[k]!
    if (table.has(cls, otherRule)) into.add(cls)
    for (const name of names) {
      const joined = table.join(cls, name)
      if (joined >= 0) into.add(joined)
    }
  }
}

/**
 * Writes the rules that hold every one of the classes `classes[from]` up to `classes[to]`, at least one. Bits of the last word
 * beyond the rules are columns, which no question about rules reaches.
 */
export function andRows(
  table: ClassTable,
  classes: Int32Array,
  from: number,
  to: number,
  words: number,
  into: Int32Array,
  at: number,
): void {
  const { rows, stride } = table
  const first = classes[from]! * stride
  for (let w = 0; w < words; w++) into[at + w] = rows[first + w]!
  for (let k = from + 1; k < to; k++) {
    const row = classes[k]! * stride
    for (let w = 0; w < words; w++) into[at + w]! &= rows[row + w]!
  }
}
