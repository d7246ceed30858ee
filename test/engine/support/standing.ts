import type { SecurityRule } from "../../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"

/** What whether a rule is there depends on: its conditions, and what is its own alone. */
export function dependsOn(rule: SecurityRule, own = rule.name): readonly string[] {
  const conditions = rule.possiblyAbsent ? (rule.conditions ?? []) : []
  const isOwn = isUnknown(rule.priority) || (rule.possiblyAbsent && conditions.length === 0)
  return [...conditions.map(({ identity }) => identity), ...(isOwn ? [own] : [])]
}

/** Whether the rule is there if just these hold. */
export function isThere(rule: SecurityRule, holding: ReadonlySet<string>, own = rule.name): boolean {
  const asked = rule.possiblyAbsent ? (rule.conditions ?? []) : []
  const isOwn = dependsOn(rule, own).length > asked.length
  return asked.every(({ identity, holds }) => holding.has(identity) === holds) && (!isOwn || holding.has(own))
}
