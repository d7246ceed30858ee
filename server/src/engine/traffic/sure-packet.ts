import type { Packet } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { type FixedParts, possibly, surely } from "./certain-bounds.ts"
import { type IntervalSet, intersect, meets, subtract } from "./interval-set.ts"
import { parts } from "./parts.ts"
import { isPortless, packetOf, pinPacket } from "./pinned-packet.ts"
import { readableAddress } from "./readable-packet.ts"
import type { Region } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type Budget, casesOf, type TrafficCase } from "./traffic-case.ts"

type Side = "source" | "destination"

/** What a packet has to meet whatever is unknown. */
export interface SureNeeds {
  readonly taking: readonly FieldedRule<MatchingRule>[]
  readonly missing: readonly FieldedRule<MatchingRule>[]
}

/** The addresses that the traffic may have at its ends, in all of its cases. */
export type TrafficEnds = Readonly<Record<Side, IntervalSet>>

/** One end of the packets that are looked at. */
interface SureEnd {
  readonly region: Region
  /** The address to print of an end that is somewhere in a named set; absent for one at known addresses. */
  readonly text?: string
}

/**
 * A packet of the start that the rules to take it surely take, and the others surely do not: with addresses that surely are in
 * the traffic or, where there are none, somewhere in a named set that surely has an address, wherever in it that is.
 */
export function surePacket(
  start: TrafficCase,
  all: () => TrafficEnds,
  { taking, missing }: SureNeeds,
  space: AddressSpace,
  budget: Budget,
): Packet | undefined {
  if (otherParts.some(part => start[part].inside.length + start[part].outside.length > 0)) return undefined
  for (const source of endsOf("source", start, () => all().source, taking, space)) {
    for (const destination of endsOf("destination", start, () => all().destination, taking, space)) {
      const one = { ...start, source: source.region, destination: destination.region }
      const found = firstCase(one, { source, destination }, { taking, missing }, space, budget)
      if (!found) continue
      const pinned = pinPacket(found, space)
      const texts = { source: source.text ?? pinned.source, destination: destination.text ?? pinned.destination }
      return packetOf({ ...pinned, ...texts }, found, space)
    }
  }
  return undefined
}

const otherParts = parts.filter(part => part !== "source" && part !== "destination")

function firstCase(
  one: TrafficCase,
  ends: Readonly<Record<Side, SureEnd>>,
  { taking, missing }: SureNeeds,
  space: AddressSpace,
  budget: Budget,
): TrafficCase | undefined {
  const fixed: FixedParts = [
    ...(isPortless(one) ? (["sourcePort", "destinationPort"] as const) : []),
    ...(["source", "destination"] as const).filter(side => ends[side].text !== undefined),
  ]
  const held = taking.map(rule => surely(rule, one, fixed, space))
  const missed = missing.map(rule => possibly(rule, one, fixed, space))
  for (const found of casesOf(one, held, missed, space, budget)) return found
  return undefined
}

/** The addresses that are surely in the traffic, its own set, and the sets of rules that lie in it; `all`: what it may have. */
function* endsOf(
  side: Side,
  start: TrafficCase,
  all: () => IntervalSet,
  taking: readonly FieldedRule<MatchingRule>[],
  space: AddressSpace,
): Generator<SureEnd, undefined> {
  const { numbering, names: byPart } = space
  const names = byPart[side]
  const own = start[side]
  const { inside } = own
  const points = surePoints(own, side, space)
  if (points.length > 0) yield { region: { points, inside: [], outside: [] } }
  const [ipv4] = numbering.families
  if (!meets(own.points, ipv4)) return
  // Wherever in a set its address is: it may also be in another set, and among addresses that the traffic has besides.
  const possible = (name: string) => intersect(names.possible(name) ?? numbering.everything, ipv4)
  const inSet = (within: readonly string[], points: IntervalSet): SureEnd[] => {
    const text = readableAddress(points, numbering)?.text
    return text === undefined ? [] : [{ region: { points, inside: within, outside: [] }, text }]
  }
  // The traffic's own set has an address, wherever in it that is: else nothing would be said of any packet.
  if (inside.length > 0) yield* inSet(inside, inside.map(possible).reduce(intersect, all()))
  for (const name of new Set(taking.flatMap(({ fields }) => fields[side].names))) {
    if (!names.some(name) || !inside.every(other => names.implies([name], other))) continue
    // Wherever the set has its address, that has to be in the traffic.
    const among = inside.length > 0 ? all() : own.points
    if (subtract(possible(name), among).length === 0) yield* inSet([name], possible(name))
  }
}

/** Addresses that surely are in the sets that they are taken to be in, and in none of the others. */
function surePoints({ points, inside, outside }: Region, side: Side, { numbering, names }: AddressSpace): IntervalSet {
  const facts = names[side]
  const sure = inside.map(facts.sure).reduce(intersect, points)
  return outside
    .map(name => subtract(facts.possible(name) ?? numbering.everything, facts.lacks(name)))
    .reduce(subtract, sure)
}
