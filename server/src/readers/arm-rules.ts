import { expand } from "../expressions/expand.ts"
import { isMap, member } from "../syntax/lookup.ts"
import type { ListNode, MapNode, Node } from "../syntax/node.ts"
import { partOf, settled } from "./arm-choice.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import type { LocatedRule } from "./reader.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { isEmpty, type RuleSource } from "./rule-reading.ts"
import { azureKeys, azureSchema, type RuleContext, ruleContext } from "./rule-shape.ts"

/**
 * What the rules of all templates of one document share. They are read from evaluated nodes: a text in them is what it
 * says, even where it begins with a bracket, and what cannot be known is an unknown node already.
 */
export function armRuleContext(): RuleContext {
  return ruleContext({
    keys: azureKeys,
    defaults: {},
    expressionIn: () => undefined,
    schema: azureSchema,
    plainLists: true,
  })
}

/** A group's own rules, from its evaluated properties. */
export function armInlineRules(properties: Node | undefined, context: RuleContext): RuleList {
  if (properties && properties.kind !== "map" && properties.kind !== "unknown" && !isEmpty(properties)) return noObject
  const list = partOf(properties, "securityRules")
  const conditions = new Map<Node, string>()
  return readRuleList(list?.kind === "list" ? withMaybes(list, conditions) : list, context, item =>
    inlineSource(item, conditions.get(item), context),
  )
}

/** What a text or a list in the place of an object would make is not known. */
const noObject: RuleList = {
  inline: [],
  problems: [],
  complete: false,
  incompleteReason: "its properties are no object",
}

/** The list with what may be in it as items of their own, and the expression that each of these depends on. */
function withMaybes(list: ListNode, conditions: Map<Node, string>): ListNode {
  const items = list.items.map(item => {
    if (item.kind !== "unknown") return item
    const value = item.maybe && settled(item.maybe.value)
    if (!item.maybe || value?.kind !== "map") return settled(item)
    const possible = { ...value }
    conditions.set(possible, item.maybe.condition)
    return possible
  })
  return { ...list, items }
}

/** A rule that is a resource of its own. */
export function armStandaloneRule(resource: ArmResource, context: RuleContext): LocatedRule {
  const { node, name, nameNode, scope, condition, iteration } = resource
  const own = name.at(-1)
  return readRule(
    {
      ...armSource(withProperties(node, scope), context),
      ...(own && nameNode && { name: { text: own.text, range: nameNode.range } }),
      ...(condition !== undefined && { condition }),
      ...(iteration !== undefined && { iteration }),
      ...apiVersionOf(node),
    },
    context,
  )
}

/** A resource's properties, evaluated; `only` names the ones that are wanted where the others may be costly. */
export function armProperties(node: MapNode, { environment }: ArmScope, only?: readonly string[]): Node | undefined {
  const written = member(node, "properties")
  if (!isMap(written) || !only) return written && expand(written, environment)
  const wanted = ["copy", ...only].map(key => key.toLowerCase())
  return expand(
    { ...written, entries: written.entries.filter(each => wanted.includes(each.key.toLowerCase())) },
    environment,
  )
}

export function apiVersionOf(node: MapNode): { apiVersion?: string } {
  const version = member(node, "apiVersion")
  const text = version?.kind === "scalar" ? String(version.value) : ""
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? { apiVersion: text } : {}
}

function inlineSource(item: Node, condition: string | undefined, context: RuleContext): RuleSource {
  const iteration = item.kind === "map" ? item.iteration : undefined
  return {
    ...armSource(item, context),
    ...(iteration !== undefined && { iteration }),
    ...(condition !== undefined && { condition }),
  }
}

/** A rule whose properties are one of a few objects has each property of them, which is one of a few values. */
function armSource(node: Node, context: RuleContext): RuleSource {
  if (node.kind !== "map") return ruleSource(node, context)
  const entries = node.entries.map(each =>
    each.key.toLowerCase() === "properties" ? { ...each, value: settled(each.value) } : each,
  )
  return ruleSource({ ...node, entries }, context)
}

function withProperties(node: MapNode, scope: ArmScope): MapNode {
  const entries = node.entries.map(each =>
    each.key.toLowerCase() === "properties" ? { ...each, value: expand(each.value, scope.environment) } : each,
  )
  return { ...node, entries }
}
