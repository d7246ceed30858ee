import { isSame, isSameField, isSamePresence, tableFields } from "../proof/rule-changes.ts"
import type { SecurityRule } from "../security-rule.ts"

/** Whether two rules do the same with the same packets, whatever they are called, and whenever they are there and tried. */
export function isSameTraffic(one: SecurityRule, other: SecurityRule): boolean {
  return (
    one === other || (isSame(one.access, other.access) && tableFields.every(field => isSameField(one, other, field)))
  )
}

/** Whether two rules are the same in all that the engine knows of rules. */
export function isSameRule(one: SecurityRule, other: SecurityRule): boolean {
  if (one === other) return true
  const isAlike =
    one.name === other.name && isSame(one.priority, other.priority) && isSame(one.direction, other.direction)
  return isAlike && isSamePresence(one, other) && isSameTraffic(one, other)
}
