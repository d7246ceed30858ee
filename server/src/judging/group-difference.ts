import { withPlatformInInternet } from "../azure/platform-reading.ts"
import { internetKey, platformTags } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { compareRules, type Difference } from "../engine/questions/difference.ts"
import { prepare } from "../engine/questions/prepare.ts"
import type { Direction, MatchingRule, SecurityRule } from "../engine/security-rule.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { TriedRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { platformRules } from "./platform-rules.ts"
import { sharedHiddenRules } from "./shared-hidden-rules.ts"

/** The traffic that two versions of a group treat differently. */
export interface GroupDifference extends Difference<TriedRule | SecurityRule> {
  /** All that differs, differs only if Internet holds the platform's address. */
  readonly ofPlatform: boolean
}

/**
 * The traffic that a group treats differently in another version of it. It rests on nothing that may change, such as what
 * service tags contain at present; and what stands between the known rules of a partial group may do anything.
 */
export function groupDifference(before: JudgedGroup, after: JudgedGroup, budget: number): GroupDifference {
  const isPartial = [before, after].some(({ group }) => group.incompleteReason !== undefined)
  const hidden = isPartial ? directions.flatMap(direction => sharedHiddenRules(before, after, direction)) : []
  const rules = [...before.rules, ...after.rules]
  const besides = [...hidden, ...(rules.some(namesPlatform) ? platformAllows : [])]
  const compare = (facts: AddressFacts, traffic?: MatchingRule) => {
    const prepared = ({ rules }: JudgedGroup) => prepare<TriedRule | SecurityRule>([...rules, ...besides], facts)
    return compareRules(prepared(before), prepared(after), { budget, ...(traffic && { traffic }) })
  }
  const { proofFacts } = before.context
  const difference = compare(proofFacts)
  const isOpen = isEmpty(difference) && rules.some(namesInternet)
  const read = withPlatformInInternet(proofFacts)
  return { ...difference, ofPlatform: isOpen && !platformTraffic.every(traffic => isEmpty(compare(read, traffic))) }
}

const directions = ["Inbound", "Outbound"] as const

function isEmpty({ allowed, denied, uncertain, complete }: Difference<TriedRule | SecurityRule>): boolean {
  return complete && allowed.length + denied.length + uncertain.length === 0
}

function namesInternet({ source, destination }: SecurityRule): boolean {
  return [...source, ...destination].some(({ key }) => key === internetKey)
}

function namesPlatform({ source, destination }: SecurityRule): boolean {
  return [...source, ...destination].some(({ key }) => Object.hasOwn(platformTags, key))
}

const everything = {
  priority: 65_499,
  protocol: "*",
  source: [anyAddress],
  sourcePorts: [allPorts],
  destination: [anyAddress],
  destinationPorts: [allPorts],
  possiblyAbsent: false,
} as const

/** Before the default rules, whose `*` is taken for everything here. */
const platformAllows: readonly SecurityRule[] = platformRules.map(rule => ({ ...rule, priority: 65_499 }))

/** To and from the platform's address. */
const platformTraffic: readonly MatchingRule[] = directions.map((direction: Direction) => ({
  ...everything,
  name: platformPrefix.key,
  direction,
  ...(direction === "Inbound" ? { source: [platformPrefix] } : { destination: [platformPrefix] }),
}))
