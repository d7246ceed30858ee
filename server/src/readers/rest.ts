import type { SyntaxDocument } from "../syntax/document.ts"
import { itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { armIdentity } from "./expression-text.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys } from "./property-names.ts"
import type { LocatedGroup, Reader } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"
import { restDialect } from "./rest-dialect.ts"
import { type Findings, findGroupsAndRules, isBody, ruleListOf } from "./rest-find.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList, withoutObject } from "./rule-list.ts"
import { azureSchema, type RuleContext, ruleContext } from "./rule-shape.ts"
import { isStatedDefault, statedDefaults } from "./stated-defaults.ts"

/**
 * What Azure's API gives out and takes in, and every tool that prints it: az (flat), REST (nested `properties`),
 * PowerShell (Pascal case, lists in singular fields), Resource Graph, exports; one resource, lists, any wrapper.
 */
export const rest: Reader = {
  read(document) {
    if (isOther(document)) return undefined
    const context = ruleContext({
      keys: azureKeys,
      defaults: {},
      expressionIn: armIdentity,
      schema: azureSchema,
      plainLists: true,
      repeats: true,
      nesting: "perRule",
    })
    const found = findGroupsAndRules(document.roots, context)
    const groups = groupsOf(found, context)
    if (groups.length === 0) return undefined
    return { dialect: restDialect(document, found), groups, hasLoadBalancer: namesLoadBalancer(document.text) }
  },
}

/** Documents that show rules without having any: recorded HTTP traffic, schemas and type definitions, Kubernetes' own. */
function isOther({ roots: [root], language }: SyntaxDocument): boolean {
  const has = (key: string) => member(root, key) !== undefined
  const isRecording = has("interactions") || itemsOf(member(root, "Entries")).some(entry => member(entry, "RequestUri"))
  const isSchema = has("swagger") || has("openapi") || /json-schema\.org/.test(textOf(member(root, "$schema")) ?? "")
  return isRecording || isSchema || (language === "yaml" && has("kind") && has("apiVersion"))
}

/** A name for rules that nothing in the document names a group for. */
export interface Label {
  readonly text: string
  readonly range: Range
}

export function groupsOf({ groups, rules }: Findings, context: RuleContext, label?: Label): LocatedGroup[] {
  const nameless: RuleContext = { ...context, shape: { ...context.shape, nameless: true } }
  return [
    ...groups.map(node => groupOf(node, context)),
    ...rules.flatMap(({ nodes, isList }) => looseRules(nodes, isList, nameless, label)),
  ].sort((a, b) => a.range.start - b.range.start)
}

function groupOf(node: MapNode, context: RuleContext): LocatedGroup {
  const id = member(node, "id") ?? member(node, "resourceId")
  const label = member(node, "name") ?? id
  const list = ruleListOf(node, "securityRules")
  return locatedGroup({
    name: textOf(member(node, "name")) ?? groupInId(textOf(id)) ?? unnamed,
    range: node.range,
    nameRange: label?.range ?? startOf(node),
    statedDefaults: statedDefaults(itemsOf(ruleListOf(node, "defaultSecurityRules")), context),
    ...idOf(textOf(id)),
    ...(list && isBody(node) ? bodyRules(list, context) : readRuleList(list, context)),
  })
}

/** Where the group has its list under `properties`, so has each of the rules its values. */
function bodyRules(list: Node, context: RuleContext): RuleList {
  const nested: RuleContext = { ...context, shape: { ...context.shape, nesting: "always" } }
  return withoutObject(readRuleList(list, nested), list)
}

/** Rules without their group: those whose ids name the same group are one, and so are those of one list without ids. */
function looseRules(nodes: readonly MapNode[], isList: boolean, context: RuleContext, label?: Label): LocatedGroup[] {
  const byGroup = new Map<string, MapNode[]>()
  for (const node of nodes) {
    const key = groupIdOf(node)?.toLowerCase() ?? ""
    byGroup.set(key, [...(byGroup.get(key) ?? []), node])
  }
  const located = [...byGroup.values()].map(rules => looseGroup(rules, isList, context, label))
  return located.filter(({ rules, statedDefaults }) => rules.length + statedDefaults.length > 0)
}

function looseGroup(nodes: readonly MapNode[], isList: boolean, context: RuleContext, label?: Label): LocatedGroup {
  const [first, last] = [nodes[0] as MapNode, nodes.at(-1) as MapNode]
  const id = groupIdOf(first)
  return locatedGroup({
    name: groupInId(id) ?? label?.text ?? unnamed,
    range: { start: first.range.start, end: last.range.end },
    nameRange: label?.range ?? (member(first, "id") ?? member(first, "name"))?.range ?? startOf(first),
    inline: nodes.filter(node => !isStatedDefault(node)).map(node => readRule(ruleSource(node, context), context)),
    statedDefaults: statedDefaults(nodes.filter(isStatedDefault), context),
    complete: isList,
    ...(!isList && { incompleteReason: "only one rule of the group is in this document" }),
    ...idOf(id),
  })
}

const unnamed = "(unnamed group)"

/** The id of the group that a rule's own id begins with. */
function groupIdOf(rule: Node): string | undefined {
  return /^.*\/networkSecurityGroups\/[^/]+/i.exec(textOf(member(rule, "id")) ?? "")?.[0]
}

function groupInId(id: string | undefined): string | undefined {
  return /\/networkSecurityGroups\/([^/]+)/i.exec(id ?? "")?.[1]
}

function idOf(id: string | undefined): { id?: string } {
  return id?.startsWith("/") ? { id } : {}
}

function startOf({ range: { start } }: MapNode): Range {
  return { start, end: start + 1 }
}
