import type { AddressTerm } from "../../values/address.ts"
import { remember } from "../../values/remember.ts"
import type { Flow, KnownSets } from "../flow.ts"
import type { MatchingRule, Protocol } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { type IntervalSet, intersect, subtract } from "./interval-set.ts"
import { directions, only, protocols } from "./parts.ts"
import { allPorts, portlessPoints } from "./port-set.ts"
import { hits, type Region } from "./region.ts"
import { fieldsOf } from "./rule-fields.ts"
import { type Budget, type TrafficCase, withRegion } from "./traffic-case.ts"

export function hasPorts(protocol: Protocol): boolean {
  return protocol === "Tcp" || protocol === "Udp"
}

/** All packets of the flow, those of IPv4 apart from those of IPv6. If its ends are of different families, they are packets that cannot exist. */
export function casesOfFlow(flow: Flow, space: AddressSpace): readonly TrafficCase[] {
  const all: TrafficCase = {
    direction: region(only(directions.indexOf(flow.direction))),
    presence: region(only(0)),
    protocol: region(only(protocols.indexOf(flow.protocol))),
    source: endRegion(flow.source, flow.sourceSets, space),
    sourcePort: portRegion(flow.sourcePort, flow.protocol),
    destination: endRegion(flow.destination, flow.destinationSets, space),
    destinationPort: portRegion(flow.destinationPort, flow.protocol),
  }
  const cases = ofOneFamily(all, space)
  return cases.length > 0 ? cases : [all]
}

/** Separates the packets of the case by IP family: both ends of a packet are of the same one. */
function ofOneFamily(all: TrafficCase, { numbering }: AddressSpace): TrafficCase[] {
  return numbering.families
    .map(family => ({ ...all, source: within(all.source, family), destination: within(all.destination, family) }))
    .filter(({ source, destination }) => source.points.length > 0 && destination.points.length > 0)
}

/** All packets that can be, in both directions: with ports and without, IPv4 and IPv6. */
export function everyPacket(space: AddressSpace): TrafficCase[] {
  const portedEnd = protocols.findIndex(protocol => !hasPorts(protocol))
  const readings: readonly [IntervalSet, IntervalSet][] = [
    [[0, portedEnd], allPorts],
    [[portedEnd, protocols.length], portlessPoints],
  ]
  return readings.flatMap(([protocol, port]) =>
    ofOneFamily(
      {
        direction: region([0, directions.length]),
        presence: region(only(0)),
        protocol: region(protocol),
        source: region(space.numbering.everything),
        sourcePort: region(port),
        destination: region(space.numbering.everything),
        destinationPort: region(port),
      },
      space,
    ),
  )
}

/** All packets that a rule for the traffic takes. */
export function casesOfTraffic(traffic: MatchingRule, space: AddressSpace, budget: Budget): readonly TrafficCase[] {
  space.traffic.every ??= everyPacket(space)
  return keptCases(space.traffic.every, traffic, space, budget)
}

/** What the rule takes of cases of traffic, as cases with regions that are kept in the space. */
export function keptCases(
  starts: readonly TrafficCase[],
  rule: MatchingRule,
  space: AddressSpace,
  budget: Budget,
): readonly TrafficCase[] {
  const { fields, open } = fieldsOf(rule, "traffic", space)
  let held = starts
  for (const part of open) {
    const field = fields[part]
    const regions = remember(space.traffic.held, field, () => new Map<Region, readonly Region[]>())
    const within: TrafficCase[] = []
    for (const one of held) {
      for (const region of remember(regions, one[part], () => [...hits(one[part], field, space.names[part])])) {
        within.push(region === one[part] ? one : withRegion(one, part, region))
        budget.left--
      }
    }
    held = within
  }
  return budget.left < 0 ? [] : held
}

function within(all: Region, points: IntervalSet): Region {
  return { ...all, points: intersect(all.points, points) }
}

function region(points: Region["points"]): Region {
  return { points, inside: [], outside: [] }
}

/** The addresses of an end, and what is known of all of them. */
function endRegion(term: AddressTerm, sets: KnownSets | undefined, space: AddressSpace): Region {
  const { numbering, names } = space
  if (term.kind === "any") return region(numbering.addresses)
  if (term.kind === "prefix") return withSets(region(numbering.prefixSet([term])), sets, space)
  const possible = names.source.possible(term.key) ?? numbering.everything
  const addresses = intersect(possible, numbering.addresses)
  const [points = numbering.addresses] = [addresses, possible].filter(set => set.length > 0)
  return { points, inside: [term.key], outside: [] }
}

/** The region less what contradicts the sets; what is known of sets that have none of its addresses says nothing here. */
export function withSets(end: Region, sets: KnownSets | undefined, { names, setOf }: AddressSpace): Region {
  if (!sets) return end
  const [inside, outside] = [sets.inside, sets.outside].map(keys => keys.filter(key => setOf.has(key)))
  let { points } = end
  for (const key of inside ?? []) points = intersect(points, names.source.possible(key) ?? points)
  for (const key of outside ?? []) points = subtract(points, names.source.sure(key))
  return points.length === 0 ? end : { points, inside: inside ?? [], outside: outside ?? [] }
}

function portRegion(port: number | "*" | null, protocol: Protocol): Region {
  if (!hasPorts(protocol)) return region(portlessPoints)
  return region(typeof port === "number" ? only(port) : allPorts)
}
