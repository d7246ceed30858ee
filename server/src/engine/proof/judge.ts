import type { SecurityRule } from "../security-rule.ts"
import { firstClass } from "../tables/axis.ts"
import { hasBit, lowestOfBoth } from "../tables/bit-row.ts"
import {
  firstHolder,
  hasPackets,
  holdsAll,
  narrowToHolders,
  narrowToOverlap,
  type PacketSpace,
  type Point,
} from "../tables/packet-space.ts"
import { coverersOf, earlierOf, type RuleSequence } from "../tables/rule-sequence.ts"
import { WitnessSearch } from "./witness-search.ts"

/** What one judgement after the other needs: the tables of a direction, the search, and rows about the current rule. */
export interface Judge {
  readonly sequence: RuleSequence<SecurityRule>
  readonly spaces: readonly PacketSpace[]
  readonly search: WitnessSearch
  /** Steps of one search. */
  readonly budget: number
  /** PacketSpace → the rules that may share a packet with the current rule; stale where it has no packet. */
  readonly overlap: readonly Int32Array[]
  /** The rules, earlier or later, that hold all packets of the current rule. */
  readonly holders: Int32Array
}

/** Steps for one search, of 128 words of work. */
export const defaultBudget = 100_000

/** How many searches that need all of their budget a direction, or all later questions of a kind, have the steps for. */
const searches = 10

export function searchFor({ words }: RuleSequence<SecurityRule>, budget: number): WitnessSearch {
  return new WitnessSearch(words, searches * budget)
}

export function judgeOf(
  sequence: RuleSequence<SecurityRule>,
  spaces: readonly PacketSpace[],
  search: WitnessSearch,
  budget: number,
): Judge {
  const row = () => new Int32Array(sequence.words)
  return { sequence, spaces, search, budget, overlap: spaces.map(row), holders: row() }
}

/** Makes a rule the current one: everything that is asked of the judge from now on is about it. */
export function examine(judge: Judge, rule: number): void {
  const { spaces, overlap, holders } = judge
  let isEmpty = true
  holders.fill(-1)
  for (let u = 0; u < spaces.length; u++) {
    if (!hasPackets(spaces[u]!, rule)) continue
    isEmpty = false
    narrowToOverlap(spaces[u]!, rule, overlap[u]!.fill(-1))
    narrowToHolders(spaces[u]!, rule, holders)
  }
  // Anything holds a rule without a packet, but nothing is needed to.
  if (isEmpty) holders.fill(0)
}

/** Gives questions that come after the analysis a budget of their own. */
export function refill({ search, budget }: Judge): void {
  search.left = searches * budget
}

export type Reach =
  | { readonly reach: "live"; readonly space: PacketSpace; readonly point: Point }
  | DeadReach
  | { readonly reach: "undetermined" }

export interface DeadReach {
  readonly reach: "dead"
  /** The first rule that is surely earlier and holds all of the rule's packets by itself, or -1. */
  readonly holder: number
  /**
   * Whether the holder is the cover: a packet is known that no rule before it holds. Then nothing else was found out, and
   * the rule is not the current one.
   */
  readonly isWholeCover: boolean
}

/**
 * Tells whether a packet reaches the rule past those that are surely earlier. Most rules turn out to be live at the first few
 * packets, or dead as the rule that decides the first one holds all others too; nothing else has to be known of them then.
 * Any other rule becomes the current one.
 */
export function reachOf(judge: Judge, rule: number): Reach {
  const atSight = reachAtSight(judge, rule)
  if (atSight) return atSight
  examine(judge, rule)
  return reachInHand(judge, rule)
}

function reachAtSight(judge: Judge, rule: number): Reach | undefined {
  const space = judge.spaces.find(one => hasPackets(one, rule))
  if (!space) return undefined
  const first = space.axes.map(axis => firstClass(axis, rule))
  const holder = firstEarlier(judge, rule, space, first)
  if (holder === -1) return { reach: "live", space, point: first }
  const isHeld = judge.spaces.every(one => !hasPackets(one, rule) || holdsAll(one, holder, rule))
  if (isHeld) return { reach: "dead", holder, isWholeCover: true }
  const { search } = judge
  const isFound = search.inBoth(space, rule, rule).findSoon(packet => firstEarlier(judge, rule, space, packet))
  return isFound ? { reach: "live", space, point: search.point.slice() } : undefined
}

/** The first rule that is surely earlier than this one and holds the packet, or -1. */
export function firstEarlier({ sequence }: Judge, rule: number, space: PacketSpace, point: Point): number {
  return firstHolder(space, point, coverersOf(sequence, rule), 0, sequence.earlierEnd[rule]!)
}

function reachInHand(judge: Judge, rule: number): Reach {
  const { sequence, holders, search } = judge
  const earlier = earlierOf(sequence, rule)
  const holder = lowestOfBoth(holders, earlier)
  if (holder !== -1) return { reach: "dead", holder, isWholeCover: false }
  search.used.fill(0)
  const isLive = ownWitness(judge, rule, earlier)
  if (isLive === null) return { reach: "undetermined" }
  if (!isLive) return { reach: "dead", holder: -1, isWholeCover: false }
  return { reach: "live", space: search.space, point: search.point.slice() }
}

/** Writes the rules of `among` that may share a packet with the current rule, in any packet space. */
export function partnersInto({ spaces, overlap }: Judge, rule: number, among: Int32Array, into: Int32Array): void {
  into.fill(0)
  for (let u = 0; u < spaces.length; u++) {
    if (!hasPackets(spaces[u]!, rule)) continue
    const row = overlap[u]!
    for (let w = 0; w < into.length; w++) into[w]! |= row[w]! & among[w]!
  }
}

/** Whether a packet of the current rule escapes the rules of `avoid`; null where that could not be decided. */
export function ownWitness(judge: Judge, rule: number, avoid: Int32Array): boolean | null {
  return sharedWitness(judge, rule, rule, avoid)
}

/**
 * Whether a packet that the current rule and the other both hold escapes the rules of `avoid`: true, false, or null where
 * that could not be decided.
 */
export function sharedWitness(judge: Judge, rule: number, other: number, avoid: Int32Array): boolean | null {
  const { spaces, search, overlap, budget } = judge
  let decided = true
  for (let u = 0; u < spaces.length; u++) {
    const space = spaces[u]!
    if (!hasPackets(space, rule) || !hasPackets(space, other)) continue
    const partners = overlap[u]!
    if (!hasBit(partners, 0, other)) continue
    for (let w = 0; w < avoid.length; w++) search.avoid[w] = avoid[w]! & partners[w]!
    if (other !== rule) narrowToOverlap(space, other, search.avoid)
    const decision = search.inBoth(space, rule, other).decide(budget)
    if (decision === "witness") return true
    if (decision === "undetermined") decided = false
  }
  return decided ? false : null
}
