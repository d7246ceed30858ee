import { withExpansions } from "../azure/expansion-facts.ts"
import { withPlatformInInternet, withPlatformReading } from "../azure/platform-reading.ts"
import { internetKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { type ChangedTraffic, changedTraffic } from "../engine/questions/changed-traffic.ts"
import { compareRules, type Difference } from "../engine/questions/difference.ts"
import { prepare, preparePath } from "../engine/questions/prepare.ts"
import type { MatchingRule, SecurityRule } from "../engine/security-rule.ts"
import type { AdminRule, RuleList } from "../engine/traffic-path.ts"
import { anyFlow } from "./any-flow.ts"
import { everything } from "./claim-rules.ts"
import { comparableLists, directions, type GroupVersion, listsAsWritten } from "./comparable-lists.ts"
import { withReadingFacts } from "./ipv6-reading.ts"
import type { JudgedGroup } from "./judged-group.ts"
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

/** The traffic that a group treats differently in another version of it, in every network, by the rules that decide it. */
export interface DifferenceAnywhere extends Difference<SecurityRule> {
  /** All that differs, differs only if Internet holds the platform's address. */
  readonly ofPlatform: boolean
}

/**
 * Compares two versions of a group in every network that it may be in: it rests on nothing that may change, such as what service
 * tags contain at present; and what stands between the known rules of a partial group may do anything.
 */
export function compareAnywhere(before: JudgedGroup, after: JudgedGroup, budget: number): DifferenceAnywhere {
  const [was, is] = listsAsWritten(before, after)
  const compare = (facts: AddressFacts, traffic?: MatchingRule) =>
    compareRules(prepare(was.rules, facts), prepare(is.rules, facts), { budget, ...(traffic && { traffic }) })
  const { proofFacts } = before.context
  const difference = compare(proofFacts)
  const isOpen = isEmpty(difference) && [...was.rules, ...is.rules].some(namesInternet)
  const read = withPlatformInInternet(proofFacts)
  return { ...difference, ofPlatform: isOpen && !platformTraffic.every(traffic => isEmpty(compare(read, traffic))) }
}

function isEmpty({ allowed, denied, uncertain, complete }: Difference<SecurityRule>): boolean {
  return complete && allowed.length + denied.length + uncertain.length === 0
}

function namesInternet({ source, destination }: SecurityRule): boolean {
  return [...source, ...destination].some(({ key }) => key === internetKey)
}

/** To and from the platform's address. */
const platformTraffic: readonly MatchingRule[] = directions.map(direction => ({
  ...everything(direction),
  [direction === "Inbound" ? "source" : "destination"]: [platformPrefix],
}))

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
