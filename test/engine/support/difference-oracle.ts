import type { Direction, MatchingRule, Protocol } from "../../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import {
  type End,
  endsOf,
  hasPorts,
  identities,
  isOneFamily,
  type PortPoint,
  portPoints,
  subsets,
  takesEnd,
  takesPort,
  takesProtocol,
} from "./brute-force.ts"
import { isOnePortWorld, isOneWorld, maskOf, pairMasks, pairs } from "./flow-oracle.ts"
import { dependsOn, isThere } from "./standing.ts"
import { addresses, ports, type TinyGroup, type TinyRule } from "./tiny-group.ts"

type Decider = TinyRule | null

/** Every pair of rules that, in some case, decide one packet before and after. */
export function pairsOfDeciders(
  { rules: before, facts, names }: TinyGroup,
  after: readonly TinyRule[],
): [Decider, Decider][] {
  const rules = [...new Set([...before, ...after])]
  const together = takenTogether({ rules, facts, names })
  const found = new Map<string, [Decider, Decider]>()
  for (const direction of ["Inbound", "Outbound"] as const) {
    for (const standing of standingMasks(rules, direction)) {
      for (const taken of new Set(together.map(mask => mask & standing))) {
        const pair: [Decider, Decider] = [first(before, rules, taken), first(after, rules, taken)]
        found.set(pair.map(rule => rules.indexOf(rule!)).join(), pair)
      }
    }
  }
  return [...found.values()]
}

/** Which packets to look at; all, where it says nothing. */
export interface Among {
  readonly protocols?: readonly Protocol[]
  readonly ends?: (both: readonly [End, End]) => boolean
  readonly ports?: (both: readonly [PortPoint, PortPoint]) => boolean
  /** Also packets from an address or a port to itself that lies in a set at one end only. */
  readonly torn?: boolean
}

/** Every combination of rules that some packet, in some case, is taken by, if all were there and of its direction: bits by place. */
export function takenTogether(group: TinyGroup, among: Among = {}): number[] {
  const { rules } = group
  const values = subsets(identities(rules.map(({ protocol }) => protocol)))
  const all = endsOf(group)
  const byEnds = pairMasks(
    rules,
    pairs(all, all).filter(
      both => isOneFamily(both) && (among.torn || isOneWorld(both)) && (among.ends?.(both) ?? true),
    ),
    ({ source }, end) => takesEnd(source, end),
    ({ destination }, end) => takesEnd(destination, end),
  )
  const taken = new Set<number>()
  for (const protocols of [
    ["Tcp", "Udp"],
    ["Icmp", "Esp", "Ah"],
  ] as const) {
    const meant = protocols.filter(protocol => !among.protocols || among.protocols.includes(protocol))
    const points = portPoints(group, protocols[0], ["none", "all"])
    const byPorts = pairMasks(
      rules,
      pairs(points, points).filter(both => (among.torn || isOnePortWorld(both)) && (among.ports?.(both) ?? true)),
      ({ sourcePorts }, at) => takesPort(sourcePorts, at),
      ({ destinationPorts }, at) => takesPort(destinationPorts, at),
    )
    const byProtocol = meant.flatMap(protocol =>
      values.map(some => maskOf(rules, rule => takesProtocol(rule, protocol, some))),
    )
    const inBoth = new Set([...byPorts].flatMap(mask => byProtocol.map(other => mask & other)))
    for (const mask of inBoth) for (const other of byEnds) taken.add(mask & other)
  }
  return [...taken]
}

/** For each case the rules that are there and of the direction; what is a rule's own goes by its name. */
function standingMasks(rules: readonly TinyRule[], direction: Direction): number[] {
  const conditions = new Set(rules.flatMap(rule => dependsOn(rule)))
  return subsets([...conditions]).flatMap(holding =>
    subsets(identities(rules.map(rule => rule.direction))).map(values =>
      rules.reduce((mask, rule, index) => {
        const isOf = isUnknown(rule.direction) ? values.has(rule.direction.identity) : rule.direction === direction
        return isOf && isThere(rule, holding) ? mask | (1 << index) : mask
      }, 0),
    ),
  )
}

function first(list: readonly TinyRule[], rules: readonly TinyRule[], taken: number): Decider {
  return inOrder(list).find(rule => (taken >> rules.indexOf(rule)) & 1) ?? null
}

export function inOrder<R extends MatchingRule>(list: readonly R[]): R[] {
  const place = ({ priority }: R) => (isUnknown(priority) ? 0 : priority)
  return list.toSorted((a, b) => place(a) - place(b))
}

export interface TinyPacket {
  readonly direction: Direction
  readonly protocol: Protocol
  readonly source: string
  readonly sourcePort: number | null
  readonly destination: string
  readonly destinationPort: number | null
}

/** Every packet of the tiny universe, for groups without names. */
export function everyTinyPacket(): TinyPacket[] {
  const all: TinyPacket[] = []
  for (const direction of ["Inbound", "Outbound"] as const) {
    for (const protocol of ["Tcp", "Udp", "Icmp", "Esp", "Ah"] as const) {
      const points = hasPorts(protocol) ? ports : [null]
      for (const source of addresses) {
        for (const destination of addresses.filter(one => one.includes(":") === source.includes(":"))) {
          for (const sourcePort of points) {
            for (const destinationPort of points) {
              all.push({ direction, protocol, source, sourcePort, destination, destinationPort })
            }
          }
        }
      }
    }
  }
  return all
}

/** The first rule that takes the packet, of a list in which everything is known. */
export function decidersOfPacket<R extends MatchingRule>(list: readonly R[], packet: TinyPacket): R | null {
  return inOrder(list).find(rule => takesPacket(rule, packet)) ?? null
}

/** Without ports, as if ports meant nothing. */
function takesPacket(rule: MatchingRule, packet: TinyPacket): boolean {
  const end = (address: string) => ({ address, names: new Set<string>() })
  const point = (port: number | null) => ({ port: port ?? ("all" as const), names: new Set<string>() })
  return (
    rule.direction === packet.direction &&
    takesProtocol(rule, packet.protocol, new Set()) &&
    takesEnd(rule.source, end(packet.source)) &&
    takesEnd(rule.destination, end(packet.destination)) &&
    takesPort(rule.sourcePorts, point(packet.sourcePort)) &&
    takesPort(rule.destinationPorts, point(packet.destinationPort))
  )
}
