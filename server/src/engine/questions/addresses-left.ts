import type { AddressPrefix } from "../../values/address.ts"
import { groupedBy } from "../../values/grouped.ts"
import type { PortRange } from "../../values/port.ts"
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
  meets,
  subtract,
  union,
} from "../traffic/interval-set.ts"
import { only, type Part, protocols } from "../traffic/parts.ts"
import { isPortless, packetOf, pinPacket } from "../traffic/pinned-packet.ts"
import { allPorts } from "../traffic/port-set.ts"
import { type FieldedRule, fieldsOf } from "../traffic/rule-fields.ts"
import { type Budget, casesOf, type TrafficCase } from "../traffic/traffic-case.ts"

/** The packets that all rules of `taking` hold and none of `missing`, of which the addresses of one side are asked for. */
export interface AddressQuestion {
  readonly side: "source" | "destination"
  /** Only these addresses of the side count. */
  readonly among: readonly AddressPrefix[]
  /** Of the side they name prefixes alone, or everything. */
  readonly taking: readonly MatchingRule[]
  readonly missing: readonly MatchingRule[]
  /** Addresses that the other end of an example has where it can: those of machines. */
  readonly others: readonly AddressPrefix[]
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
}

/**
 * Finds the addresses port by port: ports that the same rules hold are one question. A rule that holds all else of that takes
 * its addresses away; packets that miss the other rules in another part show at once that all the rest is left. So only rules
 * that take everything together, each in another part, are looked at case by case.
 */
export function addressesLeft(question: AddressQuestion, { work = 2_000_000 } = {}): LeftAddresses {
  const { among, taking, missing } = question
  const space = addressSpace([...taking, ...missing], { about: () => undefined }, [...among, ...question.others])
  const budget: Budget = { left: work }
  const fielded = (rules: readonly MatchingRule[]) => rules.map((rule, index) => fieldsOf(rule, `${index}`, space))
  const rules = { taking: fielded(taking), missing: fielded(missing) }
  const shares: AddressShare[] = []
  for (const one of portCases(rules, question, space)) {
    const share = shareOf(one, rules.taking, question, space, budget)
    if (share) shares.push(share)
  }
  return { shares, complete: budget.left >= 0 }
}

interface FieldedRules {
  readonly taking: readonly FieldedRule<MatchingRule>[]
  readonly missing: readonly FieldedRule<MatchingRule>[]
}

/** Ports that the same rules hold, of one protocol, and the rules that hold them. */
interface PortCase {
  readonly protocol: Protocol
  readonly ports: IntervalSet
  /** The packets with these ports, each family for itself. */
  readonly starts: readonly TrafficCase[]
  readonly missing: readonly FieldedRule<MatchingRule>[]
}

function* portCases(rules: FieldedRules, { side, among }: AddressQuestion, space: AddressSpace): Generator<PortCase> {
  const addresses = space.numbering.prefixSet(among)
  const every = everyPacket(space).map(one => ({ ...one, [side]: within(one[side].points, addresses) }))
  for (const [index, protocol] of protocols.entries()) {
    const holds = holdsPoint("protocol", index)
    if (!rules.taking.every(holds)) continue
    const missing = rules.missing.filter(holds)
    const starts = every
      .filter(one => meets(one.protocol.points, only(index)) && one[side].points.length > 0)
      .map(one => ({ ...one, protocol: within(one.protocol.points, only(index)) }))
    for (const [ports, holders] of portClasses(
      { taking: rules.taking, missing },
      starts[0]?.destinationPort.points ?? emptySet,
    )) {
      const within = starts.map(one => ({ ...one, destinationPort: { ...one.destinationPort, points: ports } }))
      yield { protocol, ports, starts: within, missing: holders }
    }
  }
}

/** Cuts the ports that all of `taking` hold by what the others hold, and puts together those that the same of them hold. */
function portClasses(
  { taking, missing }: FieldedRules,
  all: IntervalSet,
): Iterable<readonly [IntervalSet, readonly FieldedRule<MatchingRule>[]]> {
  const ports = taking.map(portsOf).reduce(intersect, all)
  const parts = missing.map(rule => intersect(portsOf(rule), ports))
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
  { protocol, ports, starts, missing }: PortCase,
  taking: readonly FieldedRule<MatchingRule>[],
  { side, others }: AddressQuestion,
  space: AddressSpace,
  budget: Budget,
): AddressShare | undefined {
  const other = side === "source" ? "destination" : "source"
  const machines = space.numbering.prefixSet(others)
  let left: IntervalSet = emptySet
  let example: Packet | undefined
  for (const start of starts) {
    const most = mostLeft(start, taking, missing, side)
    let found: IntervalSet = emptySet
    for (const one of casesOf(start, taking, missing, space, budget)) {
      found = union(found, one[side].points)
      example ??= exampleOf(one, other, machines, space)
      if (covers(found, most)) break
    }
    left = union(left, found)
  }
  if (!example) return undefined
  const portRanges = starts.some(isPortless) ? [] : rangesOf(ports)
  return { protocol, ports: portRanges, addresses: space.numbering.rangesOf(left), example }
}

function exampleOf(
  one: TrafficCase,
  end: "source" | "destination",
  machines: IntervalSet,
  space: AddressSpace,
): Packet {
  const points = intersect(one[end].points, machines)
  const likely = points.length > 0 ? { ...one, [end]: { ...one[end], points } } : one
  return packetOf(pinPacket(likely, space), likely, space)
}

/** Beyond these addresses nothing is left: rules that hold all packets of an address take it. */
function mostLeft(
  start: TrafficCase,
  taking: readonly FieldedRule<MatchingRule>[],
  missing: readonly FieldedRule<MatchingRule>[],
  side: "source" | "destination",
): IntervalSet {
  const others = (["direction", "presence", "source", "sourcePort", "destination"] as const).filter(
    part => part !== side,
  )
  const held = taking.map(({ fields }) => fields[side].points).reduce(intersect, start[side].points)
  const isWhole = ({ fields }: FieldedRule<MatchingRule>) =>
    others.every(part => covers(fields[part].sure, pointsTaken(start, taking, part)))
  return missing.filter(isWhole).reduce((rest, { fields }) => subtract(rest, fields[side].sure), held)
}

function pointsTaken(start: TrafficCase, taking: readonly FieldedRule<MatchingRule>[], part: Part): IntervalSet {
  const isNamed = taking.some(({ fields }) => fields[part].names.length > 0)
  if (isNamed) return start[part].points
  return taking.map(({ fields }) => fields[part].sure).reduce(intersect, start[part].points)
}

function holdsPoint(part: Part, point: number): (rule: FieldedRule<MatchingRule>) => boolean {
  return ({ fields }) => meets(fields[part].sure, only(point))
}

function within(points: IntervalSet, bound: IntervalSet) {
  return { points: intersect(points, bound), inside: [], outside: [] }
}

function rangesOf(ports: IntervalSet): PortRange[] {
  return intervalsOf(intersect(ports, allPorts)).map(([first, end]) => ({ first, last: end - 1 }))
}
