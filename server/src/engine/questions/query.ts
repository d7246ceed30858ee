import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { isPortless } from "../traffic/pinned-packet.ts"
import { allPorts, portlessPoints } from "../traffic/port-set.ts"
import type { Region } from "../traffic/region.ts"
import { unitedBoxes } from "../traffic/traffic-boxes.ts"
import type { TrafficCase } from "../traffic/traffic-case.ts"
import type { AdminRule } from "../traffic-path.ts"
import { type AllowedTraffic, type PassingCases, type PathOptions, passingCases } from "./composition.ts"
import type { PreparedPath } from "./prepare.ts"

/**
 * Which sources reach any of the traffic's destinations and ports. Of the boxes only the sources tell something; the other
 * addresses and the ports are left open.
 */
export function reachingSources<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  traffic: MatchingRule,
  options: PathOptions = {},
): AllowedTraffic {
  const told = (one: TrafficCase, space: AddressSpace): TrafficCase => ({
    ...one,
    destination: open(one.destination, space),
    sourcePort: openPort(one, "sourcePort"),
    destinationPort: openPort(one, "destinationPort"),
  })
  return boxesTold(passingCases(path, traffic, options), told)
}

/** Which protocols and destination ports any of the traffic's sources reach at any of its destinations. */
export function reachablePorts<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  traffic: MatchingRule,
  options: PathOptions = {},
): AllowedTraffic {
  const told = (one: TrafficCase, space: AddressSpace): TrafficCase => ({
    ...one,
    source: open(one.source, space),
    destination: open(one.destination, space),
    sourcePort: openPort(one, "sourcePort"),
  })
  return boxesTold(passingCases(path, traffic, options), told)
}

/** The boxes of what passes, each case first made into what is to be read of it. */
function boxesTold(
  { sure, uncertain, space, complete }: PassingCases,
  told: (passing: TrafficCase, space: AddressSpace) => TrafficCase,
): AllowedTraffic {
  const ofSure = sure.map(one => told(one, space))
  const ofUncertain = uncertain.map(one => told(one, space))
  return { boxes: unitedBoxes(ofSure, space), uncertain: unitedBoxes(ofUncertain, space, ofSure), complete }
}

/** All addresses, and still what is taken to be so of them. */
function open(region: Region, { numbering }: AddressSpace): Region {
  return { ...region, points: numbering.everything }
}

function openPort(one: TrafficCase, part: "sourcePort" | "destinationPort"): Region {
  return { ...one[part], points: isPortless(one) ? portlessPoints : allPorts }
}
