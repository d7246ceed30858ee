import { type AddressAxis, type AddressSide, addressAxis } from "./address-axis.ts"
import type { AddressFacts } from "./address-facts.ts"
import type { Axis } from "./axis.ts"
import { readNamedSets } from "./named-sets.ts"
import { type PortAxis, portAxes } from "./port-axis.ts"
import { collectPorts } from "./port-lists.ts"
import { type ProtocolAxis, portedProtocols, portlessProtocols, protocolAxis } from "./protocol-axis.ts"
import type { RuleSequence } from "./rule-sequence.ts"
import type { SecurityRule } from "./security-rule.ts"
import { collectTerms } from "./term-lists.ts"

/**
 * A part of all packets that is a plain product of five axes: one IP family (a packet's addresses are of the same one),
 * with the protocols that have ports or those that have none. A rule is dead when it is dead in every universe.
 */
export interface Universe {
  readonly family: 4 | 6
  readonly ported: boolean
  readonly protocol: ProtocolAxis
  readonly sourcePort: PortAxis
  readonly destinationPort: PortAxis
  readonly source: AddressAxis
  readonly destination: AddressAxis
  /** The same five, for whoever treats them alike. */
  readonly axes: readonly [Axis, Axis, Axis, Axis, Axis]
}

/** The universes of one direction, in the order in which witnesses are looked for. */
export function buildUniverses(sequence: RuleSequence<SecurityRule>, facts: AddressFacts): Universe[] {
  const { rules, words } = sequence
  const sides = [rules.map(rule => rule.source), rules.map(rule => rule.destination)].map((fields): AddressSide => {
    const lists = collectTerms(fields)
    return { lists, names: readNamedSets(lists, rules.length, facts), rules: rules.length }
  })
  const [from, to] = sides as [AddressSide, AddressSide]
  const sourcePorts = portAxes(collectPorts(rules.map(rule => rule.sourcePorts)), words)
  const destinationPorts = portAxes(collectPorts(rules.map(rule => rule.destinationPorts)), words)
  const protocols = rules.map(rule => rule.protocol)
  const services: Services[] = [
    {
      ported: true,
      protocol: protocolAxis(protocols, portedProtocols, words),
      sourcePort: sourcePorts.ported,
      destinationPort: destinationPorts.ported,
    },
    {
      ported: false,
      protocol: protocolAxis(protocols, portlessProtocols, words),
      sourcePort: sourcePorts.portless,
      destinationPort: destinationPorts.portless,
    },
  ]
  const four = universesOf(services, 4, addressAxis(from, 4, words), addressAxis(to, 4, words))
  if (standsForIpv6(four[0]!.source) && standsForIpv6(four[0]!.destination)) return four
  return [...four, ...universesOf(services, 6, addressAxis(from, 6, words), addressAxis(to, 6, words))]
}

type Services = Pick<Universe, "ported" | "protocol" | "sourcePort" | "destinationPort">

function universesOf(
  services: readonly Services[],
  family: 4 | 6,
  source: AddressAxis,
  destination: AddressAxis,
): Universe[] {
  return services.map(service => {
    const { protocol, sourcePort, destinationPort } = service
    return {
      ...service,
      family,
      source,
      destination,
      axes: [protocol, sourcePort, destinationPort, source, destination],
    }
  })
}

/**
 * Whether the IPv4 addresses that no prefix holds behave as every IPv6 address does, so that IPv6 has nothing to add:
 * there are such, nothing names IPv6, and `0.0.0.0/0`, which holds them but no IPv6 address, does not occur.
 */
function standsForIpv6({ lists, names, tree }: AddressAxis): boolean {
  const namesIpv6 = (prefix: { readonly family: 4 | 6 }) => prefix.family === 6
  return (
    tree.inhabited[0] === 1 &&
    !lists.terms.some(term => term.kind === "prefix" && (term.family === 6 || term.length === 0)) &&
    !names.bounds.some(bound => bound.prefixes.some(prefix => namesIpv6(prefix) || prefix.length === 0)) &&
    !names.sets.some(set => set.sure.some(prefix => namesIpv6(prefix) || prefix.length === 0))
  )
}

/** Whether the rule has a packet in the universe. */
export function hasPackets({ axes }: Universe, rule: number): boolean {
  for (const axis of axes) if (axis.setOfRule[rule] === -1) return false
  return true
}

/** Writes the rules that may share a packet with this one, itself included. */
export function writeOverlap(universe: Universe, rule: number, into: Int32Array): void {
  const [a, b, c, d, e] = universe.axes
  const words = a.words
  const p = a.setOfRule[rule]! * words
  const q = b.setOfRule[rule]! * words
  const r = c.setOfRule[rule]! * words
  const s = d.setOfRule[rule]! * words
  const t = e.setOfRule[rule]! * words
  for (let w = 0; w < words; w++) {
    into[w] = a.overlap[p + w]! & b.overlap[q + w]! & c.overlap[r + w]! & d.overlap[s + w]! & e.overlap[t + w]!
  }
}

/** Keeps of `into` the rules that hold every packet of this one. */
export function narrowToHolders(universe: Universe, rule: number, into: Int32Array): void {
  const [a, b, c, d, e] = universe.axes
  const words = a.words
  const p = a.setOfRule[rule]! * words
  const q = b.setOfRule[rule]! * words
  const r = c.setOfRule[rule]! * words
  const s = d.setOfRule[rule]! * words
  const t = e.setOfRule[rule]! * words
  for (let w = 0; w < words; w++) {
    into[w]! &= a.within[p + w]! & b.within[q + w]! & c.within[r + w]! & d.within[s + w]! & e.within[t + w]!
  }
}
