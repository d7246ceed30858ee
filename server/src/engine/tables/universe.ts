import type { AddressAxis } from "./address-axis.ts"
import type { Axis } from "./axis.ts"
import type { PortAxis } from "./port-axis.ts"
import type { ProtocolAxis } from "./protocol-axis.ts"

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

/** Those of a universe that say nothing of addresses. */
export type Services = Pick<Universe, "ported" | "protocol" | "sourcePort" | "destinationPort">

export function universeOf(
  { ported, protocol, sourcePort, destinationPort }: Services,
  family: 4 | 6,
  source: AddressAxis,
  destination: AddressAxis,
): Universe {
  const axes = [protocol, sourcePort, destinationPort, source, destination] as const
  return { family, ported, protocol, sourcePort, destinationPort, source, destination, axes }
}

/** Whether the rule has a packet in the universe. */
export function hasPackets({ axes }: Universe, rule: number): boolean {
  const [a, b, c, d, e] = axes
  const hasAddresses = d.setOfRule[rule] !== -1 && e.setOfRule[rule] !== -1
  return hasAddresses && a.setOfRule[rule] !== -1 && b.setOfRule[rule] !== -1 && c.setOfRule[rule] !== -1
}

/** Whether the rule, of a universe without ports, names particular ones. */
export function hasParticularPort({ sourcePort, destinationPort }: Universe, rule: number): boolean {
  return !sourcePort.table.has(sourcePort.noPort, rule) || !destinationPort.table.has(destinationPort.noPort, rule)
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

/** Keeps of `into` the rules that may share a packet with this one; most words are empty as a rule. */
export function narrowToOverlap(universe: Universe, rule: number, into: Int32Array): void {
  const [a, b, c, d, e] = universe.axes
  const words = a.words
  const p = a.setOfRule[rule]! * words
  const q = b.setOfRule[rule]! * words
  const r = c.setOfRule[rule]! * words
  const s = d.setOfRule[rule]! * words
  const t = e.setOfRule[rule]! * words
  for (let w = 0; w < words; w++) {
    const left = into[w]!
    if (left === 0) continue
    into[w] = left & a.overlap[p + w]! & b.overlap[q + w]! & c.overlap[r + w]! & d.overlap[s + w]! & e.overlap[t + w]!
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
    if (into[w] === 0) continue
    into[w]! &= a.within[p + w]! & b.within[q + w]! & c.within[r + w]! & d.within[s + w]! & e.within[t + w]!
  }
}
