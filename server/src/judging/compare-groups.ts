import { withExpansions } from "../azure/expansion-facts.ts"
import { withPlatformReading } from "../azure/platform-reading.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { type ChangedTraffic, changedTraffic } from "../engine/questions/changed-traffic.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AdminRule, RuleList } from "../engine/traffic-path.ts"
import { anyFlow } from "./any-flow.ts"
import { comparableLists, type GroupVersion } from "./comparable-lists.ts"
import { withReadingFacts } from "./ipv6-reading.ts"
import type { NetworkContext } from "./network-context.ts"

/** What two versions do differently, and what is taken of names in that. */
export interface TrafficDifference extends ChangedTraffic<AdminRule> {
  readonly facts: AddressFacts
}

/**
 * Compares what two versions of a group do with all traffic; where there is no group, everything passes. Values that cannot be
 * known are the same in both where they are the same expression in the same place. The traffic of the platform is left aside:
 * ordinary rules do not reach it.
 */
export function compareGroups(
  before: GroupVersion | undefined,
  after: GroupVersion | undefined,
  context: NetworkContext,
): TrafficDifference {
  const facts = factsFor(before, after, context)
  const [was, is] = comparableLists(before, after)
  return { ...changedTraffic(preparePath(pathOf(was), facts), preparePath(pathOf(is), facts)), facts }
}

function pathOf(list: RuleList<SecurityRule> | undefined) {
  return [{ groups: list ? [list] : [] }]
}

/** What Azure printed of tags is taken for both versions, the later print where both have one. */
function factsFor(
  before: GroupVersion | undefined,
  after: GroupVersion | undefined,
  context: NetworkContext,
): AddressFacts {
  const expansions = [before, after].flatMap(version => [...(version?.ruled.group.expansions ?? [])])
  const facts = context.factsAbout(anyFlow)
  const expanded = expansions.length > 0 ? withExpansions(facts, new Map(expansions)) : facts
  return withPlatformReading(withReadingFacts(expanded), "outside")
}
