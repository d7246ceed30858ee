import type { DefaultRule } from "../azure/default-rules.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AbsentByDefault } from "../readers/absent-by-default.ts"
import type { LocatedRule } from "../readers/reader.ts"

/** A rule that takes part in evaluation: one that stands in a document, or one of Azure's six default rules. */
export type GroupRule = LocatedRule | DefaultRule

/** A rule that a flow is held against: one of the group's, or what stands for those that cannot be known. */
export type TriedRule = GroupRule | HiddenRules

/** Stands among the rules of a partial group for those that cannot be known: they may match anything, and do either. */
export interface HiddenRules extends SecurityRule {
  readonly priority: number
  /** Why they cannot be known. */
  readonly hidden: string
}

export function isLocated(rule: GroupRule): rule is LocatedRule {
  return "at" in rule
}

export function isHidden(rule: SecurityRule): rule is HiddenRules {
  return "hidden" in rule
}

/** Whether the rule is one of the defaults, whose priorities no custom rule can have. */
export function isDefault({ priority }: GroupRule): boolean {
  return typeof priority === "number" && priority >= 65000
}

/** A custom rule, which stands in the document's own list. */
export function isCustom(rule: GroupRule): rule is LocatedRule {
  return isLocated(rule) && !isDefault(rule)
}

/** Why a deployment with the parameters' defaults leaves the rule out; undefined where it does not. */
export function absenceOf(rule: GroupRule): AbsentByDefault | undefined {
  return isLocated(rule) ? rule.absentByDefault : undefined
}
