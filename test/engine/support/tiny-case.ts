import type { MatchingRule, Protocol } from "../../../server/src/engine/security-rule.ts"
import type { BoxEnd, TrafficBox } from "../../../server/src/engine/traffic-box.ts"
import type { AdminRule } from "../../../server/src/engine/traffic-path.ts"
import type { AddressPrefix } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import {
  type End,
  endsOf,
  hasPorts,
  identities,
  isAddress,
  isOneFamily,
  type PortPoint,
  portPoints,
  subsets,
  takesEnd,
  takesPort,
  takesProtocol,
} from "./brute-force.ts"
import { isOnePortWorld, isOneWorld } from "./flow-oracle.ts"
import { type Situation, situationsOf, type TinyPath } from "./path-oracle.ts"
import type { Random } from "./random.ts"
import { isMember, type TinyGroup, type TinyRule } from "./tiny-group.ts"

/** One packet in one case: all that cannot be known about it is settled, but for the accesses of rules. */
export interface TinyCase {
  readonly protocol: Protocol
  readonly source: End
  readonly sourcePort: PortPoint
  readonly destination: End
  readonly destinationPort: PortPoint
  /** Unknown protocols that are the packet's. */
  readonly protocols: ReadonlySet<string>
  readonly situation: Situation
}

/** Whether the rule takes the packet where it stands. */
export function takesCase(rule: MatchingRule, one: TinyCase): boolean {
  return (
    takesProtocol(rule, one.protocol, one.protocols) &&
    takesEnd(rule.source, one.source) &&
    takesEnd(rule.destination, one.destination) &&
    takesPort(rule.sourcePorts, one.sourcePort) &&
    takesPort(rule.destinationPorts, one.destinationPort)
  )
}

/** Draws cases of the paths, of traffic that this rule takes; undefined where the draw is no packet that can be. */
export function caseDrawer(
  random: Random,
  { facts, names }: TinyGroup,
  rules: readonly AdminRule[],
  paths: readonly TinyPath[],
  traffic: MatchingRule,
): () => TinyCase | undefined {
  const group: TinyGroup = { rules: rules as readonly TinyRule[], facts, names }
  const ends = endsOf(group)
  const [sources, destinations] = [traffic.source, traffic.destination].map(terms =>
    ends.filter(end => takesEnd(terms, end)),
  )
  const values = subsets(identities(rules.map(({ protocol }) => protocol)))
  const situations = situationsOf(paths).filter(({ direction }) => direction === traffic.direction)
  return () => {
    const protocol = random.pick(["Tcp", "Udp", "Icmp", "Esp", "Ah"] as const)
    const points = portPoints(group, protocol, ["none", "all"])
    const [sourcePort, destinationPort] = [random.pick(points), random.pick(points)]
    const [source, destination] = [random.pick(sources!), random.pick(destinations!)]
    const one = { protocol, source, sourcePort, destination, destinationPort }
    const both = [source, destination] as const
    if (!isOneFamily(both) || !isOneWorld(both) || !isOnePortWorld([sourcePort, destinationPort])) return undefined
    const drawn = { ...one, protocols: random.pick(values), situation: random.pick(situations) }
    return takesCase(traffic, drawn) ? drawn : undefined
  }
}

/** How many of the boxes, read as they are printed, hold the case; those besides of which the printed form does not tell. */
export function countBoxes(boxes: readonly TrafficBox[], one: TinyCase): { sure: number; open: number } {
  const holding = boxes.filter(box => isInBox(box, one))
  const open = holding.filter(({ readsPorts }) => readsPorts).length
  return { sure: holding.length - open, open }
}

function isInBox(box: TrafficBox, one: TinyCase): boolean {
  const isOn = (ranges: TrafficBox["sourcePorts"], { port }: PortPoint) =>
    !hasPorts(one.protocol) || ranges.some(({ first, last }) => first <= Number(port) && Number(port) <= last)
  return (
    box.directions.includes(one.situation.direction) &&
    box.protocols.includes(one.protocol) &&
    isAtEnd(box.source, one.source) &&
    isAtEnd(box.destination, one.destination) &&
    isOn(box.sourcePorts, one.sourcePort) &&
    isOn(box.destinationPorts, one.destinationPort) &&
    box.assumptions.every(assumption => assumption.holds === isSo(assumption, one))
  )
}

/** What stands apart is written by its name among the prefixes. */
export function isAtEnd({ prefixes, inside, outside }: BoxEnd, end: End): boolean {
  const isAt = (text: string) =>
    isAddress(end)
      ? isAddressText(text) && isMember(parseAddress(text) as AddressPrefix, end.address)
      : text === end.address.replace(":", "")
  return (
    prefixes.some(isAt) &&
    inside.every(({ key }) => end.names.has(key)) &&
    !outside.some(({ key }) => end.names.has(key))
  )
}

function isAddressText(text: string): boolean {
  return /[.:]/.test(text)
}

function isSo({ part, name }: TrafficBox["assumptions"][number], one: TinyCase): boolean {
  if (part === "protocol") return one.protocols.has(name)
  if (part === "direction") return one.situation.directions.has(name)
  if (part === "presence") return one.situation.there.has(name)
  return part === "sourcePort" || part === "destinationPort" ? one[part].names.has(name) : false
}
