import type { AddressAxis } from "./address-axis.ts"
import { type Axis, holdsSet } from "./axis.ts"
import { bitsBefore, lowestBit } from "./bit-row.ts"
import type { PortAxis } from "./port-axis.ts"
import type { ProtocolAxis } from "./protocol-axis.ts"
import type { SetRelations } from "./set-relations.ts"

/**
 * A part of all packets that is a plain product of five axes: one IP family (a packet's addresses are of the same one),
 * with the protocols that have ports or those that have none. A rule is dead when it is dead in every packet space.
 */
export interface PacketSpace {
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

/** Those of a packet space that say nothing of addresses. */
export type Services = Pick<PacketSpace, "ported" | "protocol" | "sourcePort" | "destinationPort">

/** A packet of a packet space: a class for each axis. */
export type Point = readonly number[]

export function packetSpaceOf(
  { ported, protocol, sourcePort, destinationPort }: Services,
  family: 4 | 6,
  source: AddressAxis,
  destination: AddressAxis,
): PacketSpace {
  const axes = [plain(protocol), plain(sourcePort), plain(destinationPort), plain(source), plain(destination)] as const
  return { family, ported, protocol, sourcePort, destinationPort, source, destination, axes }
}

/** What all axes have, in objects of one shape: code that treats them alike reads such objects faster. */
function plain({ table, setOfRule, relations, classStart, classes, namesOf, intersect }: Axis): Axis {
  return { table, setOfRule, relations, classStart, classes, namesOf, intersect }
}

/** Whether the rule has a packet in the packet space. */
export function hasPackets({ axes }: PacketSpace, rule: number): boolean {
  const [a, b, c, d, e] = axes
  const hasAddresses = d.setOfRule[rule] !== -1 && e.setOfRule[rule] !== -1
  return hasAddresses && a.setOfRule[rule] !== -1 && b.setOfRule[rule] !== -1 && c.setOfRule[rule] !== -1
}

/** Whether the holder holds every packet that the rule has in the packet space. */
export function holdsAll({ axes }: PacketSpace, holder: number, rule: number): boolean {
  const [a, b, c, d, e] = axes
  const isService = holdsSet(a, holder, rule) && holdsSet(b, holder, rule) && holdsSet(c, holder, rule)
  return isService && holdsSet(d, holder, rule) && holdsSet(e, holder, rule)
}

/** Whether the rule, of a packet space without ports, names particular ones. */
export function hasParticularPort({ sourcePort, destinationPort }: PacketSpace, rule: number): boolean {
  return !sourcePort.table.has(sourcePort.noPort, rule) || !destinationPort.table.has(destinationPort.noPort, rule)
}

/** Keeps of `into` the rules that may share a packet with this one, itself included. */
export function narrowToOverlap(space: PacketSpace, rule: number, into: Int32Array): void {
  narrow(space, rule, overlapOf, into)
}

/** Keeps of `into` the rules that hold every packet of this one. */
export function narrowToHolders(space: PacketSpace, rule: number, into: Int32Array): void {
  narrow(space, rule, withinOf, into)
}

const overlapOf = (relations: SetRelations) => relations.overlap
const withinOf = (relations: SetRelations) => relations.within

/** Keeps of `into` what is in the rows of all five sets of the rule; most words are empty as a rule. */
function narrow(
  { axes }: PacketSpace,
  rule: number,
  rowsOf: (relations: SetRelations) => Int32Array,
  into: Int32Array,
): void {
  const [a, b, c, d, e] = axes
  const p = a.relations.at(a.setOfRule[rule]!)
  const q = b.relations.at(b.setOfRule[rule]!)
  const r = c.relations.at(c.setOfRule[rule]!)
  const s = d.relations.at(d.setOfRule[rule]!)
  const t = e.relations.at(e.setOfRule[rule]!)
  const ofA = rowsOf(a.relations)
  const ofB = rowsOf(b.relations)
  const ofC = rowsOf(c.relations)
  const ofD = rowsOf(d.relations)
  const ofE = rowsOf(e.relations)
  for (let w = 0; w < into.length; w++) {
    const left = into[w]!
    if (left !== 0) into[w] = left & ofA[p + w]! & ofB[q + w]! & ofC[r + w]! & ofD[s + w]! & ofE[t + w]!
  }
}

/** The first of the rules `among`, from rule `from` up to `end`, that holds the packet; -1 if none does. */
export function firstHolder({ axes }: PacketSpace, point: Point, among: Int32Array, from: number, end: number): number {
  const [a, b, c, d, e] = axes
  const p = point[0]! * a.table.stride
  const q = point[1]! * b.table.stride
  const r = point[2]! * c.table.stride
  const s = point[3]! * d.table.stride
  const t = point[4]! * e.table.stride
  for (let w = from >> 5; w * 32 < end; w++) {
    const services = a.table.rows[p + w]! & b.table.rows[q + w]! & c.table.rows[r + w]!
    const addresses = d.table.rows[s + w]! & e.table.rows[t + w]!
    const holders = services & addresses & among[w]!
    if (holders === 0) continue
    const inRange = holders & bitsBefore(end, w) & ~bitsBefore(from, w)
    if (inRange !== 0) return w * 32 + lowestBit(inRange)
  }
  return -1
}
