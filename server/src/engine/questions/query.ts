import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import { isPortless } from "../traffic/pinned-packet.ts"
import { allPorts, portlessPoints } from "../traffic/port-set.ts"
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
  return boxesOpenIn(["sourcePort", "destination", "destinationPort"], passingCases(path, traffic, options))
}

/** Which protocols and destination ports any of the traffic's sources reach at any of its destinations. */
export function reachablePorts<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  traffic: MatchingRule,
  options: PathOptions = {},
): AllowedTraffic {
  return boxesOpenIn(["source", "sourcePort", "destination"], passingCases(path, traffic, options))
}

type OpenPart = "source" | "sourcePort" | "destination" | "destinationPort"

/** The boxes of what passes, with every value in these parts; what is taken to be so of them still is. */
function boxesOpenIn(parts: readonly OpenPart[], { sure, uncertain, space, complete }: PassingCases): AllowedTraffic {
  const openedIn = (one: TrafficCase, part: OpenPart): TrafficCase => {
    const ports = isPortless(one) ? portlessPoints : allPorts
    const isAddress = part === "source" || part === "destination"
    return { ...one, [part]: { ...one[part], points: isAddress ? space.numbering.everything : ports } }
  }
  const [ofSure, ofUncertain] = [sure, uncertain].map(cases => cases.map(one => parts.reduce(openedIn, one)))
  return { boxes: unitedBoxes(ofSure!, space), uncertain: unitedBoxes(ofUncertain!, space, ofSure), complete }
}
