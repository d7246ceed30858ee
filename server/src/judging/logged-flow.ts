import type { Flow, KnownSets } from "../engine/flow.ts"
import type { Access } from "../engine/security-rule.ts"
import type { Member, Subnet } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { pointTerm } from "../values/address-point.ts"
import { remember } from "../values/remember.ts"
import { isUnknown } from "../values/unknown.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import type { LoggedPacket } from "./flow-classes.ts"
import { type GroupDecision, type GroupInContext, groupInContext } from "./group-decision.ts"
import type { GroupRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { contextOfSide, type NetworkContext } from "./network-context.ts"
import { type AdminLevel, type GroupLevel, judgeSide } from "./path-level.ts"
import {
  type AttachedStation,
  type Attachment,
  attachmentOf,
  possibleStations,
  unclaimedStation,
} from "./path-station.ts"
import type { FlowVerdict } from "./verify-flow.ts"

/** What the rules at hand do with a flow that someone logged, at the levels of its own side. */
export interface LoggedVerdict {
  /** Deny where a level surely denies, else Unknown where one is, else Allow. */
  readonly access: Access | "Unknown"
  /** In the order in which they are passed, to the first that denies; without those that no group is at. */
  readonly levels: readonly LoggedLevel[]
}

export interface LoggedLevel {
  readonly access: Access | "Unknown"
  /** Absent at the level of the network manager, and of a group that no document defines. */
  readonly group?: RuledAt | undefined
  /** The deciding rule, or the first that possibly decides; null where none does: traffic of the platform. */
  readonly decider: GroupRule | RankedAdminRule | null
  /** Every rule that possibly decides; undefined where not all of them are known. */
  readonly possible: readonly (GroupRule | RankedAdminRule)[] | undefined
}

/** A group, and the URI of its document. */
export interface RuledAt {
  readonly document: string
  readonly ruled: RuledGroup
}

export type JudgePacket = (packet: LoggedPacket) => LoggedVerdict

/** A group by itself, whatever stands before or behind it. */
export function groupJudge(group: RuledAt, context: NetworkContext): JudgePacket {
  const bySide = new Map<string, GroupInContext>()
  const inContextOf = (flow: Flow) => groupInContext(group.ruled, contextOfSide(context, flow), () => undefined)
  const only = context.isOfAllFlows ? inContextOf(flowOf(anyPacket)) : undefined
  return packet => {
    const flow = flowOf(packet)
    if (bySide.size > mostSides) bySide.clear()
    const judging = only ?? remember(bySide, `${packet.direction} ${ownEnd(flow).key}`, () => inContextOf(flow))
    const decision = judging.decide(flow)
    const possible = possibleIn(decision, () => [judging.verdictOn(flow)])
    const { access, decider } = decision
    return { access, levels: [{ access, decider, group, possible }] }
  }
}

/** Own addresses whose lists are kept, where each has facts of its own. */
const mostSides = 64

const anyPacket: LoggedPacket = {
  ...{ direction: "Inbound", protocol: "Tcp", source: 0, sourcePort: 0, destination: 0, destinationPort: 0 },
}

/** All levels of the side of a network interface. */
export function memberJudge(network: JudgedNetwork, member: Member): JudgePacket {
  const sets = network.index.securityGroupsOf(member.configuration)
  const attachment = attachmentOf(member)
  return packet => judgeAt(network, attachment, flowOf(packet, sets))
}

/**
 * The subnet of an address that no network interface here is known to have, and the network manager before it. One whose address
 * Azure chooses may have it: what that one's own group does is not known then.
 */
export function addressJudge(network: JudgedNetwork, subnet: Subnet, own: AddressPrefix): JudgePacket {
  const unclaimed = unclaimedStation(subnet, own)
  const possible = possibleStations(network, subnet, own)
  return packet => {
    const verdictAt = ({ attachment, sets }: AttachedStation) => judgeAt(network, attachment, flowOf(packet, sets))
    return inAnyCase(packet, verdictAt(unclaimed), possible.map(verdictAt))
  }
}

/** `beside`: the verdict if none of the network interfaces has the address; `others`: if one has. */
function inAnyCase(
  { direction }: LoggedPacket,
  beside: LoggedVerdict,
  others: readonly LoggedVerdict[],
): LoggedVerdict {
  const isSame = others.every(({ access }) => access === beside.access)
  if (others.every(({ levels }) => levels.length === beside.levels.length) && isSame) return beside
  const own: LoggedLevel = { access: "Unknown", decider: null, possible: undefined }
  return {
    access: isSame ? beside.access : "Unknown",
    levels: direction === "Inbound" ? [...beside.levels, own] : [own, ...beside.levels],
  }
}

function judgeAt(network: JudgedNetwork, attachment: Attachment, flow: Flow): LoggedVerdict {
  const levels = judgeSide(network, attachment, flow).flatMap(level =>
    level.kind === "networkManager" ? [adminLevel(level)] : groupLevel(network, attachment, level, flow),
  )
  const accesses = levels.map(({ access }) => access)
  const access = accesses.includes("Deny") ? "Deny" : accesses.includes("Unknown") ? "Unknown" : "Allow"
  return { access, levels }
}

function adminLevel({ access, decider, asksGroups }: AdminLevel): LoggedLevel {
  const isSure = access !== "Unknown" && asksGroups !== null && !isUnknown(decider.access)
  return { access, decider, possible: isSure ? [decider] : undefined }
}

function groupLevel(
  network: JudgedNetwork,
  { subnet }: Attachment,
  level: GroupLevel,
  flow: Flow,
): readonly LoggedLevel[] {
  const { access, decider, group } = level
  if (group.kind === "none" || group.kind === "ignored") return []
  if (group.kind === "unresolved") return [{ access, decider, possible: undefined }]
  const { placed, ruled } = group
  const verdicts = () => {
    const { ifRouted } = network.groupIn(placed, subnet.kind === "resolved" ? subnet.target : undefined)
    return [group.verdict, ...(ifRouted ? [ifRouted.verdictOn(flow)] : [])]
  }
  const possible = level.isDoubted ? undefined : possibleIn(level, verdicts)
  return [{ access, decider, group: { document: placed.document, ruled }, possible }]
}

function possibleIn(
  { decider, isSole }: Pick<GroupDecision, "decider" | "isSole">,
  verdicts: () => readonly FlowVerdict[],
): LoggedLevel["possible"] {
  if (isSole && decider) return [decider]
  const all = verdicts()
  if (all.some(({ hidden, undetermined, platformParts }) => hidden || undetermined || platformParts.length > 0)) {
    return undefined
  }
  if (all.every(({ platform, decider: own }) => platform && !own)) return []
  return [...new Set(all.flatMap(({ outcomes }) => outcomes.flatMap(({ rule }) => rule ?? [])))]
}

function flowOf(packet: LoggedPacket, sets?: KnownSets): Flow {
  const { direction, protocol, source, destination } = packet
  const isPortless = protocol !== "Tcp" && protocol !== "Udp"
  return {
    direction,
    protocol,
    source: pointTerm(source),
    sourcePort: isPortless ? null : packet.sourcePort,
    destination: pointTerm(destination),
    destinationPort: isPortless ? null : packet.destinationPort,
    ...(sets && (direction === "Inbound" ? { destinationSets: sets } : { sourceSets: sets })),
  }
}

function ownEnd({ direction, source, destination }: Flow): Flow["source"] {
  return direction === "Inbound" ? destination : source
}
