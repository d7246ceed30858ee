import { isUnknown } from "../../values/unknown.ts"
import type { Access, Direction, SecurityRule } from "../security-rule.ts"
import { setBit, wordsFor } from "./bit-row.ts"

/**
 * The rules of one direction in the order in which Azure tries them; from here on a rule is its index in this order.
 * Rules whose priority or direction cannot be known stand at the end: nothing is surely before or after them.
 */
export interface RuleSequence<R extends SecurityRule> {
  readonly rules: readonly R[]
  /** Their places in the list that was handed in. */
  readonly places: readonly number[]
  /** How many have a place; the rest are the ones without. */
  readonly placed: number
  readonly words: number
  /** Rule → how many rules have a strictly lower priority: its earlier rules are those before this index. */
  readonly earlierEnd: Int32Array
  /** All rules. */
  readonly present: Int32Array
  /** Rules that are there for certain and in a known place: only these cover. */
  readonly certain: Int32Array
  readonly allows: Int32Array
  readonly denies: Int32Array
  /** Whether some rule has no known place or access, or is possibly absent. */
  readonly isVague: boolean
}

/** Takes the rules of the direction and those that may be of it. The sort is stable, so the list decides among equals. */
export function sequenceOf<R extends SecurityRule>(rules: readonly R[], direction: Direction): RuleSequence<R> {
  const at = (place: number) => rules[place]!
  const all = [...rules.keys()]
  const placed = all.filter(p => at(p).direction === direction && !isUnknown(at(p).priority))
  placed.sort((a, b) => priorityOf(at(a)) - priorityOf(at(b)))
  const unplaced = all.filter(
    p => isUnknown(at(p).direction) || (at(p).direction === direction && isUnknown(at(p).priority)),
  )
  const places = [...placed, ...unplaced]
  const ordered = places.map(at)
  const words = wordsFor(ordered.length)
  const sequence = {
    rules: ordered,
    places,
    placed: placed.length,
    words,
    earlierEnd: earlierEnds(placed.map(at)),
    present: new Int32Array(words),
    certain: new Int32Array(words),
    allows: new Int32Array(words),
    denies: new Int32Array(words),
    isVague: unplaced.length > 0 || ordered.some(rule => rule.possiblyAbsent || isUnknown(rule.access)),
  }
  ordered.forEach((rule, r) => {
    setBit(sequence.present, 0, r)
    if (r < placed.length && !rule.possiblyAbsent) setBit(sequence.certain, 0, r)
    if (rule.access === "Allow") setBit(sequence.allows, 0, r)
    if (rule.access === "Deny") setBit(sequence.denies, 0, r)
  })
  return sequence
}

/** The row of the rules whose access is known and not this one. */
export function oppositeOf(sequence: RuleSequence<SecurityRule>, access: Access): Int32Array {
  return access === "Allow" ? sequence.denies : sequence.allows
}

function priorityOf(rule: SecurityRule): number {
  return isUnknown(rule.priority) ? 0 : rule.priority
}

function earlierEnds(placed: readonly SecurityRule[]): Int32Array {
  const ends = new Int32Array(placed.length)
  for (let r = 1; r < placed.length; r++) {
    ends[r] = priorityOf(placed[r]!) === priorityOf(placed[r - 1]!) ? ends[r - 1]! : r
  }
  return ends
}
