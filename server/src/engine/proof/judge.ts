import type { SecurityRule } from "../security-rule.ts"
import { firstClass } from "../tables/axis.ts"
import { bitsBefore, hasBit, lowestBit } from "../tables/bit-row.ts"
import { coverersOf, type RuleSequence } from "../tables/rule-sequence.ts"
import {
  firstHolder,
  hasPackets,
  holdsAll,
  narrowToHolders,
  narrowToOverlap,
  type Point,
  type Universe,
  writeOverlap,
} from "../tables/universe.ts"
import { EscapeSearch } from "./escape-search.ts"

/** What one judgement after the other needs: the tables of a direction, the search, and rows about the rule in hand. */
export interface Judge {
  readonly sequence: RuleSequence<SecurityRule>
  readonly universes: readonly Universe[]
  readonly search: EscapeSearch
  /** Steps of one search. */
  readonly budget: number
  /** Universe → the rules that may share a packet with the rule in hand; stale where it has no packet. */
  readonly overlap: readonly Int32Array[]
  /** The rules, earlier or later, that hold all packets of the rule in hand. */
  readonly holders: Int32Array
}

/** Steps for one search, of 128 words of work. */
export const defaultBudget = 100_000

/** How many searches that need all of their budget a direction, or all later questions of a kind, have the steps for. */
const searches = 10

export function searchFor({ words }: RuleSequence<SecurityRule>, budget: number): EscapeSearch {
  return new EscapeSearch(words, searches * budget)
}

export function judgeOf(
  sequence: RuleSequence<SecurityRule>,
  universes: readonly Universe[],
  search: EscapeSearch,
  budget: number,
): Judge {
  const row = () => new Int32Array(sequence.words)
  return { sequence, universes, search, budget, overlap: universes.map(row), holders: row() }
}

/** Takes a rule in hand: everything that is asked of the judge from now on is about it. */
export function examine(judge: Judge, rule: number): void {
  const { universes, overlap, holders } = judge
  let isEmpty = true
  holders.fill(-1)
  for (let u = 0; u < universes.length; u++) {
    if (!hasPackets(universes[u]!, rule)) continue
    isEmpty = false
    writeOverlap(universes[u]!, rule, overlap[u]!)
    narrowToHolders(universes[u]!, rule, holders)
  }
  // Anything holds a rule without a packet, but nothing is needed to.
  if (isEmpty) holders.fill(0)
}

/** Gives questions that come after the analysis a budget of their own. */
export function refill({ search, budget }: Judge): void {
  search.left = searches * budget
}

export type Reach =
  | { readonly reach: "live"; readonly universe: Universe; readonly point: Point }
  | DeadReach
  | { readonly reach: "undecided" }

export interface DeadReach {
  readonly reach: "dead"
  /** The first rule that is surely earlier and holds all of the rule's packets by itself, or -1. */
  readonly holder: number
  /**
   * Whether the holder is the cover: a packet is known that no rule before it holds. Then nothing else was found out, and
   * the rule is not in hand.
   */
  readonly isWholeCover: boolean
}

/**
 * Whether a packet reaches the rule past those that are surely earlier. Most rules turn out to be live at the first packets that
 * are tried, or dead as the rule that decides the first one holds all others too, before anything else has to be known of
 * them; any other is in hand from here on.
 */
export function reachOf(judge: Judge, rule: number): Reach {
  const atSight = reachAtSight(judge, rule)
  if (atSight) return atSight
  examine(judge, rule)
  return reachInHand(judge, rule)
}

function reachAtSight(judge: Judge, rule: number): Reach | undefined {
  const universe = judge.universes.find(one => hasPackets(one, rule))
  if (!universe) return undefined
  const first = universe.axes.map(axis => firstClass(axis, rule))
  const holder = firstEarlier(judge, rule, universe, first)
  if (holder === -1) return { reach: "live", universe, point: first }
  const isHeld = judge.universes.every(one => !hasPackets(one, rule) || holdsAll(one, holder, rule))
  if (isHeld) return { reach: "dead", holder, isWholeCover: true }
  const { search } = judge
  const isFound = search.inRule(universe, rule).findSoon(packet => firstEarlier(judge, rule, universe, packet))
  return isFound ? { reach: "live", universe, point: search.point.slice() } : undefined
}

/** Whether no rule that is surely earlier than this one holds the packet. */
export function getsTo(judge: Judge, rule: number, universe: Universe, point: Point): boolean {
  return firstEarlier(judge, rule, universe, point) === -1
}

/** The first rule that is surely earlier than this one and holds the packet, or -1. */
function firstEarlier({ sequence }: Judge, rule: number, universe: Universe, point: Point): number {
  return firstHolder(universe, point, coverersOf(sequence, rule), 0, sequence.earlierEnd[rule]!)
}

function reachInHand(judge: Judge, rule: number): Reach {
  const { sequence, universes, holders, search } = judge
  const earlier = sequence.earlierEnd[rule]!
  const coverers = coverersOf(sequence, rule)
  for (let w = 0; w < sequence.words && w * 32 < earlier; w++) {
    const held = holders[w]! & coverers[w]! & bitsBefore(earlier, w)
    if (held !== 0) return { reach: "dead", holder: w * 32 + lowestBit(held), isWholeCover: false }
  }
  let undecided = false
  search.used.fill(0)
  for (let u = 0; u < universes.length; u++) {
    const universe = universes[u]!
    if (!hasPackets(universe, rule)) continue
    avoidEarlier(judge, rule, u)
    const decision = search.inRule(universe, rule).decide(judge.budget)
    if (decision === "escape") return { reach: "live", universe, point: search.point.slice() }
    if (decision === "undecided") undecided = true
  }
  return undecided ? { reach: "undecided" } : { reach: "dead", holder: -1, isWholeCover: false }
}

/** Has the search avoid the rules that are surely earlier and may share a packet of this universe with the rule. */
function avoidEarlier({ sequence, overlap, search }: Judge, rule: number, u: number): void {
  const earlier = sequence.earlierEnd[rule]!
  const coverers = coverersOf(sequence, rule)
  const row = overlap[u]!
  for (let w = 0; w < row.length; w++) {
    search.avoid[w] = w * 32 < earlier ? row[w]! & coverers[w]! & bitsBefore(earlier, w) : 0
  }
}

/** Writes the rules of `among` that may share a packet with the rule in hand, in any universe. */
export function partnersInto({ universes, overlap }: Judge, rule: number, among: Int32Array, into: Int32Array): void {
  into.fill(0)
  for (let u = 0; u < universes.length; u++) {
    if (!hasPackets(universes[u]!, rule)) continue
    const row = overlap[u]!
    for (let w = 0; w < into.length; w++) into[w]! |= row[w]! & among[w]!
  }
}

/** Whether a packet of the rule in hand escapes the rules of `avoid`; null where that could not be decided. */
export function ownEscape(judge: Judge, rule: number, avoid: Int32Array): boolean | null {
  const { universes, search, overlap, budget } = judge
  let decided = true
  for (let u = 0; u < universes.length; u++) {
    const universe = universes[u]!
    if (!hasPackets(universe, rule)) continue
    for (let w = 0; w < avoid.length; w++) search.avoid[w] = avoid[w]! & overlap[u]![w]!
    const decision = search.inRule(universe, rule).decide(budget)
    if (decision === "escape") return true
    if (decision === "undecided") decided = false
  }
  return decided ? false : null
}

/**
 * Whether a packet that the rule in hand and the other both hold escapes the rules of `avoid`: true, false, or null where
 * that could not be decided.
 */
export function sharedEscape(judge: Judge, rule: number, other: number, avoid: Int32Array): boolean | null {
  const { universes, search, overlap, budget } = judge
  let decided = true
  for (let u = 0; u < universes.length; u++) {
    const universe = universes[u]!
    if (!hasPackets(universe, rule) || !hasPackets(universe, other)) continue
    const partners = overlap[u]!
    if (!hasBit(partners, 0, other)) continue
    for (let w = 0; w < avoid.length; w++) search.avoid[w] = avoid[w]! & partners[w]!
    narrowToOverlap(universe, other, search.avoid)
    const decision = search.inBoth(universe, rule, other).decide(budget)
    if (decision === "escape") return true
    if (decision === "undecided") decided = false
  }
  return decided ? false : null
}
