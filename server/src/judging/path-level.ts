import { takesSecurityGroup } from "../azure/group-free-subnets.ts"
import { platformTraffic } from "../azure/platform-traffic.ts"
import type { Flow } from "../engine/flow.ts"
import type { Access, Direction } from "../engine/security-rule.ts"
import type { NetworkInterface, PlacedGroup, Reference, Subnet } from "../topology/topology.ts"
import { unresolvedReasons } from "../topology/unresolved-reasons.ts"
import type { AdminDecision } from "./admin-decision.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import { type GroupDecision, inBothReadings } from "./group-decision.ts"
import type { GroupRule } from "./group-rule.ts"
import { JudgedAtLevel } from "./judged-at-level.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import type { Attachment } from "./path-station.ts"

/** What one level of a path does with the flow. */
export type LevelVerdict = AdminLevel | GroupLevel

interface Level {
  /** Which way the flow passes it. */
  readonly direction: Direction
  readonly access: Access | "Unknown"
}

/** Security admin rules, which come before the groups of their side. */
export interface AdminLevel extends Level {
  readonly kind: "networkManager"
  readonly decider: RankedAdminRule
  /** Whether the groups of the side are asked; null where that cannot be known. */
  readonly asksGroups: boolean | null
}

export interface GroupLevel extends Level {
  readonly kind: "subnet" | "networkInterface"
  readonly at: LevelPlace
  readonly group: GroupAtLevel
  /** The deciding rule, or the first that possibly decides; null where no rule does. */
  readonly decider: GroupRule | null
  /** Traffic of the platform, that no rule of the group judges. */
  readonly isPlatform: boolean
  /** Set where no other rule of the group possibly decides. */
  readonly isSole?: true
  /** Set where the group denies, but an admin rule may have let the flow through before. */
  readonly isDoubted?: true
}

export type LevelPlace =
  | { readonly kind: "subnet"; readonly subnet: Reference<Subnet> }
  | { readonly kind: "networkInterface"; readonly networkInterface: NetworkInterface }

export type GroupAtLevel =
  | { readonly kind: "none" }
  | JudgedAtLevel
  /** No document here defines the group, or the subnet that would tell which it is. */
  | {
      readonly kind: "unresolved"
      readonly what: "group" | "subnet"
      readonly text: string
      readonly reason: string
    }
  /** A private endpoint, which groups do not apply to unless its subnet says so. */
  | { readonly kind: "ignored"; readonly placed: PlacedGroup }

/** The levels that a flow passes on one side, in order, to the first that denies it. */
export function judgeSide(network: JudgedNetwork, { subnet, member }: Attachment, flow: Flow): readonly LevelVerdict[] {
  const levels: LevelVerdict[] = []
  const known = subnet.kind === "resolved" ? subnet.target : undefined
  const own = member?.networkInterface
  const admin = known && byAdmin(network, known, own, flow)
  if (admin) levels.push(admin)
  if (admin?.access === "Deny" || admin?.asksGroups === false) return levels
  for (const kind of inOrder[flow.direction]) {
    const level =
      kind === "subnet" ? judgeSubnet(network, subnet, own, flow) : own && judgeInterface(network, own, known, flow)
    if (!level) continue
    const isDoubted = level.access === "Deny" && admin?.asksGroups === null
    levels.push(isDoubted ? { ...level, access: "Unknown", isDoubted } : level)
    if (level.access === "Deny" && !isDoubted) break
  }
  return levels
}

const inOrder: Readonly<Record<Direction, readonly GroupLevel["kind"][]>> = {
  Inbound: ["subnet", "networkInterface"],
  Outbound: ["networkInterface", "subnet"],
}

function byAdmin(
  network: JudgedNetwork,
  subnet: Subnet,
  networkInterface: NetworkInterface | undefined,
  flow: Flow,
): AdminLevel | undefined {
  const decision: AdminDecision | undefined = network.adminIn(subnet, networkInterface)(flow)
  // What no group judges, they do not judge either.
  if (!decision || platformTraffic(flow, network.contextOf(subnet).context.defaultRoute)) return undefined
  return { kind: "networkManager", direction: flow.direction, ...decision }
}

function judgeSubnet(
  network: JudgedNetwork,
  subnet: Reference<Subnet>,
  networkInterface: NetworkInterface | undefined,
  flow: Flow,
): GroupLevel {
  const at: LevelPlace = { kind: "subnet", subnet }
  if (subnet.kind !== "resolved") {
    const { text, reason } = subnet.kind === "none" ? noSubnet : subnet
    return levelOf(flow, at, { kind: "unresolved", what: "subnet", text, reason }, unknown)
  }
  const { target } = subnet
  const isIgnored = networkInterface !== undefined && isIgnoredAt(networkInterface, target)
  return judgeGroup(network, target.group, target, flow, at, isIgnored)
}

const noSubnet = { text: "", reason: unresolvedReasons.notWritten }

function judgeInterface(
  network: JudgedNetwork,
  networkInterface: NetworkInterface,
  subnet: Subnet | undefined,
  flow: Flow,
): GroupLevel {
  const at: LevelPlace = { kind: "networkInterface", networkInterface }
  return judgeGroup(network, networkInterface.group, subnet, flow, at, isIgnoredAt(networkInterface, subnet))
}

/** Whether no group applies to a private endpoint: most API versions say so where the subnet states nothing. */
export function isIgnoredAt({ isPrivateEndpoint }: NetworkInterface, subnet: Subnet | undefined): boolean {
  if (!isPrivateEndpoint) return false
  return !/^(enabled|networksecuritygroupenabled)$/i.test(subnet?.privateEndpointNetworkPolicies ?? "")
}

const unknown: GroupDecision = { access: "Unknown", decider: null, isPlatform: false }
const passes: GroupDecision = { access: "Allow", decider: null, isPlatform: false }

function judgeGroup(
  network: JudgedNetwork,
  reference: Reference<PlacedGroup>,
  subnet: Subnet | undefined,
  flow: Flow,
  at: LevelPlace,
  isIgnored: boolean,
): GroupLevel {
  if (reference.kind === "none") return levelOf(flow, at, { kind: "none" }, passes)
  if (isIgnored) {
    const group: GroupAtLevel =
      reference.kind === "resolved" ? { kind: "ignored", placed: reference.target } : { kind: "none" }
    return levelOf(flow, at, group, passes)
  }
  if (reference.kind === "unresolved") {
    const { text, reason } = reference
    return levelOf(flow, at, { kind: "unresolved", what: "group", text, reason }, unknown)
  }
  const placed = reference.target
  const judging = network.groupIn(placed, subnet)
  const own = judging.decide(flow)
  const routed = judging.ifRouted?.decide(flow)
  const decision = routed ? inBothReadings(own, routed) : own
  const isSplit = routed !== undefined && routed.access !== own.access
  return levelOf(flow, at, new JudgedAtLevel(placed, flow, judging, isSplit ? judging.ifRouted : undefined), decision)
}

function levelOf({ direction }: Flow, at: LevelPlace, group: GroupAtLevel, decision: GroupDecision): GroupLevel {
  return { kind: at.kind, at, direction, group, ...decision }
}

/** Whether a document gives a group to a subnet to which Azure gives none. */
export function isRefusedGroup({ at, group }: GroupLevel): boolean {
  return (
    group.kind === "judged" &&
    at.kind === "subnet" &&
    at.subnet.kind === "resolved" &&
    !takesSecurityGroup(at.subnet.target.name)
  )
}
