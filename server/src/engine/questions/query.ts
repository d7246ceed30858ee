import type { AddressFacts } from "../address-facts.ts"
import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import { isPortless } from "../traffic/pinned-packet.ts"
import { allPorts, portlessPoints } from "../traffic/port-set.ts"
import type { Region } from "../traffic/region.ts"
import { unitedBoxes } from "../traffic/traffic-boxes.ts"
import type { TrafficCase, World } from "../traffic/traffic-case.ts"
import type { AdminRule, TrafficPath } from "../traffic-path.ts"
import { type AllowedTraffic, type PassingCases, type PathOptions, passingCases } from "./composition.ts"

/**
 * Which sources reach any of the traffic's destinations and ports. Of the boxes only the sources tell something; the other
 * addresses and the ports are left open.
 */
export function reachingSources<R extends SecurityRule, A extends AdminRule>(
  path: TrafficPath<R, A>,
  traffic: MatchingRule,
  facts: AddressFacts,
  options: PathOptions = {},
): AllowedTraffic {
  const told = (one: TrafficCase, world: World): TrafficCase => ({
    ...one,
    destination: open(one.destination, world),
    sourcePort: openPort(one, "sourcePort"),
    destinationPort: openPort(one, "destinationPort"),
  })
  return boxesTold(passingCases(path, traffic, facts, options), told)
}

/** Which protocols and destination ports any of the traffic's sources reach at any of its destinations. */
export function reachablePorts<R extends SecurityRule, A extends AdminRule>(
  path: TrafficPath<R, A>,
  traffic: MatchingRule,
  facts: AddressFacts,
  options: PathOptions = {},
): AllowedTraffic {
  const told = (one: TrafficCase, world: World): TrafficCase => ({
    ...one,
    source: open(one.source, world),
    destination: open(one.destination, world),
    sourcePort: openPort(one, "sourcePort"),
  })
  return boxesTold(passingCases(path, traffic, facts, options), told)
}

/** The boxes of what passes, each case first made into what is to be read of it. */
function boxesTold(
  { sure, uncertain, world, complete }: PassingCases,
  told: (passing: TrafficCase, world: World) => TrafficCase,
): AllowedTraffic {
  const ofSure = sure.map(one => told(one, world))
  const ofUncertain = uncertain.map(one => told(one, world))
  return { boxes: unitedBoxes(ofSure, world), uncertain: unitedBoxes(ofUncertain, world, ofSure), complete }
}

/** All addresses, and still what is taken to be so of them. */
function open(region: Region, { line }: World): Region {
  return { ...region, points: line.everything }
}

function openPort(one: TrafficCase, part: "sourcePort" | "destinationPort"): Region {
  return { ...one[part], points: isPortless(one) ? portlessPoints : allPorts }
}
