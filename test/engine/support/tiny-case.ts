import type { MatchingRule } from "../../../server/src/engine/security-rule.ts"
import type { TrafficBox } from "../../../server/src/engine/traffic-box.ts"
import type { AdminRule } from "../../../server/src/engine/traffic-path.ts"
import {
  endsOf,
  identities,
  isOneFamily,
  isOnePortWorld,
  isOneWorld,
  type Packet,
  portPoints,
  subsets,
  takes,
  takesEnd,
} from "./brute-force.ts"
import { type Situation, situationsOf, type TinyPath } from "./path-oracle.ts"
import type { Random } from "./random.ts"
import { isInBox } from "./tiny-box.ts"
import type { TinyGroup, TinyRule } from "./tiny-group.ts"

/** One packet in one case: all that cannot be known about it is settled, but for the accesses of rules. */
export interface TinyCase extends Packet {
  readonly situation: Situation
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
    const both = [source, destination] as const
    if (!isOneFamily(both) || !isOneWorld(both) || !isOnePortWorld([sourcePort, destinationPort])) return undefined
    const [protocols, situation] = [random.pick(values), random.pick(situations)]
    const { direction } = situation
    const one = { direction, protocol, source, sourcePort, destination, destinationPort, protocols, situation }
    return takes(traffic, one) ? one : undefined
  }
}

/** How many of the boxes, read as they are printed, hold the case; those besides of which the printed form does not tell. */
export function countBoxes(boxes: readonly TrafficBox[], one: TinyCase): { sure: number; open: number } {
  const holding = boxes.filter(
    box => isInBox(box, one) && box.assumptions.every(assumption => assumption.holds === isSo(assumption, one)),
  )
  const open = holding.filter(({ readsPorts }) => readsPorts).length
  return { sure: holding.length - open, open }
}

function isSo({ part, name }: TrafficBox["assumptions"][number], one: TinyCase): boolean {
  if (part === "protocol") return one.protocols.has(name)
  if (part === "direction") return one.situation.directions.has(name)
  if (part === "presence") return one.situation.there.has(name)
  return part === "sourcePort" || part === "destinationPort" ? one[part].names.has(name) : false
}
