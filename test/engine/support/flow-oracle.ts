import type { Assumption, Flow, Outcome, RulePart, Truth } from "../../../server/src/engine/flow.ts"
import type { Direction } from "../../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../../server/src/values/address.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import {
  type End,
  endsOf,
  identities,
  isAddress,
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

/** All packets of a flow in all cases, part by part. */
export interface Cases {
  readonly group: TinyGroup
  readonly flow: Flow
  /** In evaluation order, those of another direction left out. */
  readonly rules: readonly TinyRule[]
  readonly sources: readonly End[]
  readonly destinations: readonly End[]
  readonly sourcePorts: readonly PortPoint[]
  readonly destinationPorts: readonly PortPoint[]
  /** Both ends of a packet: not every source goes with every destination. */
  readonly ends: readonly (readonly [End, End])[]
  readonly ports: readonly (readonly [PortPoint, PortPoint])[]
  /** Identities of unknown protocols that hold the flow's. */
  readonly protocols: readonly ReadonlySet<string>[]
  /** Names of the rules that are there, of the flow's direction and, where their priority cannot be known, first. */
  readonly standing: readonly ReadonlySet<string>[]
}

export function casesOfFlow(group: TinyGroup, flow: Flow): Cases {
  const rules = group.rules
    .filter(({ direction }) => isUnknown(direction) || direction === flow.direction)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
  const all = endsOf(group)
  const points = portPoints(group, flow.protocol, ["none", "all"])
  const [sourcePorts, destinationPorts] = [portsIn(flow.sourcePort, points), portsIn(flow.destinationPort, points)]
  const both = pairs(endsIn(flow.source, all), endsIn(flow.destination, all)).filter(isOneFamily)
  return {
    group,
    flow,
    rules,
    sources: [...new Set(both.map(([source]) => source))],
    destinations: [...new Set(both.map(([, destination]) => destination))],
    sourcePorts,
    destinationPorts,
    ends: both.filter(isOneWorld).filter(([a, b]) => !isOneAddress(flow) || isSame(a.names, b.names)),
    ports: pairs(sourcePorts, destinationPorts)
      .filter(isOnePortWorld)
      .filter(([a, b]) => !isOnePort(flow) || isSame(a.names, b.names)),
    protocols: subsets(identities(rules.map(({ protocol }) => protocol))),
    standing: standingRules(rules, flow.direction),
  }
}

function standingRules(rules: readonly TinyRule[], flow: Direction): ReadonlySet<string>[] {
  const conditions = [...new Set(rules.flatMap(rule => dependsOn(rule)))]
  return subsets(identities(rules.map(({ direction }) => direction))).flatMap(values =>
    subsets(conditions).map(holding => {
      const standing = rules.filter(rule => isThere(rule, holding) && takesDirection(rule, flow, values))
      return new Set(standing.map(({ name }) => name))
    }),
  )
}

function placeOf({ priority }: TinyRule): number {
  return isUnknown(priority) ? 0 : priority
}

function endsIn(term: AddressTerm, ends: readonly End[]): End[] {
  const named = ends.filter(end => takesEnd([term], end))
  const addresses = named.filter(isAddress)
  return addresses.length > 0 ? addresses : named
}

/** Whether both ends of the flow are this very address: then one that stands for others stands for itself only. */
function isOneAddress({ source, destination }: Flow): boolean {
  return source.kind === "prefix" && source.first === source.last && source.key === destination.key
}

function isOnePort({ sourcePort, destinationPort }: Flow): boolean {
  return typeof sourcePort === "number" && sourcePort === destinationPort
}

function portsIn(port: number | "*" | null, points: readonly PortPoint[]): PortPoint[] {
  return points.filter(point => typeof port !== "number" || typeof point.port !== "number" || point.port === port)
}

export function pairs<T>(firsts: readonly T[], seconds: readonly T[]): (readonly [T, T])[] {
  return firsts.flatMap(first => seconds.map(second => [first, second] as const))
}

/** One single address lies in the same sets at both ends; two addresses that one stands for may differ. */
export function isOneWorld([a, b]: readonly [End, End]): boolean {
  return a.address !== b.address || ["0.0.0.4", "0.0.0.8", "::2"].includes(a.address) || isSame(a.names, b.names)
}

export function isOnePortWorld([a, b]: readonly [PortPoint, PortPoint]): boolean {
  return a.port !== b.port || a.port === 3 || isSame(a.names, b.names)
}

export function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(one => b.has(one))
}

/** Names of the rules that decide some packet in some case; "none" where none does. */
export function decidersOf(cases: Cases): Set<string> {
  const firsts = takenBy(cases).map(mask => cases.rules.find((_, index) => (mask >> index) & 1))
  return new Set(firsts.map(rule => rule?.name ?? "none"))
}

/** Whether some packet, in some case, is taken by two rules of the same priority and by none before them. */
export function isTied(cases: Cases): boolean {
  return takenBy(cases).some(mask => {
    const [first, second] = cases.rules.filter((_, index) => (mask >> index) & 1)
    return first && second && !isUnknown(first.priority) && first.priority === second.priority
  })
}

/** For each packet in each case the rules that take it, a bit a rule, each combination once. */
function takenBy(cases: Cases): number[] {
  const { rules, ends, ports, protocols, standing } = cases
  const masks = [
    pairMasks(
      rules,
      ends,
      ({ source }, end) => takesEnd(source, end),
      ({ destination }, end) => takesEnd(destination, end),
    ),
    pairMasks(
      rules,
      ports,
      ({ sourcePorts }, at) => takesPort(sourcePorts, at),
      ({ destinationPorts }, at) => takesPort(destinationPorts, at),
    ),
    protocols.map(values => maskOf(rules, rule => takesProtocol(rule, cases.flow.protocol, values))),
    standing.map(there => maskOf(rules, rule => there.has(rule.name))),
  ]
  let taken = new Set([-1])
  for (const some of masks) {
    const distinct = [...new Set(some)]
    taken = new Set([...taken].flatMap(mask => distinct.map(other => mask & other)))
  }
  return [...taken]
}

/** For each pair of points the rules that take both, a bit a rule, each combination once. */
export function pairMasks<R, T>(
  rules: readonly R[],
  pairs: readonly (readonly [T, T])[],
  takesFirst: (rule: R, point: T) => boolean,
  takesSecond: (rule: R, point: T) => boolean,
): Set<number> {
  const firsts = new Map<T, number>()
  const seconds = new Map<T, number>()
  for (const [first, second] of pairs) {
    if (!firsts.has(first))
      firsts.set(
        first,
        maskOf(rules, rule => takesFirst(rule, first)),
      )
    if (!seconds.has(second))
      seconds.set(
        second,
        maskOf(rules, rule => takesSecond(rule, second)),
      )
  }
  return new Set(pairs.map(([first, second]) => firsts.get(first)! & seconds.get(second)!))
}

export function maskOf<R>(rules: readonly R[], takes: (rule: R) => boolean): number {
  return rules.reduce((mask, rule, index) => (takes(rule) ? mask | (1 << index) : mask), 0)
}

function takesDirection({ direction }: TinyRule, flow: Direction, values: ReadonlySet<string>): boolean {
  return isUnknown(direction) ? values.has(direction.identity) : direction === flow
}

/** What each part of the rule by itself says of the flow. */
export function truthOfPart(cases: Cases, rule: TinyRule, part: RulePart): Truth {
  const { flow, sources, destinations, sourcePorts, destinationPorts, protocols } = cases
  const all: Record<RulePart, () => boolean[]> = {
    protocol: () => protocols.map(values => takesProtocol(rule, flow.protocol, values)),
    source: () => sources.map(end => takesEnd(rule.source, end)),
    sourcePort: () => sourcePorts.map(point => takesPort(rule.sourcePorts, point)),
    destination: () => destinations.map(end => takesEnd(rule.destination, end)),
    destinationPort: () => destinationPorts.map(point => takesPort(rule.destinationPorts, point)),
  }
  const truths = all[part]()
  if (truths.every(truth => truth)) return true
  return truths.some(truth => truth) ? null : false
}

/** The cases that an outcome's packet and its assumptions leave. */
export function casesOfOutcome(cases: Cases, { example, assumptions }: Outcome<TinyRule>): Cases {
  const [from, to] = [standIn(example.source.address, cases.group), standIn(example.destination.address, cases.group)]
  const isSameAddress = example.source.address === example.destination.address
  const isSamePort = example.sourcePort !== null && example.sourcePort === example.destinationPort
  const isAt = (port: number | null, point: PortPoint) => port === null || point.port === Math.min(port, 3)
  const left = {
    ...cases,
    ends: cases.ends.filter(
      ([a, b]) => a.address === from && b.address === to && (!isSameAddress || isSame(a.names, b.names)),
    ),
    ports: cases.ports.filter(
      ([a, b]) =>
        isAt(example.sourcePort, a) && isAt(example.destinationPort, b) && (!isSamePort || isSame(a.names, b.names)),
    ),
  }
  return assumptions.reduce(assume, left)
}

function assume(cases: Cases, assumption: Assumption): Cases {
  if (assumption.kind === "address") {
    const end = assumption.side === "source" ? 0 : 1
    const isIn = (pair: readonly [End, End]) => pair[end].names.has(assumption.set.key)
    return { ...cases, ends: cases.ends.filter(pair => isIn(pair) === assumption.holds) }
  }
  const rule = cases.rules.find(({ name }) => name === assumption.rule)!
  if (assumption.part === "presence" || assumption.part === "direction") {
    return { ...cases, standing: cases.standing.filter(there => there.has(rule.name) === assumption.holds) }
  }
  if (assumption.part === "protocol") {
    const isIn = (values: ReadonlySet<string>) => takesProtocol(rule, cases.flow.protocol, values)
    return { ...cases, protocols: cases.protocols.filter(values => isIn(values) === assumption.holds) }
  }
  const isSource = assumption.part === "sourcePort"
  const isIn = ([from, to]: readonly [PortPoint, PortPoint]) =>
    isSource ? takesPort(rule.sourcePorts, from) : takesPort(rule.destinationPorts, to)
  return { ...cases, ports: cases.ports.filter(pair => isIn(pair) === assumption.holds) }
}
