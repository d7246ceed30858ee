import type { Assumption, Flow, Outcome, RulePart, Truth } from "../../../server/src/engine/flow.ts"
import type { AddressTerm } from "../../../server/src/values/address.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import {
  type End,
  endsOf,
  identities,
  isAddress,
  isOneFamily,
  isOnePortWorld,
  isOneWorld,
  isSame,
  type PortPoint,
  portPoints,
  standIn,
  subsets,
  takesEnd,
  takesPort,
  takesProtocol,
} from "./brute-force.ts"
import { inOrder, standingMasks } from "./standing.ts"
import { combined, endMasks, has, type Mask, maskOf, pairs, portMasks } from "./taken-together.ts"
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
  /** The rules that are there, of the flow's direction and, where their priority cannot be known, first. */
  readonly standing: readonly Mask[]
}

export function casesOfFlow(group: TinyGroup, flow: Flow): Cases {
  const rules = inOrder(group.rules.filter(({ direction }) => isUnknown(direction) || direction === flow.direction))
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
    standing: standingMasks(rules, flow.direction),
  }
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

/** Names of the rules that decide some packet in some case; "none" where none does. */
export function decidersOf(cases: Cases): Set<string> {
  const firsts = takenBy(cases).map(mask => cases.rules.find((_, index) => has(mask, index)))
  return new Set(firsts.map(rule => rule?.name ?? "none"))
}

/** Whether some packet, in some case, is taken by two rules of the same priority and by none before them. */
export function isTied(cases: Cases): boolean {
  return takenBy(cases).some(mask => {
    const [first, second] = cases.rules.filter((_, index) => has(mask, index))
    return first && second && !isUnknown(first.priority) && first.priority === second.priority
  })
}

/** For each packet in each case the rules that take it, each combination once. */
function takenBy({ rules, flow, ends, ports, protocols, standing }: Cases): Mask[] {
  const byProtocol = protocols.map(values => maskOf(rules, rule => takesProtocol(rule, flow.protocol, values)))
  return combined([endMasks(rules, ends), portMasks(rules, ports), byProtocol, standing])
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
    const place = cases.rules.indexOf(rule)
    return { ...cases, standing: cases.standing.filter(there => has(there, place) === assumption.holds) }
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
