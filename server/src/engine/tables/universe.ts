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

/** A packet of a universe: a class for each axis. */
export type Point = readonly number[]

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
export function writeOverlap({ axes }: Universe, rule: number, into: Int32Array): void {
  const [a, b, c, d, e] = axes
  const p = a.relations.at(a.setOfRule[rule]!)
  const q = b.relations.at(b.setOfRule[rule]!)
  const r = c.relations.at(c.setOfRule[rule]!)
  const s = d.relations.at(d.setOfRule[rule]!)
  const t = e.relations.at(e.setOfRule[rule]!)
  const ofA = a.relations.overlap
  const ofB = b.relations.overlap
  const ofC = c.relations.overlap
  const ofD = d.relations.overlap
  const ofE = e.relations.overlap
  for (let w = 0; w < into.length; w++) {
    into[w] = ofA[p + w]! & ofB[q + w]! & ofC[r + w]! & ofD[s + w]! & ofE[t + w]!
  }
}

/** Keeps of `into` the rules that may share a packet with this one; most words are empty as a rule. */
export function narrowToOverlap({ axes }: Universe, rule: number, into: Int32Array): void {
  const [a, b, c, d, e] = axes
  const p = a.relations.at(a.setOfRule[rule]!)
  const q = b.relations.at(b.setOfRule[rule]!)
  const r = c.relations.at(c.setOfRule[rule]!)
  const s = d.relations.at(d.setOfRule[rule]!)
  const t = e.relations.at(e.setOfRule[rule]!)
  const ofA = a.relations.overlap
  const ofB = b.relations.overlap
  const ofC = c.relations.overlap
  const ofD = d.relations.overlap
  const ofE = e.relations.overlap
  for (let w = 0; w < into.length; w++) {
    const left = into[w]!
    if (left !== 0) into[w] = left & ofA[p + w]! & ofB[q + w]! & ofC[r + w]! & ofD[s + w]! & ofE[t + w]!
  }
}

/** Keeps of `into` the rules that hold every packet of this one. */
export function narrowToHolders({ axes }: Universe, rule: number, into: Int32Array): void {
  const [a, b, c, d, e] = axes
  const p = a.relations.at(a.setOfRule[rule]!)
  const q = b.relations.at(b.setOfRule[rule]!)
  const r = c.relations.at(c.setOfRule[rule]!)
  const s = d.relations.at(d.setOfRule[rule]!)
  const t = e.relations.at(e.setOfRule[rule]!)
  const ofA = a.relations.within
  const ofB = b.relations.within
  const ofC = c.relations.within
  const ofD = d.relations.within
  const ofE = e.relations.within
  for (let w = 0; w < into.length; w++) {
    const left = into[w]!
    if (left !== 0) into[w] = left & ofA[p + w]! & ofB[q + w]! & ofC[r + w]! & ofD[s + w]! & ofE[t + w]!
  }
}
