import type { Packet, PacketEnd } from "../../../server/src/engine/flow.ts"
import type { Access, Direction, Protocol } from "../../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import {
  type End,
  endsOf,
  hasPorts,
  identities,
  isOneFamily,
  type PortPoint,
  portPoints,
  standIn,
  subsets,
  takesEnd,
  takesPort,
  takesProtocol,
} from "./brute-force.ts"
import { dependsOn, isThere } from "./standing.ts"
import type { TinyGroup, TinyRule } from "./tiny-group.ts"

/** What is true of one rule, by looking at every packet in every case. */
export interface TinyJudgement {
  readonly dead: boolean
  readonly cover: readonly number[]
  readonly oppositeBesides: readonly number[]
  /** True where every rule that may decide a packet of the rule next has its access, false where one does not. */
  readonly redundant: boolean
}

/** Packets are told apart by the rules that take them: bits by place in the list. */
type Mask = number

/** A group seen from one direction. */
export interface TinyDirection {
  readonly group: TinyGroup
  readonly rules: readonly TinyRule[]
  readonly direction: Direction
  readonly ends: readonly End[]
  /** Every combination of rules that some packet, in some case, is taken by. */
  readonly taken: readonly Mask[]
  /** The same, and those of portless packets if particular ports are held by all of these. */
  readonly takenIfPortsMeanNothing: readonly Mask[]
}

const allProtocols: readonly Protocol[] = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]

export function bothDirections(group: TinyGroup): Record<Direction, TinyDirection> {
  const { rules } = group
  const ends = endsOf(group)
  const byEnds = endMasks(rules, ends)
  const [taken, takenIfPortsMeanNothing] = [
    takenWith(group, byEnds, ["none"]),
    takenWith(group, byEnds, ["none", "all"]),
  ]
  const seen = (direction: Direction): TinyDirection => {
    const ofDirection = maskOf(rules, rule => isUnknown(rule.direction) || rule.direction === direction)
    const within = (masks: readonly Mask[]) => [...new Set(masks.map(mask => mask & ofDirection))]
    return {
      group,
      rules,
      direction,
      ends,
      taken: within(taken),
      takenIfPortsMeanNothing: within(takenIfPortsMeanNothing),
    }
  }
  return { Inbound: seen("Inbound"), Outbound: seen("Outbound") }
}

function takenWith(group: TinyGroup, byEnds: readonly Mask[], beside: readonly ("none" | "all")[]): Mask[] {
  return [true, false].flatMap(ported => {
    const protocols = allProtocols.filter(protocol => hasPorts(protocol) === ported)
    const points = portPoints(group, protocols[0]!, beside)
    return combined([
      byEnds,
      protocolMasks(group.rules, protocols),
      masks(group.rules, points, (rule, point) => takesPort(rule.sourcePorts, point)),
      masks(group.rules, points, (rule, point) => takesPort(rule.destinationPorts, point)),
    ])
  })
}

function endMasks(rules: readonly TinyRule[], ends: readonly End[]): Mask[] {
  const parts = ["four", "six", "apart"].map(family => ends.filter(end => familyOf(end) === family))
  const sources = parts.map(some => masks(rules, some, (rule, end) => takesEnd(rule.source, end)))
  const destinations = parts.map(some => masks(rules, some, (rule, end) => takesEnd(rule.destination, end)))
  return sources.flatMap((from, a) =>
    destinations.flatMap((to, b) => (a === b || a === 2 || b === 2 ? combined([from, to]) : [])),
  )
}

function familyOf({ address }: End): "four" | "six" | "apart" {
  if (/^[\d.]+$/.test(address)) return "four"
  return address.startsWith("::") ? "six" : "apart"
}

function protocolMasks(rules: readonly TinyRule[], protocols: readonly Protocol[]): Mask[] {
  const cases = subsets(identities(rules.map(({ protocol }) => protocol)))
  return protocols.flatMap(protocol => masks(rules, cases, (rule, values) => takesProtocol(rule, protocol, values)))
}

function masks<T>(
  rules: readonly TinyRule[],
  points: readonly T[],
  takes: (rule: TinyRule, point: T) => boolean,
): Mask[] {
  return [...new Set(points.map(point => maskOf(rules, rule => takes(rule, point))))]
}

function maskOf(rules: readonly TinyRule[], takes: (rule: TinyRule) => boolean): Mask {
  return rules.reduce((mask, rule, index) => (takes(rule) ? mask | (1 << index) : mask), 0)
}

function combined(parts: readonly (readonly Mask[])[]): Mask[] {
  let all = new Set([-1])
  for (const part of parts) all = new Set([...all].flatMap(mask => part.map(other => mask & other)))
  return [...all]
}

/** Judges the rule at this place of the list, which must have a known priority and the direction. */
export function judgeTiny(seen: TinyDirection, index: number): TinyJudgement {
  const { rules, taken } = seen
  const own = taken.filter(mask => has(mask, index))
  const order = [...rules.keys()].toSorted((a, b) => priorityOf(rules[a]!) - priorityOf(rules[b]!))
  const earlier = order.filter(other => isCertain(seen, other, index) && isBefore(rules, other, index))
  const dead = own.every(mask => earlier.some(other => has(mask, other)))
  const cover = dead ? coverOf(earlier, own) : []
  const decides = (other: number) =>
    own.some(mask => has(mask, other) && !earlier.some(one => has(mask, one) && isBefore(rules, one, other)))
  const opposite = (other: number) => isOther(rules[index]!.access, rules[other]!.access)
  return {
    dead,
    cover,
    oppositeBesides: dead ? earlier.filter(other => !cover.includes(other) && opposite(other) && decides(other)) : [],
    redundant: seen.takenIfPortsMeanNothing
      .filter(mask => has(mask, index))
      .filter(mask => !earlier.some(other => has(mask, other)))
      .every(mask => isSameWithout(seen, order, index, mask)),
  }
}

/** From the latest to the earliest, a rule stays if something gets through without it. */
function coverOf(earlier: readonly number[], own: readonly Mask[]): number[] {
  let kept = [...earlier]
  for (const other of earlier.toReversed()) {
    const without = kept.filter(one => one !== other)
    if (own.every(mask => without.some(one => has(mask, one)))) kept = without
  }
  return kept
}

/** Whether, however the unknown turns out, the packets are decided by the same access without the rule. */
function isSameWithout(seen: TinyDirection, order: readonly number[], index: number, mask: Mask): boolean {
  const { rules } = seen
  const later = order.filter(other => other !== index && has(mask, other) && !isBefore(rules, other, index))
  const stop = later.find(other => isCertain(seen, other, index))
  if (stop === undefined) return false
  const next = later.filter(other => !isBefore(rules, stop, other))
  return next.every(other => isKnownEqual(rules[index]!.access, rules[other]!.access))
}

function has(mask: Mask, index: number): boolean {
  return ((mask >> index) & 1) === 1
}

/** Surely earlier: a strictly lower priority. */
function isBefore(rules: readonly TinyRule[], one: number, other: number): boolean {
  const [a, b] = [rules[one]!, rules[other]!]
  return isPlaced(a) && isPlaced(b) && priorityOf(a) < priorityOf(b)
}

export function isPlaced({ priority, direction }: TinyRule): boolean {
  return !isUnknown(priority) && !isUnknown(direction)
}

/** Whether the rule is there in every case in which the one that is judged is. */
function isCertain({ rules, direction }: TinyDirection, index: number, judged: number): boolean {
  const [rule, one] = [rules[index]!, rules[judged]!]
  if (!isPlaced(rule) || rule.direction !== direction) return false
  const cases = subsets([...new Set([rule, one].flatMap(each => dependsOn(each)))])
  return cases.every(holding => !isThere(one, holding) || isThere(rule, holding))
}

function priorityOf({ priority }: TinyRule): number {
  return isUnknown(priority) ? 0 : priority
}

function isKnownEqual(a: TinyRule["access"], b: TinyRule["access"]): boolean {
  return !isUnknown(a) && !isUnknown(b) && a === b
}

function isOther(a: TinyRule["access"], b: TinyRule["access"]): boolean {
  return !isUnknown(a) && !isUnknown(b) && (a as Access) !== b
}

/**
 * Whether the packet, in some case, is decided by the rule. The sets that it is said to lie in are not held against it: of
 * facts about sets that only rules of the other side or direction name an analysis does not know.
 */
export function isWitness(seen: TinyDirection, index: number, packet: Packet): boolean {
  const { group, rules, ends } = seen
  const points = portPoints(group, packet.protocol, ["none", "all"])
  const cases = subsets(identities(rules.map(({ protocol }) => protocol)))
  const at = ({ address }: PacketEnd) => ends.filter(end => end.address === standIn(address, group))
  const port = (number: number | null) => points.filter(point => number === null || isAt(point, number))
  const pairs = at(packet.source).flatMap(from => at(packet.destination).map(to => [from, to] as const))
  const found = combined([
    masks(
      rules,
      pairs.filter(isOneFamily),
      (rule, [from, to]) => takesEnd(rule.source, from) && takesEnd(rule.destination, to),
    ),
    masks(rules, cases, (rule, values) => takesProtocol(rule, packet.protocol, values)),
    masks(rules, port(packet.sourcePort), (rule, point) => takesPort(rule.sourcePorts, point)),
    masks(rules, port(packet.destinationPort), (rule, point) => takesPort(rule.destinationPorts, point)),
  ])
  const isEarlier = (other: number) => isCertain(seen, other, index) && isBefore(rules, other, index)
  return found.some(mask => has(mask, index) && ![...rules.keys()].some(other => has(mask, other) && isEarlier(other)))
}

function isAt({ port }: PortPoint, number: number): boolean {
  return port === Math.min(number, 3)
}
