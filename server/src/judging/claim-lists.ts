import * as l10n from "@vscode/l10n"
import { withExpansions } from "../azure/expansion-facts.ts"
import type { NetworkFacts } from "../azure/verify-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Direction, MatchingRule, SecurityRule } from "../engine/security-rule.ts"
import type { RuleList } from "../engine/traffic-path.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { ClaimRule } from "./claim.ts"
import type { TriedRule } from "./group-rule.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { isIdleIn } from "./idle-rules.ts"
import { withIpv6Reading, withReadingFacts } from "./ipv6-reading.ts"
import type { RuledGroup } from "./judged-group.ts"
import { platformRules } from "./platform-rules.ts"
import { platformTraffic } from "./stand-in-names.ts"

/** The rules of a group as they are read; `originals` has what each stands for. */
export function listOf(
  group: RuledGroup | undefined,
  place: number,
  direction: Direction,
  originals: Map<ClaimRule, ClaimRule>,
): RuleList<TriedRule> {
  if (!group) return { name: `unresolved ${place}`, rules: [anything(direction)] }
  const isIdle = isIdleIn(group)
  const own = group.rules.filter(rule => !isIdle(rule))
  const read = own.map(rule => {
    const one = withIpv6Reading(rule)
    originals.set(one, rule)
    return one
  })
  return { name: group.group.name, rules: [...hiddenRules(group, direction), ...read] }
}

/** A group that no document defines may do anything. */
function anything(direction: Direction): TriedRule {
  const access = { identity: "group", reason: l10n.t`the NSG is not defined in these files` }
  return {
    ...everyPacket(direction),
    name: l10n.t`a group that none of these files defines`,
    access,
    hidden: access.reason,
  }
}

export function everyPacket(direction: Direction): MatchingRule & { readonly priority: number } {
  return {
    name: "",
    priority: 100,
    direction,
    protocol: "*",
    source: [anyAddress],
    sourcePorts: [allPorts],
    destination: [anyAddress],
    destinationPorts: [allPorts],
    possiblyAbsent: false,
  }
}

export function factsFor(facts: NetworkFacts, groups: readonly (RuledGroup | undefined)[]): AddressFacts {
  const printed = groups.reduce<AddressFacts>(
    (known, group) => (group?.group.expansions ? withExpansions(known, group.group.expansions) : known),
    facts,
  )
  return withReadingFacts(printed)
}

/** What none of the group's rules names by the platform's tag is allowed. */
export function withPlatformRules({ name, rules }: RuleList<TriedRule>): RuleList<TriedRule> {
  return { name, rules: [...rules, ...platformRules.map(asHidden)] }
}

function asHidden(rule: SecurityRule & { readonly priority: unknown }): TriedRule {
  return { ...rule, priority: Number.MAX_SAFE_INTEGER, hidden: platformTraffic }
}
