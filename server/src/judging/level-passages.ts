import type { Passage } from "../engine/questions/addresses-left.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule } from "./group-rule.ts"

/**
 * What a group may let through, whatever is unknown in it: what an Allow takes at most, but for what a Deny surely takes before
 * it.
 */
export function passagesOf(
  group: readonly GroupRule[],
  direction: "Inbound" | "Outbound",
  bound: (rule: GroupRule, bound: "least" | "most") => MatchingRule | undefined,
): readonly Passage[] {
  const denies = group.filter(rule => rule.access === "Deny" && rule.direction === direction && !rule.possiblyAbsent)
  return group.flatMap(rule => {
    const mayAllow = rule.access === "Allow" || isUnknown(rule.access)
    const isOfDirection = rule.direction === direction || isUnknown(rule.direction)
    const allow = mayAllow && isOfDirection ? bound(rule, "most") : undefined
    const before = denies.filter(deny => isBefore(deny, rule))
    return allow ? [{ allow: { ...allow, direction }, denies: before.flatMap(deny => bound(deny, "least") ?? []) }] : []
  })
}

/** Surely: of two rules with one priority, which Azure refuses, none is before the other. */
function isBefore({ priority }: GroupRule, other: GroupRule): boolean {
  return !isUnknown(priority) && !isUnknown(other.priority) && priority < other.priority
}
