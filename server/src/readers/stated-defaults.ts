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
