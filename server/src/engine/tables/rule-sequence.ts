import { isUnknown } from "../../values/unknown.ts"
import type { Access, Direction, SecurityRule } from "../security-rule.ts"
import { bitsBefore, setBit, wordsFor } from "./bit-row.ts"
import { companionRows } from "./companion-rows.ts"

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
  /** Rule → how many rules have a strictly smaller priority number: its earlier rules are those before this index. */
  readonly earlierEnd: Int32Array
  /** All rules. */
  readonly present: Int32Array
  /** Rules that are there for certain and in a known place: only these cover one that is there for certain. */
  readonly certain: Int32Array
  /** Of possibly absent rules with conditions, the rules that are surely there wherever they are; else undefined. */
  readonly companions: readonly (Int32Array | undefined)[]
  readonly allows: Int32Array
  readonly denies: Int32Array
  /** Whether some rule has no known place or access, or is possibly absent. */
  readonly isVague: boolean
}

/** Takes the rules of the direction and those that may be of it. The sort is stable, so the list decides among equals. */
export function sequenceOf<R extends SecurityRule>(rules: readonly R[], direction: Direction): RuleSequence<R> {
  const placed: number[] = []
  const unplaced: number[] = []
  for (let place = 0; place < rules.length; place++) {
    const rule = rules[place]!
    if (isUnknown(rule.direction)) unplaced.push(place)
    else if (rule.direction === direction) (isUnknown(rule.priority) ? unplaced : placed).push(place)
  }
  placed.sort((a, b) => priorityOf(rules[a]!) - priorityOf(rules[b]!))
  const places = [...placed, ...unplaced]
  const ordered = places.map(place => rules[place]!)
  const words = wordsFor(ordered.length)
  const row = () => new Int32Array(words)
  const [present, certain, allows, denies] = [row(), row(), row(), row()]
  let isVague = unplaced.length > 0
  for (let r = 0; r < ordered.length; r++) {
    const { access, possiblyAbsent } = ordered[r]!
    setBit(present, 0, r)
    if (r < placed.length && !possiblyAbsent) setBit(certain, 0, r)
    if (access === "Allow") setBit(allows, 0, r)
    else if (access === "Deny") setBit(denies, 0, r)
    if (possiblyAbsent || isUnknown(access)) isVague = true
  }
  const companions = companionRows(ordered, placed.length, certain)
  const shared = { places, placed: placed.length, words, present, certain, companions, allows, denies, isVague }
  return { ...shared, rules: ordered, earlierEnd: earlierEnds(ordered, placed.length) }
}

/** The rules in a known place that are surely there wherever this one is: what covers it is among them. */
export function coverersOf({ certain, companions }: RuleSequence<SecurityRule>, rule: number): Int32Array {
  return companions[rule] ?? certain
}

/** Of those that cover a placed rule the row of the ones that are surely before it. */
export function earlierOf(sequence: RuleSequence<SecurityRule>, rule: number): Int32Array {
  return coverersOf(sequence, rule).map((row, w) => row & bitsBefore(sequence.earlierEnd[rule]!, w))
}

/** The row of the rules whose access is known and not this one. */
export function oppositeOf(sequence: RuleSequence<SecurityRule>, access: Access): Int32Array {
  return access === "Allow" ? sequence.denies : sequence.allows
}

/** The first rule behind a placed one and those of its priority. */
export function tieEnd({ earlierEnd, placed }: RuleSequence<SecurityRule>, rule: number): number {
  let end = rule + 1
  while (end < placed && earlierEnd[end]! <= rule) end++
  return end
}

function priorityOf(rule: SecurityRule): number {
  return isUnknown(rule.priority) ? 0 : rule.priority
}

function earlierEnds(ordered: readonly SecurityRule[], placed: number): Int32Array {
  const ends = new Int32Array(placed)
  for (let r = 1; r < placed; r++) {
    ends[r] = priorityOf(ordered[r]!) === priorityOf(ordered[r - 1]!) ? ends[r - 1]! : r
  }
  return ends
}
