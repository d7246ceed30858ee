import { withExpansions } from "../azure/expansion-facts.ts"
import { platformEndpoints } from "../azure/platform-traffic.ts"
import { internetKey, loadBalancerKey, virtualNetworkKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Direction, MatchingRule, Protocol } from "../engine/security-rule.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { AddressPoint } from "../values/address-point.ts"
import { countUpTo } from "../values/sorted.ts"
import { isUnknown } from "../values/unknown.ts"
import { anyFlow } from "./any-flow.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"

/** A packet, as a log has it; with the source port `*` all packets that differ in that alone. */
export interface LoggedPacket {
  readonly direction: Direction
  readonly protocol: Protocol
  readonly source: AddressPoint
  readonly sourcePort: number | "*"
  readonly destination: AddressPoint
  readonly destinationPort: number
}

/**
 * Equal for packets that fare alike whichever of the rules decide: between their addresses no prefix of a rule, and of no set that
 * a rule names, begins or ends, and between their ports no range.
 */
export type ClassOf = (packet: LoggedPacket) => number | string

/** Rules, and what is known of the names in them. */
export interface RulesAndFacts {
  readonly rules: readonly MatchingRule[]
  readonly facts: AddressFacts
}

/** The rules of a group as a context has them. */
export function rulesOfGroup({ rules, group: { expansions } }: RuledGroup, context: NetworkContext): RulesAndFacts {
  const facts = context.factsAbout(anyFlow)
  return { rules, facts: expansions ? withExpansions(facts, expansions) : facts }
}

export function packetClasses(lists: readonly RulesAndFacts[]): ClassOf {
  const tables = { Inbound: tableOf(lists, "Inbound"), Outbound: tableOf(lists, "Outbound") }
  return packet => {
    const { source, destination, sourcePort, destinationPort, direction, protocol } = packet
    const table = tables[direction]
    const kind = protocols[protocol] * 2 + (direction === "Inbound" ? 0 : 1)
    const isTwin = table.comparesPorts && sourcePort === destinationPort
    const [from, to] = [
      sourcePort === "*" ? 0 : table.sourcePort.of(sourcePort) + 1,
      table.destinationPort.of(destinationPort),
    ]
    const ports =
      ((kind * 2 + (isTwin ? 1 : 0)) * (table.sourcePort.count + 1) + from) * table.destinationPort.count + to
    // Of one address at both ends rules may know more than of two.
    if (source === destination) return `${ports} ${source}`
    const ends = table.source.of(source) * table.destination.count + table.destination.of(destination)
    const number = ports * table.source.count * table.destination.count + ends
    return number <= Number.MAX_SAFE_INTEGER ? number : `${ports} and ${ends}`
  }
}

interface Table {
  readonly source: Stretches<AddressPoint>
  readonly destination: Stretches<AddressPoint>
  readonly sourcePort: Stretches<number>
  readonly destinationPort: Stretches<number>
  /** Whether a port that is not known may be that of both ends. */
  readonly comparesPorts: boolean
}

const protocols: Readonly<Record<Protocol, number>> = { Tcp: 0, Udp: 1, Icmp: 2, Esp: 3, Ah: 4 }

function tableOf(lists: readonly RulesAndFacts[], direction: Direction): Table {
  const meant = lists.map(({ rules, facts }) => ({
    rules: rules.filter(rule => rule.direction === direction || isUnknown(rule.direction)),
    facts,
  }))
  const rules = meant.flatMap(list => list.rules)
  return {
    source: addressStretches(meant, "source"),
    destination: addressStretches(meant, "destination"),
    sourcePort: portStretches(rules, "sourcePorts"),
    destinationPort: portStretches(rules, "destinationPorts"),
    comparesPorts: rules.some(({ sourcePorts }) => sourcePorts.some(term => !("first" in term))),
  }
}

interface Stretches<T> {
  /** The number of the stretch that a value is in. */
  of(value: T): number
  readonly count: number
}

function portStretches(rules: readonly MatchingRule[], side: "sourcePorts" | "destinationPorts"): Stretches<number> {
  const ranges = rules.flatMap(rule => rule[side].flatMap(term => ("first" in term ? [term] : [])))
  const endpoints = platformEndpoints().map(({ port }) => ({ first: port, last: port }))
  const bounds = boundsOf([...ranges, ...(side === "destinationPorts" ? endpoints : [])], 1)
  const sorted = Float64Array.from(bounds).sort()
  return { of: port => countUpTo(sorted, port, sorted.length), count: sorted.length + 1 }
}

function addressStretches(lists: readonly RulesAndFacts[], side: "source" | "destination"): Stretches<AddressPoint> {
  const prefixes = lists.flatMap(list => prefixesIn(list, side))
  const four = boundsOf(
    prefixes.flatMap(one => (one.family === 4 ? [one] : [])),
    1,
  )
  const six = boundsOf(
    prefixes.flatMap(one => (one.family === 6 ? [one] : [])),
    1n,
  )
  const sorted4 = Float64Array.from(four).sort()
  const sorted6 = sortedBounds(six)
  return {
    of: point =>
      typeof point === "number"
        ? countUpTo(sorted4, point, sorted4.length)
        : sorted4.length + 1 + countUpTo(sorted6, point, sorted6.length),
    count: sorted4.length + sorted6.length + 2,
  }
}

function sortedBounds(bounds: ReadonlySet<bigint>): readonly bigint[] {
  return [...bounds].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0))
}

/** Where something begins, and behind where it ends. */
function boundsOf<T extends number | bigint>(
  ranges: readonly { readonly first: T; readonly last: T }[],
  one: T,
): ReadonlySet<T> {
  const bounds = new Set<T>()
  for (const { first, last } of ranges) {
    bounds.add(first)
    bounds.add(((last as number) + (one as number)) as T)
  }
  return bounds
}

/** All prefixes that may tell addresses of a side apart. */
function prefixesIn({ rules, facts }: RulesAndFacts, side: "source" | "destination"): readonly AddressPrefix[] {
  const terms = rules.flatMap(rule => rule[side])
  const own = terms.flatMap(term => (term.kind === "prefix" ? [term] : []))
  const names = terms.flatMap(({ kind, key }) => (kind === "prefix" || kind === "any" ? [] : [key]))
  const always = [virtualNetworkKey, internetKey, loadBalancerKey]
  const told = prefixesOfNames([...names, ...always], facts)
  return [...own, ...told, platformPrefix, ...platformEndpoints().map(({ address }) => address)]
}

/** With those of the sets that the named ones lie in. */
function prefixesOfNames(names: readonly string[], facts: AddressFacts): readonly AddressPrefix[] {
  const met = new Set<string>()
  const found: AddressPrefix[] = []
  const open = [...names]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (met.has(name)) continue
    met.add(name)
    const { sure = [], possible = [], lacks = [], inside = [], disjoint = [] } = facts.about(name) ?? {}
    found.push(...sure, ...possible, ...lacks)
    open.push(...inside, ...disjoint)
  }
  return found
}
