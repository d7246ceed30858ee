import { defaultRules } from "../azure/default-rules.ts"
import { member, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { LocatedRule } from "./reader.ts"
import { readRule, ruleSource } from "./rule.ts"
import type { RuleContext } from "./rule-shape.ts"

/**
 * The default rules that a document states itself, as the API's output does. Only when it states all six do they take the
 * place of the six we know: a list that is cut short must not open a group.
 */
export function statedDefaults(nodes: readonly Node[], context: RuleContext): readonly LocatedRule[] {
  const rules = nodes
    .filter(node => node.kind === "map")
    .map(node => readRule({ ...ruleSource(node, context), isDefault: true }, context))
  return rules.length >= 6 ? rules : []
}

/** Whether a rule in a list with others is one of the default rules: by its id, or by a default rule's name. */
export function isStatedDefault(rule: Node): boolean {
  const id = textOf(member(rule, "id"))
  if (id !== undefined) return /\/defaultSecurityRules\/[^/]*$/i.test(id)
  const name = textOf(member(rule, "name"))?.toLowerCase()
  return defaultRules.some(each => each.name.toLowerCase() === name)
}
