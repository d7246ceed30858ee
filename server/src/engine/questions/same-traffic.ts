import { isSame, isSameField, tableFields } from "../proof/rule-changes.ts"
import type { SecurityRule } from "../security-rule.ts"

/** Whether two rules do the same with the same packets, whatever they are called, and whenever they are there and tried. */
export function isSameTraffic(one: SecurityRule, other: SecurityRule): boolean {
  return (
    one === other || (isSame(one.access, other.access) && tableFields.every(field => isSameField(one, other, field)))
  )
}
