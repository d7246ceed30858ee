import { expand } from "../expressions/expand.ts"
import { isMap, member, textOf } from "../syntax/lookup.ts"
import type { Entry, ListNode, MapNode, Node, UnknownNode } from "../syntax/node.ts"
import { partOf, settled } from "./arm-choice.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import type { ReadOptions } from "./dialect-reader.ts"
import { conditionsOf, shownCondition } from "./presence.ts"
import { templateKeys } from "./property-names.ts"
import type { LocatedRule } from "./reader.ts"
import { readSeparateRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList, withoutObject } from "./rule-list.ts"
import { azureSchema, type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import type { ItemPresence, RuleSource } from "./rule-source.ts"

/**
 * What the rules of all templates of one document share. They are read from evaluated nodes: a text in them is what it
 * says, even where it begins with a bracket, and what cannot be known is an unknown node already.
 */
export function armRuleContext(options?: ReadOptions): RuleContext {
  return ruleContext(armShape, options)
}

const armShape: RuleShape = {
  keys: templateKeys,
  defaults: {},
  expressionIn: () => undefined,
  schema: azureSchema,
  plainLists: true,
  nesting: "always",
}

/**
 * A group's own rules, from its evaluated properties; where these are one placeholder, the rules are behind it. `known` says
 * of items of the list what their expressions depend on beyond what the list shows.
 */
export function armInlineRules(
  properties: Node | undefined,
  context: RuleContext,
  known: ReadonlyMap<Node, ItemPresence> = new Map(),
): RuleList {
  const list = ruleListIn(properties)
  const presence = new Map(known)
  const read = readRuleList(list?.kind === "list" ? withMaybes(list, presence) : list, context, inlineSource, presence)
  return list ? withoutObject(read, list) : read
}

/** The list of rules in evaluated properties. */
export function ruleListIn(properties: Node | undefined): Node | undefined {
  const isObject = !properties || properties.kind === "map" || properties.kind === "unknown"
  return isObject ? partOf(properties, "securityRules") : properties
}

/** The list with what may be in it as items of their own, and what each of these depends on; without what is no rule. */
function withMaybes(list: ListNode, presence: Map<Node, ItemPresence>): ListNode {
  if (!list.items.some(item => item.kind === "unknown" || isLeftOut(item))) return list
  const items = list.items.filter(item => !isLeftOut(item)).flatMap(item => possibleRules(item, presence))
  return { ...list, items }
}

/** A null that an expression puts in the place of a rule is none; one that is written out is a slip. */
function isLeftOut(item: Node): boolean {
  const isWritten = item.range.end - item.range.start === "null".length
  return item.kind === "scalar" && item.value === null && !isWritten
}

function possibleRules(item: Node, presence: Map<Node, ItemPresence>): readonly Node[] {
  if (item.kind !== "unknown") return [item]
  const possible = possibilitiesIn(item)
  for (const { rule, condition } of possible) {
    presence.set(rule, { condition: shownCondition(condition), conditions: conditionsOf(condition.slice(1, -1)) })
  }
  return possible.length > 0 ? possible.map(({ rule }) => rule) : [item.maybe ? item : settled(item)]
}

/** A rule that an item of a list may be, and the expression that decides. */
export interface PossibleRule {
  readonly rule: MapNode
  readonly condition: string
  /** A loop makes it that may run zero times. */
  readonly byLoop?: true
}

/** The rules that an item may be, if it is there at all, or no null. */
export function possibilitiesIn({ maybe, many, oneOf = [] }: UnknownNode): readonly PossibleRule[] {
  if (maybe) {
    const rule = settled(maybe.value)
    const { condition, byLoop } = maybe
    return rule.kind === "map" ? [{ rule: { ...rule }, condition, ...(byLoop && { byLoop }) }] : []
  }
  const rules = oneOf.flatMap(({ value, condition }) =>
    value.kind === "map" ? [{ rule: { ...value }, condition: `[${condition}]` }] : [],
  )
  const nothing = oneOf.filter(({ value }) => value.kind === "scalar" && value.value === null)
  return !many && nothing.length > 0 && rules.length + nothing.length === oneOf.length ? rules : []
}

/** A rule that is a resource of its own. */
export function armStandaloneRule(resource: ArmResource, context: RuleContext): LocatedRule {
  const { node, name, nameNode, nameFault, scope, iteration } = resource
  const { condition, conditions, absentByDefault, presentByDefault } = resource
  const own = name.at(-1)
  return readSeparateRule(
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

/** The region that a resource states, where its expression can be known. */
export function locationOf(node: MapNode, { environment }: ArmScope): { location?: string } {
  const written = member(node, "location")
  const location = textOf(written && expand(written, environment))
  return location ? { location } : {}
}

export function apiVersionOf(node: MapNode): { apiVersion?: string } {
  const version = member(node, "apiVersion")
  const text = version?.kind === "scalar" ? String(version.value) : ""
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? { apiVersion: text } : {}
}

export function inlineSource(item: Node, context: RuleContext, presence?: ItemPresence): RuleSource {
  const iteration = item.kind === "map" ? item.iteration : undefined
  return { ...armSource(item, context), ...(iteration !== undefined && { iteration }), ...presence }
}

/** A rule whose properties are one of a few objects has each property of them, which is one of a few values. */
function armSource(node: Node, context: RuleContext): RuleSource {
  if (node.kind !== "map" || !node.entries.some(isUnsettled)) return ruleSource(node, context)
  const entries = node.entries.map(each =>
    each.key.toLowerCase() === "properties" ? { ...each, value: settled(each.value) } : each,
  )
  return ruleSource({ ...node, entries }, context)
}

function isUnsettled({ key, value }: Entry): boolean {
  return value.kind === "unknown" && key.toLowerCase() === "properties"
}

function withProperties(node: MapNode, scope: ArmScope): MapNode {
  const entries = node.entries.map(each =>
    each.key.toLowerCase() === "properties" ? { ...each, value: expand(each.value, scope.environment) } : each,
  )
  return { ...node, entries }
}
