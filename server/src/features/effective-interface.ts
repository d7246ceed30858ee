import * as l10n from "@vscode/l10n"
import { internetKey } from "../azure/service-tags.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { TrafficBox } from "../engine/traffic-box.ts"
import type { AppliedRules, EffectiveGroupAt, EffectiveInterface } from "../judging/effective-interface.ts"
import { inEvaluationOrder } from "../judging/evaluation-order.ts"
import type { LevelPlace } from "../judging/path-level.ts"
import { unresolvedReasons } from "../topology/unresolved-reasons.ts"
import type { AddressTerm } from "../values/address.ts"
import { boxNames } from "./box-names.ts"
import { type EffectiveSecurityRule, groupRule, ruleOf, tagMap } from "./effective-security-rule.ts"
import { interfaceName, shortName, subnetName } from "./level-name.ts"
import { type BoxNames, type RuleBox, ruleBoxes } from "./rule-box.ts"
import { describeGaps, gapsIn, type TrafficGap } from "./traffic-gaps.ts"
import { type GroupIdentity, groupIdentity } from "./verification.ts"

/**
 * The rules that apply to a network interface as Azure answers (`effectiveNetworkSecurityGroups`), and what gets through all of
 * them together.
 */
export interface EffectiveOfInterface {
  readonly version: 1
  readonly value: readonly EffectiveSecurityGroup[]
  readonly aggregate: Aggregate
}

export interface Aggregate {
  readonly inbound: readonly RuleBox[]
  readonly outbound: readonly RuleBox[]
  /** False where more may get through than is listed for certain. */
  readonly complete: boolean
  /** Why; absent where it is complete. */
  readonly gaps?: readonly string[]
  /** What may get through besides: by values that are not known, or by what ports mean to protocols without ports. */
  readonly uncertain?: { readonly inbound: readonly RuleBox[]; readonly outbound: readonly RuleBox[] }
}

export interface EffectiveSecurityGroup {
  readonly networkSecurityGroup: GroupIdentity
  readonly association: Association
  readonly effectiveSecurityRules: readonly EffectiveSecurityRule[]
  /** Why nothing is known of the group, behind "which": it has rules, but no document here has them. */
  readonly unresolved?: string
  /** What the tags in the rules stand for, as far as that is known. */
  readonly tagMap: Readonly<Record<string, readonly string[]>>
}

export type Associated = { readonly name: string; readonly id?: string }

export type Association =
  | { readonly subnet: Associated }
  | { readonly networkInterface: Associated }
  | { readonly networkManager: Associated }

export function effectiveOfInterface(effective: EffectiveInterface): EffectiveOfInterface {
  const { groups, facts, inbound, outbound } = effective
  const [into, out] = [tellTraffic(effective, inbound), tellTraffic(effective, outbound)]
  const isOpen = [into, out].some(({ perhaps }) => perhaps.length > 0)
  const gaps = describeGaps([...into.gaps, ...out.gaps])
  return {
    version: 1,
    value: [...adminEntries(effective), ...groups.map(group => groupEntry(group, facts))],
    aggregate: {
      inbound: into.known,
      outbound: out.known,
      complete: gaps.length === 0,
      ...(gaps.length > 0 && { gaps }),
      ...(isOpen && { uncertain: { inbound: into.perhaps, outbound: out.perhaps } }),
    },
  }
}

/** Traffic in the words of rules: what surely passes, and what may. */
export interface ToldTraffic {
  readonly known: readonly RuleBox[]
  readonly perhaps: readonly RuleBox[]
  /** Why more may pass. */
  readonly gaps: readonly TrafficGap[]
}

export function tellTraffic(applied: AppliedRules, traffic: EffectiveInterface["inbound"]): ToldTraffic {
  const names = namesFor(applied)
  const { boxes, uncertain } = traffic
  const [sure, others] = [boxes.filter(isSure), boxes.filter(box => !isSure(box))]
  const open = [...others, ...uncertain]
  return {
    known: ruleBoxes(sure, names),
    perhaps: ruleBoxes(open, names),
    gaps: gapsIn(traffic, applied),
  }
}

/** The names that traffic through these rules is told with. */
export function namesFor({ facts, isAlone, networkInterface, addresses }: AppliedRules): BoxNames {
  const own = networkInterface?.configurations.map(({ family }) => family) ?? addresses.flatMap(familyOf)
  const names = boxNames(facts, own.length > 0 ? [...new Set(own)] : [4, 6])
  const widest = facts.about(internetKey)?.possible
  // Without a network in sight it is open whether Internet has the platform's address: what has both has Internet.
  return isAlone && widest ? { ...names, exact: [...names.exact, { name: "Internet", prefixes: widest }] } : names
}

function familyOf(term: AddressTerm): readonly (4 | 6)[] {
  return term.kind === "prefix" ? [term.family] : []
}

function isSure({ assumptions, readsPorts }: TrafficBox): boolean {
  return assumptions.length === 0 && !readsPorts
}

function groupEntry({ at, ruled, reference }: EffectiveGroupAt, facts: AddressFacts): EffectiveSecurityGroup {
  const association = associationOf(at)
  if (!ruled) {
    const { text, reason: unresolved } = reference.kind === "unresolved" ? reference : unknownGroup
    const networkSecurityGroup = { name: shortName(text), ...(text.startsWith("/") && { id: text }) }
    return { networkSecurityGroup, association, effectiveSecurityRules: [], unresolved, tagMap: {} }
  }
  const rules = [...inEvaluationOrder(ruled, "Inbound"), ...inEvaluationOrder(ruled, "Outbound")]
  return {
    networkSecurityGroup: groupIdentity(ruled.group),
    association,
    effectiveSecurityRules: rules.map(rule => groupRule(ruled, rule, facts)),
    tagMap: tagMap(rules, facts),
  }
}

const unknownGroup = { text: "", reason: unresolvedReasons.notKnown }

function associationOf(at: LevelPlace): Association {
  if (at.kind === "networkInterface") {
    return { networkInterface: associated(interfaceName(at.networkInterface), at.networkInterface) }
  }
  const { subnet } = at
  if (subnet.kind === "resolved") return { subnet: associated(subnetName(subnet.target), subnet.target) }
  return { subnet: { name: subnet.kind === "unresolved" ? shortName(subnet.text) : l10n.t`(no subnet)` } }
}

function associated(name: string, { id }: { readonly id?: string }): Associated {
  return { name, ...(id !== undefined && { id }) }
}

function adminEntries({ admin, facts }: EffectiveInterface): EffectiveSecurityGroup[] {
  return [...new Set(admin.map(({ configuration }) => configuration))].map(configuration => {
    const own = admin.filter(rule => rule.configuration === configuration).flatMap(({ written }) => written ?? [])
    const rules = own
      .filter(({ direction }) => direction === "Inbound")
      .concat(own.filter(({ direction }) => direction === "Outbound"))
    return {
      networkSecurityGroup: associated(configuration.name, configuration),
      association: { networkManager: associated(configuration.name, configuration) },
      effectiveSecurityRules: rules.map(rule => ruleOf(rule, `securityAdminRules/${rule.name}`, facts)),
      tagMap: tagMap(rules, facts),
    }
  })
}
