import * as l10n from "@vscode/l10n"
import { virtualNetworkTag } from "../azure/service-tags.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { changedTraffic } from "../engine/questions/changed-traffic.ts"
import { type AllowedTraffic, allowedTraffic } from "../engine/questions/composition.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Direction, MatchingRule } from "../engine/security-rule.ts"
import type { TrafficBox } from "../engine/traffic-box.ts"
import type { PathEnd, RuleList } from "../engine/traffic-path.ts"
import type { Member, NetworkInterface, PlacedGroup, Reference, Subnet } from "../topology/topology.ts"
import { unresolvedReasons } from "../topology/unresolved-reasons.ts"
import type { AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import { anyFlow } from "./any-flow.ts"
import type { HiddenRules, TriedRule } from "./group-rule.ts"
import { hiddenRules, hiddenRulesOf, rulesNotKnown } from "./hidden-rules.ts"
import { isIdleIn } from "./idle-rules.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { type NetworkContext, noNetwork } from "./network-context.ts"
import { isIgnoredAt, type LevelPlace } from "./path-level.ts"
import { memberStations } from "./path-station.ts"
import type { SubnetContext } from "./subnet-context.ts"

/** The rules that apply to a network interface, or to whatever is in a subnet. */
export interface AppliedRules {
  /** Set of a group by itself, wherever it is attached. */
  readonly isAlone?: true
  /** Absent where a subnet as a whole is meant. */
  readonly networkInterface?: NetworkInterface
  /** That of its primary IP configuration. */
  readonly subnet: Reference<Subnet>
  /** The addresses that they apply to. */
  readonly addresses: readonly AddressTerm[]
  /** The network of the subnet; undefined where that is not known. */
  readonly context: SubnetContext | undefined
  /** What names in the rules stand for. */
  readonly facts: AddressFacts
  readonly admin: readonly RankedAdminRule[]
  /** The subnet's group and its own, where there are such. */
  readonly groups: readonly EffectiveGroupAt[]
}

/** The same, and what gets through all of them together. */
export interface EffectiveInterface extends AppliedRules {
  readonly inbound: AllowedTraffic
  readonly outbound: AllowedTraffic
}

export interface EffectiveGroupAt {
  readonly at: LevelPlace
  /** Undefined where no document here defines the group. */
  readonly ruled: RuledGroup | undefined
  readonly reference: Reference<PlacedGroup>
}

export function effectiveInterface(network: JudgedNetwork, networkInterface: NetworkInterface): EffectiveInterface {
  return withTraffic(appliedTo(network, networkInterface))
}

/** What the subnet's level does with all that is in it. */
export function effectiveSubnet(network: JudgedNetwork, subnet: Subnet): EffectiveInterface {
  return withTraffic(appliedIn(network, subnet))
}

/** What a group does with all traffic, wherever it is attached: what is behind it is in a virtual network. */
export function effectiveGroup(ruled: RuledGroup, context: NetworkContext): EffectiveInterface {
  const subnet = { kind: "none" } as const
  const group: EffectiveGroupAt = { at: { kind: "subnet", subnet }, ruled, reference: { kind: "none" } }
  const facts = context.factsAbout(anyFlow)
  const known = { addresses: [virtualNetworkTag], context: undefined, facts }
  return withTraffic({ isAlone: true, subnet, ...known, admin: [], groups: [group] })
}

export function appliedTo(network: JudgedNetwork, networkInterface: NetworkInterface): AppliedRules {
  const { configurations } = networkInterface
  const primary = configurations.find(({ isPrimary }) => isPrimary) ?? configurations[0]
  const subnet: Reference<Subnet> = primary?.subnet ?? { kind: "none" }
  const known = subnet.kind === "resolved" ? subnet.target : undefined
  return {
    networkInterface,
    subnet,
    addresses: configurations.flatMap(configuration =>
      memberStations(network, { networkInterface, configuration } satisfies Member).map(({ term }) => term),
    ),
    ...contextIn(network, known),
    admin: known ? network.adminRulesIn(known, networkInterface) : [],
    groups: groupsAt(network, networkInterface, subnet),
  }
}

export function appliedIn(network: JudgedNetwork, target: Subnet): AppliedRules {
  const subnet = { kind: "resolved", target } as const
  return {
    subnet,
    addresses: target.prefixes.known,
    ...contextIn(network, target),
    admin: network.adminRulesIn(target, undefined),
    groups: groupAt(network, { kind: "subnet", subnet }, target.group),
  }
}

function contextIn(network: JudgedNetwork, subnet: Subnet | undefined): Pick<AppliedRules, "context" | "facts"> {
  const context = subnet && network.contextOf(subnet)
  return { context, facts: (context?.context ?? noNetwork).factsAbout(anyFlow) }
}

function withTraffic(applied: AppliedRules): EffectiveInterface {
  return {
    ...applied,
    inbound: passing(applied, "Inbound", anyAddress),
    outbound: passing(applied, "Outbound", anyAddress),
  }
}

/** What gets through all levels from the other end, which may be a set of addresses. */
export function passing(applied: AppliedRules, direction: Direction, other: AddressTerm): AllowedTraffic {
  return allowedTraffic(pathThrough(applied, direction), trafficOf(direction, applied.addresses, other))
}

/** What gets through the levels of `before`, and not through those of `after`, which are the same and one more. */
export function stopped(before: AppliedRules, after: AppliedRules, direction: Direction): StoppedTraffic {
  const traffic = trafficOf(direction, after.addresses)
  const { newlyDenied, uncertain, complete } = changedTraffic(
    pathThrough(before, direction),
    pathThrough(after, direction),
    { traffic },
  )
  return { boxes: newlyDenied.map(({ box }) => box), complete: complete && uncertain.length === 0 }
}

/** Traffic that a level surely stops; `complete` is false where it may stop more. */
export interface StoppedTraffic {
  readonly boxes: readonly TrafficBox[]
  readonly complete: boolean
}

function pathThrough({ admin, groups, facts }: AppliedRules, direction: Direction) {
  const end: PathEnd<TriedRule, RankedAdminRule> = {
    direction,
    ...(admin.length > 0 && { admin: { name: "admin", rules: admin } }),
    groups: groups.map(group => ruleList(group, direction)),
  }
  return preparePath<TriedRule, RankedAdminRule>([end], facts)
}

/** Those that apply: a private endpoint's are left out where its subnet disables them. */
function groupsAt(
  network: JudgedNetwork,
  networkInterface: NetworkInterface,
  subnet: Reference<Subnet>,
): readonly EffectiveGroupAt[] {
  const known = subnet.kind === "resolved" ? subnet.target : undefined
  if (isIgnoredAt(networkInterface, known)) return []
  const { text, reason } = subnet.kind === "unresolved" ? subnet : { text: "", reason: unresolvedReasons.notWritten }
  return [
    ...groupAt(network, { kind: "subnet", subnet }, known?.group ?? { kind: "unresolved", text, reason }),
    ...groupAt(network, { kind: "networkInterface", networkInterface }, networkInterface.group),
  ]
}

function groupAt(
  network: JudgedNetwork,
  at: LevelPlace,
  reference: Reference<PlacedGroup>,
): readonly EffectiveGroupAt[] {
  if (reference.kind === "none") return []
  const ruled = reference.kind === "resolved" ? network.rulesOf(reference.target) : undefined
  return [{ at, reference, ruled }]
}

function ruleList({ at, ruled }: EffectiveGroupAt, direction: Direction): RuleList<TriedRule> {
  return ruled ? listOfGroup(ruled, direction) : { name: at.kind, rules: [undefinedGroup(direction)] }
}

/** A group's rules, and where some cannot be known what stands for these. */
function listOfGroup(ruled: RuledGroup, direction: Direction): RuleList<TriedRule> {
  const isIdle = isIdleIn(ruled)
  return {
    name: ruled.group.name,
    rules: [...hiddenRules(ruled, direction), ...ruled.rules.filter(rule => !isIdle(rule))],
  }
}

/** A group that no document defines may do anything; `which` tells it from others of the same question. */
export function undefinedGroup(direction: Direction, which?: string): HiddenRules {
  const hidden = l10n.t`the NSG is not defined in these files`
  const unknown =
    which === undefined ? rulesNotKnown(direction, 100, hidden) : hiddenRulesOf(which, direction, 100, hidden)
  return {
    ...unknown,
    possiblyAbsent: false,
    source: [anyAddress],
    destination: [anyAddress],
    protocol: "*",
    sourcePorts: [allPorts],
    destinationPorts: [allPorts],
  }
}

/** All traffic between these addresses and the other end. */
export function trafficOf(
  direction: Direction,
  addresses: readonly AddressTerm[],
  other: AddressTerm = anyAddress,
): MatchingRule {
  const own = addresses.length > 0 ? addresses : [anyAddress]
  return {
    name: "traffic",
    priority: 0,
    direction,
    protocol: "*",
    source: direction === "Inbound" ? [other] : own,
    sourcePorts: [allPorts],
    destination: direction === "Inbound" ? own : [other],
    destinationPorts: [allPorts],
    possiblyAbsent: false,
  }
}
