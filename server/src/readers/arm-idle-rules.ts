import { countOf, expand, runsAtAll } from "../expressions/expand.ts"
import { scalar } from "../expressions/value.ts"
import { isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode } from "../syntax/node.ts"
import { type ArmPresence, underIdleLoop } from "./arm-condition.ts"
import type { ArmResource } from "./arm-resources.ts"
import { scopeInLoop } from "./arm-scope.ts"
import { anyValues } from "./arm-supposition.ts"
import type { LocatedRule } from "./reader.ts"
import { readRule, ruleSource } from "./rule.ts"
import type { RuleList } from "./rule-list.ts"
import type { RuleContext } from "./rule-shape.ts"

/** A group's own rules, and the first of each loop among its properties that makes none by the parameters' defaults. */
export function withIdleRules(list: RuleList, { node, scope }: ArmResource, context: RuleContext): RuleList {
  const loops = itemsOf(member(member(node, "properties"), "copy")).filter(isRuleLoop)
  const idle = loops.flatMap(loop => idleRule(loop, { scope, conditions: [] }, context) ?? [])
  return idle.length === 0 ? list : { ...list, inline: [...list.inline, ...idle] }
}

/** Whether a loop among a group's properties makes its list of rules. */
export function isRuleLoop(loop: ReturnType<typeof itemsOf>[number]): loop is MapNode {
  return isMap(loop) && textOf(member(loop, "name"))?.toLowerCase() === "securityrules"
}

function idleRule(loop: MapNode, place: ArmPresence, context: RuleContext): LocatedRule | undefined {
  const input = member(loop, "input")
  const always = countOf(loop, place.scope.under(anyValues))
  if (!input || typeof always === "number" || countOf(loop, place.scope.environment) !== 0) return undefined
  const { scope, condition, conditions, absentByDefault } = underIdleLoop(place, runsAtAll(always))
  const within = scopeInLoop(scope, { name: "securityRules", of: "value", index: scalar(0, loop.range) })
  const item = expand(input, within.environment)
  if (!isMap(item)) return undefined
  return readRule(
    {
      ...{ ...ruleSource(item, context), iteration: 0, conditions },
      ...(condition !== undefined && { condition }),
      ...(absentByDefault && { absentByDefault }),
    },
    context,
  )
}
