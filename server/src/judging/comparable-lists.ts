import type { Direction, SecurityRule } from "../engine/security-rule.ts"
import type { RuleList } from "../engine/traffic-path.ts"
import { isUnknown } from "../values/unknown.ts"
import { type GroupRule, isLocated, type TriedRule } from "./group-rule.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { withIpv6Reading } from "./ipv6-reading.ts"
import type { RuledGroup } from "./judged-group.ts"
import { platformRules } from "./platform-rules.ts"
import { sharedHiddenRules } from "./shared-hidden-rules.ts"

/** One of two versions of a group. */
export interface GroupVersion {
  readonly ruled: RuledGroup
  /** What is written besides its known rules: while it is the same, what cannot be known of the group is the same, too. */
  surroundings(): string
}

type ComparedList = RuleList<SecurityRule>

/** The rules of two versions, with what stands for those that cannot be known: the same where they are. */
export function comparableLists(
  before: GroupVersion | undefined,
  after: GroupVersion | undefined,
): readonly [ComparedList | undefined, ComparedList | undefined] {
  if (before && after && isHiddenAlike(before, after)) {
    const shared = sharedHidden(before.ruled, after.ruled)
    return [listOf("", before.ruled.rules, shared), listOf("", after.ruled.rules, shared)]
  }
  return [before && listWithOwn(before, "before"), after && listWithOwn(after, "after")]
}

/** The same with every rule that is written, whatever it takes to be there: of two readings of one document. */
export function listsAsWritten(before: RuledGroup, after: RuledGroup): readonly [ComparedList, ComparedList] {
  const isPartial = [before, after].some(({ group }) => group.incompleteReason !== undefined)
  const hidden = isPartial ? sharedHidden(before, after) : []
  const list = ({ rules }: RuledGroup) => ({ name: "", rules: [...hidden, ...rules, ...platformRules] })
  return [list(before), list(after)]
}

function sharedHidden(before: RuledGroup, after: RuledGroup): readonly TriedRule[] {
  return directions.flatMap(direction => sharedHiddenRules(before, after, direction))
}

export const directions: readonly Direction[] = ["Inbound", "Outbound"]

function isHiddenAlike(before: GroupVersion, after: GroupVersion): boolean {
  const [was, is] = [before.ruled.group, after.ruled.group]
  const isOne = was.name.toLowerCase() === is.name.toLowerCase() && was.iteration === is.iteration
  const isLike = was.incompleteReason !== undefined && was.incompleteReason === is.incompleteReason
  return isOne && isLike && before.surroundings() === after.surroundings()
}

function listWithOwn({ ruled }: GroupVersion, version: string): ComparedList {
  return listOf(
    "",
    ruled.rules,
    directions.flatMap(direction => hiddenRules(ruled, direction, version)),
  )
}

export function listOf(name: string, rules: readonly GroupRule[], hidden: readonly TriedRule[]): ComparedList {
  const own = rules.map(rule => withOwnPlace(withIpv6Reading(rule)))
  return { name, rules: [...hidden.map(withoutPlatform), ...own, ...platformRules] }
}

/** Traffic of the platform is compared only where a rule names it. */
function withoutPlatform(hidden: TriedRule): TriedRule {
  return { ...hidden, destination: hidden.destination.filter(({ kind }) => kind !== "tag") }
}

/** A rule of unknown priority comes at the same place in both versions only if that is the same; so with an open presence. */
function withOwnPlace(rule: GroupRule): GroupRule {
  const { name, priority, possiblyAbsent, conditions } = rule
  const open = [
    ...(isUnknown(priority) ? [`priority ${priority.identity}`] : []),
    ...(possiblyAbsent && !conditions ? [`presence ${name.toLowerCase()} ${conditionOf(rule)}`] : []),
  ]
  if (open.length === 0) return rule
  const added = open.map(identity => ({ identity, holds: true }))
  return { ...rule, possiblyAbsent: true, conditions: [...(conditions ?? []), ...added] }
}

function conditionOf(rule: GroupRule): string {
  return (isLocated(rule) && rule.condition) || ""
}
