import { countOf, expand, runsAtAll } from "../expressions/expand.ts"
import { scalar } from "../expressions/value.ts"
import { itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { placeOf, possibleRules, rulesIn } from "./arm-chosen-rules.ts"
import { isRuleLoop } from "./arm-idle-rules.ts"
import type { ArmResource } from "./arm-resources.ts"
import { ruleListIn } from "./arm-rules.ts"
import { type ArmScope, scopeInLoop } from "./arm-scope.ts"
import { anyValues, freeValues, parametersIn } from "./arm-supposition.ts"
import type { LeftOut } from "./left-out.ts"
import { shownCondition } from "./presence.ts"
import { noName } from "./rule-reading.ts"

/** The rules of a group's own list that the values given to parameters leave out of it. */
export function leftOutRules({ node, scope }: ArmResource, evaluated: Node | undefined): readonly LeftOut[] {
  const written = member(node, "properties")
  if (!written || evaluated === written) return []
  const loops = itemsOf(member(written, "copy")).filter(isRuleLoop)
  return loops.length > 0 ? loops.flatMap(loop => idleLoop(loop, scope)) : unchosen(written, evaluated, scope)
}

/** Every rule that is there must be found again among those that may be; else it is not known which of them are not. */
function unchosen(written: Node, evaluated: Node | undefined, scope: ArmScope): readonly LeftOut[] {
  const possible = possibleRules(ruleListIn(expand(written, scope.under(freeValues))))
  if (!possible) return []
  const there = [evaluated, expand(written, scope.under(anyValues))].flatMap(placesIn)
  if (!there.every(place => possible.has(place))) return []
  const left = new Map([...possible].filter(([place]) => !there.includes(place)))
  return [...left.values()].flatMap(one => {
    return one === "sure" ? [] : [leftOut(one.rule, shownCondition(one.condition), one.condition, scope)]
  })
}

function placesIn(properties: Node | undefined): readonly string[] {
  return itemsOf(ruleListIn(properties)).flatMap(rulesIn).map(placeOf)
}

/** The first of what a loop would make that runs zero times. */
function idleLoop(loop: MapNode, scope: ArmScope): readonly LeftOut[] {
  const free = countOf(loop, scope.under(freeValues))
  const input = member(loop, "input")
  if (!input || typeof free === "number" || countOf(loop, scope.under(anyValues)) !== 0) return []
  const { environment } = scopeInLoop(scope, { name: "securityRules", of: "value", index: scalar(0, loop.range) })
  const rule = expand(input, environment)
  const runs = runsAtAll(free)
  return [leftOut(rule, shownCondition(runs), runs, scope)]
}

function leftOut(rule: Node, condition: string, identity: string, { outermost }: ArmScope): LeftOut {
  const name = textOf(member(rule, "name")) ?? noName
  return { name, condition, parameters: parametersIn(identity).map(outermost.spelling) }
}
