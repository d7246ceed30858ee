import type { AddressFacts } from "../engine/address-facts.ts"
import { type AllowedTraffic, allowedTraffic } from "../engine/questions/composition.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Direction, MatchingRule } from "../engine/security-rule.ts"
import type { PathEnd, RuleList } from "../engine/traffic-path.ts"
import type { Member, NetworkInterface, PlacedGroup, Reference, Subnet } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import type { HiddenRules, TriedRule } from "./group-rule.ts"
import { hiddenRules, rulesNotKnown } from "./hidden-rules.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { noNetwork } from "./network-context.ts"
import { isIgnoredAt, type LevelPlace } from "./path-level.ts"
import { memberStations } from "./path-station.ts"
import type { SubnetContext } from "./subnet-context.ts"
import { isIdle } from "./verify-flow.ts"

/** The rules that apply to a network interface, and what gets through all of them together. */
export interface EffectiveInterface {
  readonly networkInterface: NetworkInterface
  /** That of its primary IP configuration. */
  readonly subnet: Reference<Subnet>
  /** The network of the subnet; undefined where that is not known. */
  readonly context: SubnetContext | undefined
  /** What names in the rules stand for. */
  readonly facts: AddressFacts
  readonly admin: readonly RankedAdminRule[]
  /** The subnet's group and its own, where there are such. */
  readonly groups: readonly EffectiveGroupAt[]
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
  const { configurations } = networkInterface
  const primary = configurations.find(({ isPrimary }) => isPrimary) ?? configurations[0]
  const subnet: Reference<Subnet> = primary?.subnet ?? { kind: "none" }
  const known = subnet.kind === "resolved" ? subnet.target : undefined
  const context = known && network.contextOf(known)
  const facts = (context?.context ?? noNetwork).factsAbout(anyFlow)
  const groups = groupsAt(network, networkInterface, subnet)
  const admin = known ? network.adminRulesIn(known, networkInterface) : []
  const addresses = configurations.flatMap(configuration =>
    memberStations(network, { networkInterface, configuration } satisfies Member).map(({ term }) => term),
  )
  const passing = (direction: Direction): AllowedTraffic => {
    const end: PathEnd<TriedRule, RankedAdminRule> = {
      direction,
      ...(admin.length > 0 && { admin: { name: "admin", rules: admin } }),
      groups: groups.map(group => ruleList(group, direction)),
    }
    const path = preparePath<TriedRule, RankedAdminRule>([end], facts)
    return allowedTraffic(path, trafficOf(direction, addresses))
  }
  return {
    networkInterface,
    subnet,
    context,
    facts,
    admin,
    groups,
    inbound: passing("Inbound"),
    outbound: passing("Outbound"),
  }
}

const any: AddressTerm = { kind: "any", key: "*" }

const anyFlow = {
  direction: "Inbound",
  protocol: "Tcp",
  source: any,
  sourcePort: "*",
  destination: any,
  destinationPort: "*",
} as const

/** Those that apply: a private endpoint's are left out where its subnet disables them. */
function groupsAt(
  network: JudgedNetwork,
  networkInterface: NetworkInterface,
  subnet: Reference<Subnet>,
): readonly EffectiveGroupAt[] {
  const known = subnet.kind === "resolved" ? subnet.target : undefined
  if (isIgnoredAt(networkInterface, known)) return []
  const own: EffectiveGroupAt[] = []
  const add = (at: LevelPlace, reference: Reference<PlacedGroup>) => {
    if (reference.kind === "none") return
    const ruled = reference.kind === "resolved" ? network.rulesOf(reference.target) : undefined
    own.push({ at, reference, ruled })
  }
  if (known) add({ kind: "subnet", subnet }, known.group)
  else {
    const { text, reason } = subnet.kind === "unresolved" ? subnet : { text: "", reason: "is not written" }
    add({ kind: "subnet", subnet }, { kind: "unresolved", text, reason })
  }
  add({ kind: "networkInterface", networkInterface }, networkInterface.group)
  return own
}

/** A group that no document defines may do anything. */
function ruleList({ at, ruled }: EffectiveGroupAt, direction: Direction): RuleList<TriedRule> {
  if (!ruled) {
    const unknown: HiddenRules = {
      ...rulesNotKnown(direction, 100, "no document here defines the group"),
      possiblyAbsent: false,
    }
    return {
      name: at.kind,
      rules: [
        {
          ...unknown,
          source: [any],
          destination: [any],
          protocol: "*",
          sourcePorts: [everyPort],
          destinationPorts: [everyPort],
        },
      ],
    }
  }
  return {
    name: ruled.group.name,
    rules: [...hiddenRules(ruled, direction), ...ruled.rules.filter(rule => !isIdle(rule))],
  }
}

const everyPort = { first: 0, last: 65535 }

/** All traffic to or from these addresses. */
function trafficOf(direction: Direction, addresses: readonly AddressTerm[]): MatchingRule {
  const own = addresses.length > 0 ? addresses : [any]
  return {
    name: "traffic",
    priority: 0,
    direction,
    protocol: "*",
    source: direction === "Inbound" ? [any] : own,
    sourcePorts: [everyPort],
    destination: direction === "Inbound" ? own : [any],
    destinationPorts: [everyPort],
    possiblyAbsent: false,
  }
}
