import type { AddressPrefix } from "../../values/address.ts"
import { groupedBy } from "../../values/grouped.ts"
import type { PortRange } from "../../values/port.ts"
import { remember } from "../../values/remember.ts"
import type { Packet } from "../flow.ts"
import type { MatchingRule, Protocol } from "../security-rule.ts"
import type { AddressRange } from "../traffic/address-numbering.ts"
import { type AddressSpace, addressSpace } from "../traffic/address-space.ts"
import { everyPacket } from "../traffic/flow-case.ts"
import {
  contains,
  covers,
  emptySet,
  type IntervalSet,
  intersect,
  intervalSet,
  intervalsOf,
  isEqual,
  meets,
  subtract,
  union,
} from "../traffic/interval-set.ts"
import { only, type Part, parts, protocols } from "../traffic/parts.ts"
import { isPortless, packetOf, pinPacket } from "../traffic/pinned-packet.ts"
import { allPorts } from "../traffic/port-set.ts"
import { type FieldedRule, fieldsOf } from "../traffic/rule-fields.ts"
import { type Budget, casesOf, type TrafficCase } from "../traffic/traffic-case.ts"

/** Which addresses are asked for. */
export interface AskedAddresses {
  readonly side: "source" | "destination"
  /** Only these addresses of the side count. */
  readonly among: readonly AddressPrefix[]
  /** Addresses that the other end of an example has where it can: those of machines. */
  readonly others: readonly AddressPrefix[]
}

/** Rules made ready for questions about addresses. */
export interface PreparedAddresses {
  readonly side: AskedAddresses["side"]
  readonly space: AddressSpace
  readonly others: IntervalSet
  /** All packets of a protocol with these addresses, each family for itself. */
  startsOf(protocol: number): readonly TrafficCase[]
  fielded(rule: MatchingRule): FieldedRule<MatchingRule>
}

/** Of the side that is asked for the rules name prefixes alone, or everything; all are there, and have a priority. */
export function prepareAddresses(
  rules: readonly MatchingRule[],
  { side, among, others }: AskedAddresses,
): PreparedAddresses {
  const space = addressSpace(rules, { about: () => undefined }, [...among, ...others])
  const fielded = new Map<MatchingRule, FieldedRule<MatchingRule>>()
  const addresses = space.numbering.prefixSet(among)
  const every = everyPacket(space).map(one => ({ ...one, [side]: within(one[side].points, addresses) }))
  const starts = protocols.map((_, index) =>
    every
      .filter(one => meets(one.protocol.points, only(index)) && one[side].points.length > 0)
      .map(one => ({ ...one, protocol: within(one.protocol.points, only(index)) })),
  )
  return {
    side,
    space,
    others: space.numbering.prefixSet(others),
    startsOf: protocol => starts[protocol] ?? [],
    fielded: rule => remember(fielded, rule, () => fieldsOf(rule, "", space)),
  }
}

export interface LeftAddresses {
  /** They share no protocol and port. */
  readonly shares: readonly AddressShare[]
  /** False where the work was cut off: there may be more. */
  readonly complete: boolean
}

/** Addresses that packets of a protocol with any of these ports have, to or from anywhere. */
export interface AddressShare {
  readonly protocol: Protocol
  /** Destination ports; none for a protocol without ports. */
  readonly ports: readonly PortRange[]
  readonly addresses: readonly AddressRange[]
  readonly example: Packet
  /** One of IPv6, where the other is of IPv4 and there are such addresses, too. */
  readonly ipv6Example?: Packet
}

/** What other lists of rules let through: what some of their rules take together, and none of those before these denies. */
export interface Passage {
  readonly allows: readonly MatchingRule[]
  readonly denies: readonly MatchingRule[]
}

interface LeftOptions {
  /** Steps that it may take. */
  readonly work?: number
  /** Only what one of them lets through counts; absent where all of it does. */
  readonly passages?: readonly Passage[] | undefined
}

/**
 * Finds the addresses that packets have which the rule takes and none of the others. It goes port by port: ports that the same
 * rules hold are one question. A rule that holds all else of that takes its addresses away; packets that miss the other rules
 * in another part show at once that all the rest is left. So only rules that take everything together, each in another part,
 * are looked at case by case. All rules are among those that were prepared.
 */
export function addressesLeft(
  prepared: PreparedAddresses,
  rule: MatchingRule,
  others: readonly MatchingRule[],
  { work = 500_000, passages }: LeftOptions = {},
): LeftAddresses {
  const budget: Budget = { left: work }
  const own = prepared.fielded(rule)
  const missing = others.map(prepared.fielded)
  const ways = passages?.map(way => wayThrough(way, own, missing, prepared)) ?? [{ taking: [own], missing }]
  const shares: AddressShare[] = []
  for (const one of portCases(own, ways, prepared)) {
    const share = shareOf(one, prepared, budget)
    if (share) shares.push(share)
  }
  return { shares, complete: budget.left >= 0 }
}

type Fielded = FieldedRule<MatchingRule>

/** Packets that all of some rules take, and none of others. */
interface Way {
  readonly taking: readonly Fielded[]
  readonly missing: readonly Fielded[]
}

function wayThrough(
  { allows, denies }: Passage,
  own: Fielded,
  missing: readonly Fielded[],
  { fielded }: PreparedAddresses,
): Way {
  return { taking: [own, ...allows.map(fielded)], missing: [...missing, ...denies.map(fielded)] }
}

/** Ports that the same rules hold, of one protocol, and what is left of the ways at them. */
interface PortCase {
  readonly protocol: Protocol
  readonly ports: IntervalSet
  /** The packets with these ports, each family for itself. */
  readonly starts: readonly TrafficCase[]
  readonly ways: readonly Way[]
}

function* portCases(own: Fielded, ways: readonly Way[], { startsOf }: PreparedAddresses): Generator<PortCase> {
  const others = new Set(ways.flatMap(({ taking, missing }) => [...taking, ...missing]))
  for (const [index, protocol] of protocols.entries()) {
    const starts = startsOf(index)
    const [first] = starts
    if (!first || !holdsProtocol(own, index)) continue
    const concerned = [...others].filter(other => other !== own && holdsProtocol(other, index))
    for (const [ports, holders] of portClasses(own, concerned, first.destinationPort.points)) {
      const here = starts.map(one => ({ ...one, destinationPort: { ...one.destinationPort, points: ports } }))
      yield { protocol, ports, starts: here, ways: waysAmong(ways, new Set([own, ...holders])) }
    }
  }
}

/** The ways of which all rules that are to take the packets are there, without the others that are not. */
function waysAmong(ways: readonly Way[], holders: ReadonlySet<Fielded>): readonly Way[] {
  return ways
    .filter(({ taking }) => taking.every(rule => holders.has(rule)))
    .map(({ taking, missing }) => ({ taking, missing: missing.filter(rule => holders.has(rule)) }))
}

function holdsProtocol({ fields }: Fielded, index: number): boolean {
  return contains(fields.protocol.sure, index)
}

/** Cuts the rule's ports by what the others hold, and puts together those that the same of them hold. */
function portClasses(
  own: Fielded,
  missing: readonly Fielded[],
  all: IntervalSet,
): readonly (readonly [IntervalSet, readonly Fielded[]])[] {
  const ports = intersect(portsOf(own), all)
  const parts = missing.map(rule => intersect(portsOf(rule), ports))
  if (parts.every(part => isEqual(part, ports))) return [[ports, missing]]
  const ends = [...new Set([...ports, ...parts.flat()])].sort((a, b) => a - b)
  const placeOf = new Map(ends.map((end, place) => [end, place]))
  const held = ends.map((): number[] => [])
  parts.forEach((part, rule) => {
    for (const [first, end] of intervalsOf(part)) {
      for (let place = placeOf.get(first)!; ends[place]! < end; place++) held[place]!.push(rule)
    }
  })
  const pieces = ends.flatMap((first, place) => (contains(ports, first) ? [place] : []))
  return [...groupedBy(pieces, place => held[place]!.join()).values()].map(places => [
    intervalSet(places.map(place => [ends[place]!, ends[place + 1]!])),
    held[places[0]!]!.map(rule => missing[rule]!),
  ])
}

function portsOf({ fields }: FieldedRule<MatchingRule>): IntervalSet {
  return fields.destinationPort.sure
}

function shareOf(
  { protocol, ports, starts, ways }: PortCase,
  prepared: PreparedAddresses,
  budget: Budget,
): AddressShare | undefined {
  const { side, space } = prepared
  let left: IntervalSet = emptySet
  const firsts = new Map<TrafficCase, TrafficCase>()
  for (const [start, way] of starts.flatMap(start => ways.map(way => [start, way] as const))) {
    const most = mostLeft(start, way, side)
    let found: IntervalSet = emptySet
    for (const one of most.length > 0 ? casesIn(start, way, prepared, budget) : []) {
      found = union(found, one[side].points)
      if (!firsts.has(start)) firsts.set(start, one)
      if (covers(found, most)) break
    }
    left = union(left, found)
  }
  const [example, ipv6Example] = [...firsts.values()].map(first => exampleOf(first, prepared))
  if (!example) return undefined
  const portRanges = starts.some(isPortless) ? [] : rangesOf(ports)
  const addresses = space.numbering.rangesOf(left)
  return { protocol, ports: portRanges, addresses, example, ...(ipv6Example && { ipv6Example }) }
}

/** First where only rules that hold the whole other end take anything: there is nearly always such a place, and all is left there. */
function* casesIn(
  start: TrafficCase,
  { taking, missing }: Way,
  { side, space }: PreparedAddresses,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  const end = otherEnd(side)
  const held = pointsTaken(start, taking, end)
  const elsewhere = missing
    .filter(({ fields }) => !covers(fields[end].sure, held))
    .reduce((rest, { fields }) => subtract(rest, fields[end].sure), held)
  if (elsewhere.length > 0 && !isEqual(elsewhere, held)) {
    yield* casesOf({ ...start, [end]: { ...start[end], points: elsewhere } }, taking, missing, space, budget)
  }
  yield* casesOf(start, taking, missing, space, budget)
}

function otherEnd(side: "source" | "destination"): "source" | "destination" {
  return side === "source" ? "destination" : "source"
}

function exampleOf(one: TrafficCase, { side, others, space }: PreparedAddresses): Packet {
  const end = otherEnd(side)
  const points = intersect(one[end].points, others)
  const likely = points.length > 0 ? { ...one, [end]: { ...one[end], points } } : one
  return packetOf(pinPacket(likely, space), likely, space)
}

/** Beyond these addresses nothing is left: rules that hold all packets of an address take it. */
function mostLeft(start: TrafficCase, { taking, missing }: Way, side: "source" | "destination"): IntervalSet {
  const others = parts.filter(part => part !== side && part !== "protocol" && part !== "destinationPort")
  const taken = others.map(part => [part, pointsTaken(start, taking, part)] as const)
  const isWhole = ({ fields }: Fielded) => taken.every(([part, points]) => covers(fields[part].sure, points))
  const held = taking.reduce((points, { fields }) => intersect(points, fields[side].points), start[side].points)
  return missing.filter(isWhole).reduce((rest, { fields }) => subtract(rest, fields[side].sure), held)
}

/** Of a name it is not known which points it holds. */
function pointsTaken(start: TrafficCase, taking: readonly Fielded[], part: Part): IntervalSet {
  return taking.reduce(
    (points, { fields }) => (fields[part].names.length > 0 ? points : intersect(points, fields[part].sure)),
    start[part].points,
  )
}

function within(points: IntervalSet, bound: IntervalSet) {
  return { points: intersect(points, bound), inside: [], outside: [] }
}

function rangesOf(ports: IntervalSet): PortRange[] {
  return intervalsOf(intersect(ports, allPorts)).map(([first, end]) => ({ first, last: end - 1 }))
}
