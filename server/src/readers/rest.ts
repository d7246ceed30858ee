import type { SyntaxDocument } from "../syntax/document.ts"
import { itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { armIdentity } from "./expression-text.ts"
import { locatedGroup } from "./group.ts"
import type { LocatedGroup, Reader, RuleProblem } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"
import { restDialect } from "./rest-dialect.ts"
import { type Findings, findGroupsAndRules, isOfApi, namedRulesOf, ruleListOf } from "./rest-find.ts"
import { joinById } from "./rest-join.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { azureKeys, azureSchema, type RuleContext, ruleContext, terraformKeys } from "./rule-shape.ts"
import { readNamedRule, readNamedRules } from "./rules-by-name.ts"
import { isStatedDefault, statedDefaults } from "./stated-defaults.ts"

/**
 * What Azure's API gives out and takes in, and every tool that prints it: az (flat), REST (nested `properties`),
 * PowerShell (Pascal case, lists in singular fields), Resource Graph, exports; one resource, lists, any wrapper.
 */
export const rest: Reader = {
  read(document) {
    if (isOther(document)) return undefined
    const isForTerraform = document.text.includes("_application_security_group_ids")
    const context = ruleContext({
      keys: isForTerraform ? terraformKeys : azureKeys,
      defaults: {},
      expressionIn: armIdentity,
      ...(!isForTerraform && { schema: azureSchema }),
      plainLists: true,
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

type RuleNodes = Findings["rules"][number]

/** A name for rules that nothing in the document names a group for. */
export interface Label {
  readonly text: string
  readonly range: Range
}

export function groupsOf({ groups, rules }: Findings, context: RuleContext, label?: Label): LocatedGroup[] {
  const nameless: RuleContext = { ...context, shape: { ...context.shape, nameless: true } }
  return joinById([
    ...groups.map(node => groupOf(node, context)),
    ...rules.flatMap(list => looseRules(list, nameless, label)),
  ]).sort((a, b) => a.range.start - b.range.start)
}

function groupOf(node: MapNode, context: RuleContext): LocatedGroup {
  const id = member(node, "id") ?? member(node, "resourceId")
  const label = member(node, "name") ?? id
  return locatedGroup({
    name: textOf(member(node, "name")) ?? groupInId(textOf(id)) ?? unnamed,
    range: node.range,
    nameRange: label?.range ?? startOf(node),
    statedDefaults: statedDefaults(itemsOf(ruleListOf(node, "defaultSecurityRules")), context),
    ...idOf(textOf(id)),
    ...rulesOf(node, context),
  })
}

function rulesOf(group: MapNode, context: RuleContext): RuleList {
  const rules = ruleListOf(group, "securityRules")
  const named = namedRulesOf(rules, context)
  if (!rules || !named) return readRuleList(rules, context)
  const list = readNamedRules(named, context)
  if (!isOfApi(group)) return list
  const problem: RuleProblem = { property: "securityRules", reason: "wrong-type", range: startOf(named) }
  return { ...list, problems: [...list.problems, problem] }
}

/** Rules without their group: those whose ids name the same group are one, and so are those of one list without ids. */
function looseRules({ nodes, ...list }: RuleNodes, context: RuleContext, label?: Label): LocatedGroup[] {
  const byGroup = new Map<string, MapNode[]>()
  for (const node of nodes) {
    const key = groupIdOf(node)?.toLowerCase() ?? ""
    byGroup.set(key, [...(byGroup.get(key) ?? []), node])
  }
  const located = [...byGroup.values()].map(rules => looseGroup({ nodes: rules, ...list }, context, label))
  return located.filter(({ rules, statedDefaults }) => rules.length + statedDefaults.length > 0)
}

function looseGroup({ nodes, isList, byName }: RuleNodes, context: RuleContext, label?: Label): LocatedGroup {
  const [first, last] = [nodes[0] as MapNode, nodes.at(-1) as MapNode]
  const id = groupIdOf(first)
  const own = nodes.filter(node => !isStatedDefault(node))
  return locatedGroup({
    name: groupInId(id) ?? label?.text ?? unnamed,
    range: { start: first.range.start, end: last.range.end },
    nameRange: label?.range ?? (member(first, "id") ?? member(first, "name"))?.range ?? startOf(first),
    inline: own.map(node => (byName ? readNamedRule(node, context) : readRule(ruleSource(node, context), context))),
    statedDefaults: statedDefaults(nodes.filter(isStatedDefault), context),
    complete: isList,
    ...(!isList && { incompleteReason: "only one rule of the group is in this document" }),
    ...(own.length > 0 ? referenceTo(id) : idOf(id)),
  })
}

const unnamed = "(unnamed group)"

/** The id of the group that a rule's own id begins with. */
function groupIdOf(rule: Node): string | undefined {
  const id = textOf(member(rule, "id") ?? member(rule, "resourceId"))
  return /^.*\/networkSecurityGroups\/[^/]+(?=\/)/i.exec(id ?? "")?.[0]
}

/** What other documents may know the group by. Its name alone, in some resource group or other, would be too little. */
function referenceTo(id: string | undefined): Pick<LocatedGroup, "id" | "reference" | "scope"> {
  const resourceGroup = /\/resourceGroups\/([^/]+)/i.exec(id ?? "")?.[1]
  if (!id?.startsWith("/") || resourceGroup === undefined) return idOf(id)
  return { id, reference: true, scope: resourceGroup.toLowerCase() }
}

function groupInId(id: string | undefined): string | undefined {
  return /\/networkSecurityGroups\/([^/]+)/i.exec(id ?? "")?.[1]
}

function idOf(id: string | undefined): { id?: string } {
  return id?.startsWith("/") ? { id } : {}
}

function startOf({ range: { start } }: Node): Range {
  return { start, end: start + 1 }
}
