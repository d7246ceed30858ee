import { expand } from "../expressions/expand.ts"
import { entryOf, isMap, member } from "../syntax/lookup.ts"
import type { ListNode, MapNode, Node } from "../syntax/node.ts"
import { partOf, settled } from "./arm-choice.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import { conditionsOf } from "./presence.ts"
import { templateKeys } from "./property-names.ts"
import type { LocatedRule } from "./reader.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList, withoutObject } from "./rule-list.ts"
import type { RuleSource } from "./rule-reading.ts"
import { azureSchema, type RuleContext, ruleContext } from "./rule-shape.ts"

/**
 * What the rules of all templates of one document share. They are read from evaluated nodes: a text in them is what it
 * says, even where it begins with a bracket, and what cannot be known is an unknown node already.
 */
export function armRuleContext(): RuleContext {
  return ruleContext({
    keys: templateKeys,
    defaults: {},
    expressionIn: () => undefined,
    schema: azureSchema,
    plainLists: true,
    nesting: "always",
  })
}

/** A group's own rules, from its evaluated properties; where these are one placeholder, the rules are behind it. */
export function armInlineRules(properties: Node | undefined, context: RuleContext): RuleList {
  const isObject = !properties || properties.kind === "map" || properties.kind === "unknown"
  const list = isObject ? partOf(properties, "securityRules") : properties
  const conditions = new Map<Node, string>()
  const read = readRuleList(list?.kind === "list" ? withMaybes(list, conditions) : list, context, item =>
    inlineSource(item, conditions.get(item), context),
  )
  return list ? withoutObject(read, list) : read
}

/** The rules of a group whose list stands beside `properties`, where Azure does not look for it: others may be there. */
export function armMisplacedRules(
  node: MapNode,
  { environment }: ArmScope,
  context: RuleContext,
): RuleList | undefined {
  const written = entryOf(node, "securityRules")
  const list = written && expand(written.value, environment)
  if (!written || !list || list.kind !== "list" || list.items.length === 0) return undefined
  const read = readRuleList(list, context, item => inlineSource(item, undefined, context))
  const problem = { property: "securityRules", value: written.key, range: written.keyRange }
  return {
    ...read,
    problems: [{ ...problem, reason: "outside-properties" }, ...read.problems],
    complete: false,
    incompleteReason: `${written.key} is outside "properties"`,
  }
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
  const { node, name, nameNode, nameFault, scope, iteration } = resource
  const { condition, conditions, absentByDefault, presentByDefault } = resource
  const own = name.at(-1)
  return readRule(
    {
      ...armSource(withProperties(node, scope), context),
      ...(own && nameNode && { name: { text: own.text, range: nameNode.range } }),
      ...(nameFault && { nameFault }),
      ...(condition !== undefined && { condition }),
      ...(conditions.length > 0 && { conditions }),
      ...(absentByDefault && { absentByDefault }),
      ...(presentByDefault && { presentByDefault }),
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
    ...(condition !== undefined && { condition, conditions: conditionsOf(condition.slice(1, -1)) }),
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
