import * as l10n from "@vscode/l10n"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { hasWord } from "../syntax/words.ts"
import type { Reader } from "./dialect-reader.ts"
import { armIdentity } from "./expression-text.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys, looseKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { restDialect } from "./rest-dialect.ts"
import {
  type Findings,
  type FoundGroup,
  findGroupsAndRules,
  isBody,
  isOfApi,
  type LooseRules,
  namedRulesOf,
  ruleListOf,
} from "./rest-find.ts"
import { joinById } from "./rest-join.ts"
import { restResources } from "./rest-resources.ts"
import { nameColumn, ownerColumn, ownerOf, withoutColumns } from "./row-owner.ts"
import { ruleSource } from "./rule.ts"
import { type RuleList, readRuleList, withoutObject } from "./rule-list.ts"
import type { RuleProblem } from "./rule-problem.ts"
import { moduleRules, printedSchema, type RuleContext, type RuleShape, ruleContext, withShape } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"
import { readNamedRules } from "./rules-by-name.ts"
import { isStatedDefault, statedDefaults } from "./stated-defaults.ts"
import { withSupplied } from "./supplied-properties.ts"
import { withTableRows } from "./table-rows.ts"

/**
 * What Azure's API gives out and takes in, and every tool that prints it: az (flat), REST (nested `properties`),
 * PowerShell (Pascal case, lists in singular fields), Resource Graph, exports; one resource, lists, any wrapper.
 */
export const rest: Reader = {
  read(printed, options) {
    if (isOther(printed)) return undefined
    const document = withTableRows(printed)
    const isForTerraform = hasWord(document, "_application_security_group_ids")
    const context = ruleContext(isForTerraform ? terraformShape : apiShape, options)
    const loose = isForTerraform ? context : ruleContext({ ...apiShape, ...moduleRules }, options)
    const found = findGroupsAndRules(document.roots, loose)
    const groups = groupsOf(found, context, loose)
    if (groups.length === 0) return undefined
    return { dialect: restDialect(document, found), groups }
  },
  resources: printed => (isOther(printed) ? [] : restResources(withTableRows(printed).roots)),
}

const terraformShape: RuleShape = {
  keys: looseKeys,
  defaults: {},
  expressionIn: armIdentity,
  plainLists: true,
  repeats: true,
  nesting: "perRule",
}

const apiShape: RuleShape = { ...terraformShape, keys: azureKeys, schema: printedSchema }

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

/** `loose` is for rules without their group, which tools other than Azure's API may take. */
export function groupsOf(
  { groups, rules }: Findings,
  context: RuleContext,
  loose: RuleContext,
  label?: Label,
): LocatedGroup[] {
  const nameless = withShape(loose, { nameless: true })
  return joinById([
    ...withoutCopies(groups).map(group => groupOf(group, context)),
    ...rules.flatMap(each => looseRules(each, nameless, label)),
  ]).sort((a, b) => a.range.start - b.range.start)
}

/** Output that is expanded repeats a group inside of each subnet and network interface that refers to it. */
function withoutCopies(groups: readonly FoundGroup[]): readonly FoundGroup[] {
  const listed = new Set(groups.filter(({ inside }) => !inside).map(writtenId))
  return groups.filter(group => {
    const id = writtenId(group)
    if (!group.inside || id === undefined) return true
    const isCopy = listed.has(id)
    listed.add(id)
    return !isCopy
  })
}

function writtenId({ node }: FoundGroup): string | undefined {
  return textOf(member(node, "id") ?? member(node, "resourceId"))?.toLowerCase()
}

/** Inside of a subnet, a group with an id is Azure's own output, and one without is what someone hopes to make of it. */
function groupOf({ node, inside }: FoundGroup, context: RuleContext): LocatedGroup {
  const id = member(node, "id") ?? member(node, "resourceId")
  const label = member(node, "name") ?? id
  return locatedGroup({
    name: textOf(member(node, "name")) ?? groupInId(textOf(id)) ?? unnamed,
    range: node.range,
    nameRange: label?.range ?? startOf(node.range),
    ...idOf(textOf(id)),
    ...locationIn(node),
    ...(inside && !id && isMap(member(node, "properties")) && { inside }),
    ...(!label && !isOfApi(node) && { rulesOnly: true as const }),
    ...(isOfApi(node) ? rulesOf(node, context) : withSupplied(rulesOf(node, context))),
    statedDefaults: statedDefaults(ruleListOf(node, "defaultSecurityRules"), context),
  })
}

function locationIn(node: MapNode): Pick<LocatedGroup, "location"> {
  const location = textOf(member(node, "location"))
  return location ? { location } : {}
}

function rulesOf(group: MapNode, context: RuleContext): RuleList {
  const rules = ruleListOf(group, "securityRules")
  const named = namedRulesOf(rules, context)
  if (!rules || !named) return rules && isAzureBody(group) ? bodyRules(rules, context) : readRuleList(rules, context)
  const list = readNamedRules(named, context)
  if (!isOfApi(group)) return list
  const problem: RuleProblem = { property: "securityRules", reason: "wrong-type", range: startOf(named.range) }
  return { ...list, problems: [...list.problems, problem] }
}

/** A type that is not Azure's own is another tool's, which may write rules in its own way. */
function isAzureBody(group: MapNode): boolean {
  const type = textOf(member(group, "type"))
  return isBody(group) && (type === undefined || /\/networkSecurityGroups$/i.test(type))
}

/** Where the group has its list under `properties`, so has each of the rules its values. */
function bodyRules(list: Node, context: RuleContext): RuleList {
  const nested = withShape(context, { nesting: "always" })
  return withoutObject(readRuleList(list, nested), list)
}

/**
 * Rules without their group: those whose ids or columns name the same group are one, and so are those of one list without
 * either. Of what is no rule nobody knows in which of the groups it lies.
 */
function looseRules({ items, ...kind }: LooseRules, context: RuleContext, label?: Label): LocatedGroup[] {
  const byGroup = new Map<string, MapNode[]>()
  for (const node of items.filter(isMap)) {
    const key = groupIdOf(node)?.toLowerCase() ?? ownerOf(node) ?? ""
    byGroup.set(key, [...(byGroup.get(key) ?? []), node])
  }
  const others = items.filter(item => !isMap(item))
  const located = [...byGroup.values()].map(nodes =>
    looseGroup(nodes, { ...kind, items: [...nodes, ...others] }, context, label),
  )
  return located.filter(({ rules, statedDefaults }) => rules.length + statedDefaults.length > 0)
}

function looseGroup(
  nodes: readonly MapNode[],
  { items, isList, byName }: LooseRules,
  context: RuleContext,
  label?: Label,
): LocatedGroup {
  const [first, last] = [nodes[0] as MapNode, nodes.at(-1) as MapNode]
  const id = groupIdOf(first)
  const range = { start: first.range.start, end: last.range.end }
  const list = { kind: "list", range, items } as const
  const read = byName ? readNamedRules(list, context) : readRuleList(list, context, looseRule)
  const owner = id === undefined ? ownerColumn(first) : undefined
  const rules = id === undefined ? withSupplied({ ...read, inline: read.inline.map(withoutColumns) }) : read
  return locatedGroup({
    name: groupInId(id) ?? nameInGroup(first)?.text.split("/")[0] ?? owner?.text ?? label?.text ?? unnamed,
    range,
    nameRange:
      owner?.range ?? label?.range ?? (member(first, "id") ?? member(first, "name"))?.range ?? startOf(first.range),
    ...rules,
    ...(id === undefined && { rulesOnly: true as const }),
    ...(!isList && { incompleteReason: l10n.t`this file has only one rule of the NSG` }),
    ...(rules.inline.length > 0 ? referenceTo(id) : idOf(id)),
  })
}

function looseRule(node: Node, context: RuleContext): RuleSource {
  const name = nameInGroup(node)
  const column = nameColumn(node)
  const own = name
    ? { name: { text: name.text.slice(name.text.indexOf("/") + 1), range: name.range } }
    : column && { name: column }
  return { ...ruleSource(node, context), ...own, isDefault: isStatedDefault(node) }
}

/** `group/rule`, as a rule is called that is listed among resources of other types. */
function nameInGroup(node: Node | undefined): Label | undefined {
  const name = member(node, "name")
  const text = textOf(name)
  const isResource = textOf(member(node, "type") ?? member(node, "resourceType") ?? member(node, "apiVersion"))
  return name && isResource && text?.includes("/") ? { text, range: name.range } : undefined
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
