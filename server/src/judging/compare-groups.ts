import { withExpansions } from "../azure/expansion-facts.ts"
import { withPlatformReading } from "../azure/platform-reading.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { type ChangedBox, type ChangedTraffic, changedTraffic } from "../engine/questions/changed-traffic.ts"
import { type PreparedRules, prepare } from "../engine/questions/prepare.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { anyFlow } from "./any-flow.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { withIpv6Reading, withReadingFacts } from "./ipv6-reading.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"
import { platformRules } from "./platform-rules.ts"
import { isIdle } from "./verify-flow.ts"

/** What two versions of a group do differently, and what is taken of names in that. */
export interface GroupDifference extends ChangedTraffic<SecurityRule> {
  readonly facts: AddressFacts
}

export type GroupChange = ChangedBox<SecurityRule>

/**
 * Compares what two versions of a group do with all traffic. Values that cannot be known are the same in both where they are the
 * same expression in the same place. The traffic of the platform is left aside: ordinary rules do not reach it.
 */
export function compareGroups(before: RuledGroup, after: RuledGroup, context: NetworkContext): GroupDifference {
  const facts = factsFor(before, after, context)
  return { ...changedTraffic<SecurityRule, never>(prepared(before, facts), prepared(after, facts)), facts }
}

function factsFor(before: RuledGroup, after: RuledGroup, context: NetworkContext): AddressFacts {
  const expansions = after.group.expansions ?? before.group.expansions
  const facts = context.factsAbout(anyFlow)
  return withPlatformReading(withReadingFacts(expansions ? withExpansions(facts, expansions) : facts), "outside")
}

function prepared(ruled: RuledGroup, facts: AddressFacts): PreparedRules<SecurityRule> {
  const hidden = (["Inbound", "Outbound"] as const).flatMap(direction => hiddenRules(ruled, direction))
  const own = ruled.rules.filter(rule => !isIdle(rule)).map(withIpv6Reading)
  return prepare<SecurityRule>([...hidden, ...own, ...platformRules], facts)
}
