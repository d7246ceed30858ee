import type { Packet, PacketEnd } from "../../../server/src/engine/flow.ts"
import type { Access, Direction } from "../../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../../server/src/values/address.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import {
  type End,
  endsOf,
  identities,
  isOneFamily,
  type PortPoint,
  portPoints,
  standIn,
  subsets,
  takesEnd,
  takesProtocol,
} from "./brute-force.ts"
import { dependsOn, inOrder, isThere } from "./standing.ts"
import { combined, endMasks, has, type Mask, maskOf, pairs, portMasks, takenTogether } from "./taken-together.ts"
import type { TinyGroup, TinyRule } from "./tiny-group.ts"

/** What is true of one rule, by looking at every packet in every case. */
export interface TinyJudgement {
  readonly dead: boolean
  readonly cover: readonly number[]
  readonly oppositeBesides: readonly number[]
  readonly ipv6Openers: readonly number[]
  /** True where every rule that may decide a packet of the rule next has its access, false where one does not. */
  readonly redundant: boolean
}

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
  /** The same as `taken` if `0.0.0.0/0` were `*`. */
  readonly takenIfZeroIsAny: readonly Mask[]
}

export function bothDirections(group: TinyGroup): Record<Direction, TinyDirection> {
  const { rules } = group
  const ends = endsOf(group)
  // An analysis knows the two ends of a packet apart: it takes no notice of what an address sends to itself.
  const taken = takenTogether(group, { torn: true, ports: hasPlainPorts })
  const takenIfPortsMeanNothing = takenTogether(group, { torn: true })
  const widened = { ...group, rules: rules.map(zeroAsAny) }
  const takenIfZeroIsAny = rules.some(hasZero) ? takenTogether(widened, { torn: true, ports: hasPlainPorts }) : taken
  const seen = (direction: Direction): TinyDirection => {
    const ofDirection = maskOf(rules, rule => isUnknown(rule.direction) || rule.direction === direction)
    const within = (masks: readonly Mask[]) => [...new Set(masks.map(mask => mask & ofDirection))]
    return {
      ...{ group, rules, direction, ends },
      taken: within(taken),
      takenIfPortsMeanNothing: within(takenIfPortsMeanNothing),
      takenIfZeroIsAny: within(takenIfZeroIsAny),
    }
  }
  return { Inbound: seen("Inbound"), Outbound: seen("Outbound") }
}

function hasPlainPorts(both: readonly [PortPoint, PortPoint]): boolean {
  return both.every(({ port }) => port !== "all")
}

function isZero(term: AddressTerm): boolean {
  return term.kind === "prefix" && term.family === 4 && term.length === 0
}

function hasZero({ source, destination }: TinyRule): boolean {
  return [...source, ...destination].some(isZero)
}

function zeroAsAny(rule: TinyRule): TinyRule {
  const widen = (terms: readonly AddressTerm[]) =>
    terms.map((term): AddressTerm => (isZero(term) ? { kind: "any", key: "*" } : term))
  return { ...rule, source: widen(rule.source), destination: widen(rule.destination) }
}

/** Judges the rule at this place of the list, which must have a known priority and the direction. */
export function judgeTiny(seen: TinyDirection, index: number): TinyJudgement {
  const { rules, taken } = seen
  const own = taken.filter(mask => has(mask, index))
  const order = inOrder(rules).map(rule => rules.indexOf(rule))
  const earlier = order.filter(other => isCertain(seen, other, index) && isBefore(rules, other, index))
  const dead = own.every(mask => isTaken(mask, earlier))
  const cover = dead ? coverOf(earlier, own) : []
  const decides = (other: number) =>
    own.some(mask => has(mask, other) && !earlier.some(one => has(mask, one) && isBefore(rules, one, other)))
  const opposite = (other: number) => isOther(rules[index]!.access, rules[other]!.access)
  return {
    dead,
    cover,
    oppositeBesides: dead ? earlier.filter(other => !cover.includes(other) && opposite(other) && decides(other)) : [],
    ipv6Openers: dead ? [] : openersOf(seen, earlier, index),
    redundant: seen.takenIfPortsMeanNothing
      .filter(mask => has(mask, index))
      .filter(mask => !isTaken(mask, earlier))
      .every(mask => isSameWithout(seen, order, index, mask)),
  }
}

function isTaken(mask: Mask, rules: readonly number[]): boolean {
  return rules.some(rule => has(mask, rule))
}

/** The rules whose `0.0.0.0/0` lets the rule's IPv6 through: as `*` they would leave nothing of it, of IPv4 they do. */
function openersOf(seen: TinyDirection, earlier: readonly number[], index: number): number[] {
  const { rules, ends } = seen
  const isOfFour = [rules[index]!.source, rules[index]!.destination].every(terms =>
    ends.some(end => !end.address.startsWith("::") && takesEnd(terms, end)),
  )
  const own = seen.takenIfZeroIsAny.filter(mask => has(mask, index))
  if (!isOfFour || !own.every(mask => isTaken(mask, earlier))) return []
  return coverOf(earlier, own).filter(other => hasZero(rules[other]!))
}

/** From the latest to the earliest, a rule stays if something gets through without it. */
function coverOf(earlier: readonly number[], own: readonly Mask[]): number[] {
  let kept = [...earlier]
  for (const other of earlier.toReversed()) {
    const without = kept.filter(one => one !== other)
    if (own.every(mask => isTaken(mask, without))) kept = without
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

/** Surely earlier: a strictly lower priority. */
function isBefore(rules: readonly TinyRule[], one: number, other: number): boolean {
  const [a, b] = [rules[one]!, rules[other]!]
  return isPlaced(a) && isPlaced(b) && a.priority < b.priority
}

type Placed = TinyRule & { readonly priority: number; readonly direction: Direction }

export function isPlaced(rule: TinyRule): rule is Placed {
  return !isUnknown(rule.priority) && !isUnknown(rule.direction)
}

/** Whether the rule is there in every case in which the one that is judged is. */
function isCertain({ rules, direction }: TinyDirection, index: number, judged: number): boolean {
  const [rule, one] = [rules[index]!, rules[judged]!]
  if (!isPlaced(rule) || rule.direction !== direction) return false
  const cases = subsets([...new Set([rule, one].flatMap(each => dependsOn(each)))])
  return cases.every(holding => !isThere(one, holding) || isThere(rule, holding))
}

function isKnownEqual(a: TinyRule["access"], b: TinyRule["access"]): boolean {
  return !isUnknown(a) && !isUnknown(b) && a === b
}

function isOther(a: TinyRule["access"], b: TinyRule["access"]): boolean {
  return !isUnknown(a) && !isUnknown(b) && (a as Access) !== b
}

/** Whether the packet, which lies in no more sets than it is said to and the facts ask for, is decided by the rule in some case. */
export function isWitness(seen: TinyDirection, index: number, packet: Packet): boolean {
  const { rules, group } = seen
  const points = portPoints(group, packet.protocol, ["none", "all"])
  const cases = subsets(identities(rules.map(({ protocol }) => protocol)))
  const port = (number: number | null) => points.filter(point => number === null || point.port === Math.min(number, 3))
  const found = combined([
    endMasks(rules, pairs(endsAt(seen, packet.source), endsAt(seen, packet.destination)).filter(isOneFamily)),
    portMasks(rules, pairs(port(packet.sourcePort), port(packet.destinationPort))),
    cases.map(values => maskOf(rules, rule => takesProtocol(rule, packet.protocol, values))),
  ])
  const earlier = [...rules.keys()].filter(other => isCertain(seen, other, index) && isBefore(rules, other, index))
  return found.some(mask => has(mask, index) && !isTaken(mask, earlier))
}

function endsAt({ ends, group }: TinyDirection, { address, of }: PacketEnd): End[] {
  const at = ends.filter(end => end.address === standIn(address, group) && of.every(({ key }) => end.names.has(key)))
  const fewest = Math.min(...at.map(({ names }) => names.size))
  return at.filter(({ names }) => names.size === fewest)
}
