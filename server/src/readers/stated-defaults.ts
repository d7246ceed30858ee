import { defaultRules } from "../azure/default-rules.ts"
import { member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { LocatedRule } from "./reader.ts"
import { ruleSource } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { scalarText } from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"

/** The default rules that a document states itself, in a list of their own, as the API's output does. */
export function statedDefaults(list: Node | undefined, context: RuleContext): readonly LocatedRule[] {
  return readRuleList(list, context, node => ({ ...ruleSource(node, context), isDefault: true })).statedDefaults
}

/**
 * Whether a rule in a list with others is one of the default rules: by its id, or by a priority that no custom rule can
 * have. Its name alone says nothing, for a custom rule may have the same; one of another name is a custom rule whose
 * priority Azure refuses, and that has to be said.
 */
export function isStatedDefault(rule: Node): boolean {
  const id = textOf(member(rule, "id")) ?? ""
  if (/\/(default)?securityRules\/[^/]*$/i.test(id)) return /\/defaultSecurityRules\/[^/]*$/i.test(id)
  return hasDefaultPriority(rule) && isDefaultName(textOf(member(rule, "name")))
}

/** Whether the priority is one of 65000 to 65500, which only default rules have. */
export function hasDefaultPriority(rule: Node): boolean {
  const priority = member(rule, "priority") ?? memberAt(rule, "properties", "priority")
  const text = (priority && scalarText(priority)) ?? ""
  return /^\d+$/.test(text) && Number(text) >= 65000 && Number(text) <= 65500
}

/** A rule's properties may stand without its name. */
function isDefaultName(name: string | undefined): boolean {
  return name === undefined || defaultRules.some(each => each.name.toLowerCase() === name.toLowerCase())
}
