import type { Protocol } from "../../../server/src/engine/security-rule.ts"
import {
  type End,
  endsOf,
  identities,
  isOneFamily,
  isOnePortWorld,
  isOneWorld,
  type PortPoint,
  portPoints,
  subsets,
  takesEnd,
  takesPort,
  takesProtocol,
} from "./brute-force.ts"
import type { TinyGroup } from "./tiny-group.ts"

/** Packets are told apart by the rules that take them: a bit a rule, by its place in the list. */
export type Mask = number

export function has(mask: Mask, place: number): boolean {
  return ((mask >> place) & 1) === 1
}

export function maskOf<R>(rules: readonly R[], takes: (rule: R) => boolean): Mask {
  return rules.reduce((mask, rule, index) => (takes(rule) ? mask | (1 << index) : mask), 0)
}

/** Which packets to look at; all, where it says nothing. */
export interface Among {
  readonly protocols?: readonly Protocol[]
  readonly ends?: (both: readonly [End, End]) => boolean
  readonly ports?: (both: readonly [PortPoint, PortPoint]) => boolean
  /** Also packets from an address or a port to itself that lies in a set at one end only. */
  readonly torn?: boolean
}

/** Every combination of rules that some packet, in some case, is taken by, if all were there and of its direction. */
export function takenTogether(group: TinyGroup, among: Among = {}): Mask[] {
  const { rules } = group
  const values = subsets(identities(rules.map(({ protocol }) => protocol)))
  const all = endsOf(group)
  const byEnds = endMasks(
    rules,
    pairs(all, all).filter(
      both => isOneFamily(both) && (among.torn || isOneWorld(both)) && (among.ends?.(both) ?? true),
    ),
  )
  const taken = [["Tcp", "Udp"] as const, ["Icmp", "Esp", "Ah"] as const].flatMap(protocols => {
    const meant = protocols.filter(protocol => !among.protocols || among.protocols.includes(protocol))
    const points = portPoints(group, protocols[0], ["none", "all"])
    const byPorts = portMasks(
      rules,
      pairs(points, points).filter(both => (among.torn || isOnePortWorld(both)) && (among.ports?.(both) ?? true)),
    )
    const byProtocol = meant.flatMap(protocol =>
      values.map(some => maskOf(rules, rule => takesProtocol(rule, protocol, some))),
    )
    return combined([byProtocol, byPorts, byEnds])
  })
  return [...new Set(taken)]
}

type Matching = Pick<TinyGroup["rules"][number], "source" | "destination" | "sourcePorts" | "destinationPorts">

/** For each packet's two ends the rules that take both, each combination once. */
export function endMasks(rules: readonly Matching[], both: readonly (readonly [End, End])[]): Mask[] {
  return pairMasks(
    both,
    end => maskOf(rules, ({ source }) => takesEnd(source, end)),
    end => maskOf(rules, ({ destination }) => takesEnd(destination, end)),
  )
}

/** The same for its ports. */
export function portMasks(rules: readonly Matching[], both: readonly (readonly [PortPoint, PortPoint])[]): Mask[] {
  return pairMasks(
    both,
    point => maskOf(rules, ({ sourcePorts }) => takesPort(sourcePorts, point)),
    point => maskOf(rules, ({ destinationPorts }) => takesPort(destinationPorts, point)),
  )
}

function pairMasks<T>(
  both: readonly (readonly [T, T])[],
  maskOfFirst: (point: T) => Mask,
  maskOfSecond: (point: T) => Mask,
): Mask[] {
  const [firsts, seconds] = [new Map<T, Mask>(), new Map<T, Mask>()]
  for (const [first, second] of both) {
    if (!firsts.has(first)) firsts.set(first, maskOfFirst(first))
    if (!seconds.has(second)) seconds.set(second, maskOfSecond(second))
  }
  return [...new Set(both.map(([first, second]) => firsts.get(first)! & seconds.get(second)!))]
}

/** The rules that take all parts of a packet, for every choice of the parts. */
export function combined(parts: readonly (readonly Mask[])[]): Mask[] {
  let all = new Set([-1])
  for (const part of parts) {
    const distinct = [...new Set(part)]
    all = new Set([...all].flatMap(mask => distinct.map(other => mask & other)))
  }
  return [...all]
}

export function pairs<T>(firsts: readonly T[], seconds: readonly T[]): (readonly [T, T])[] {
  return firsts.flatMap(first => seconds.map(second => [first, second] as const))
}
