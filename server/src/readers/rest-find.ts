import { entryOf, isList, isMap, member, textOf } from "../syntax/lookup.ts"
import type { ListNode, MapNode, Node } from "../syntax/node.ts"
import { entriesIn, fieldsOf } from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"

/** What the API's output holds: whole groups, or rules without theirs. */
export interface Findings {
  readonly groups: MapNode[]
  /** Rules of one list; or a single one, which is not all of its group. */
  readonly rules: { readonly nodes: readonly MapNode[]; readonly isList: boolean }[]
}

/** Looks for groups and rules in everything that is written: there is no end to the wrappers around the API's output. */
export function findGroupsAndRules(roots: readonly Node[], context: RuleContext): Findings {
  const found: Findings = { groups: [], rules: [] }
  for (const root of roots) search(root, context, found)
  return found
}

function search(node: Node, context: RuleContext, found: Findings): void {
  if (isList(node)) searchList(node, context, found)
  else if (isMap(node)) searchMap(node, context, found)
}

function searchList({ items }: ListNode, context: RuleContext, found: Findings): void {
  const rules = items.filter(isMap).filter(item => isRule(item, context))
  if (rules.length > 0) found.rules.push({ nodes: rules, isList: true })
  for (const item of items) if (!isMap(item) || !rules.includes(item)) search(item, context, found)
}

function searchMap(node: MapNode, context: RuleContext, found: Findings): void {
  if (isGroup(node, context)) found.groups.push(node)
  else if (isRule(node, context)) found.rules.push({ nodes: [node], isList: false })
  else for (const { key, value } of node.entries) if (!otherMatters.has(key)) search(value, context, found)
}

/** Where rules are spoken about and not written: conditions of policies, and types. */
const otherMatters = new Set(["policyRule", "definitions", "openAPIV3Schema"])

/** A group's list of rules, or of the default rules, in the group or in its `properties`, in any spelling. */
export function ruleListOf(group: Node, name: "securityRules" | "defaultSecurityRules"): Node | undefined {
  const properties = member(group, "properties")
  const snake = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  return member(properties, name) ?? member(group, name) ?? member(group, snake) ?? ansibleListOf(group, name)
}

/** What Ansible's modules give back: `rules` beside `default_rules`. */
function ansibleListOf(group: Node, name: "securityRules" | "defaultSecurityRules"): Node | undefined {
  const defaults = member(group, "default_rules")
  return defaults && name === "securityRules" ? member(group, "rules") : defaults
}

function isGroup(node: MapNode, context: RuleContext): boolean {
  const rules = ruleListOf(node, "securityRules")
  const defaults = ruleListOf(node, "defaultSecurityRules")
  if (isMap(rules) && isBody(node) && isRule(rules, context)) return true
  if (!isList(rules)) return isList(defaults) && holdsRules(defaults, context)
  if (isList(defaults) || hasTypeOrId(node)) return true
  return rules.items.length === 0 ? textOf(member(node, "name")) !== undefined : holdsRules(rules, context)
}

/** Whether a group is as a request has it, its list of rules under `properties`. */
export function isBody(group: Node): boolean {
  return member(entryOf(group, "properties")?.value, "securityRules") !== undefined
}

function holdsRules({ items }: ListNode, context: RuleContext): boolean {
  return items.some(item => isMap(item) && (isRule(item, context) || isUnfinishedRule(item, context)))
}

/** In a list that is called a group's rules, a rule may still lack, or misspell, what tells it apart elsewhere. */
function isUnfinishedRule(node: MapNode, context: RuleContext): boolean {
  const { priority, direction, access, protocol, sourceAddressPrefix, destinationPortRange } = fieldsOf(
    entriesIn(node),
    context,
  )
  const told = [priority, direction, access, protocol, sourceAddressPrefix, destinationPortRange]
  return told.filter(field => field?.kind === "scalar").length >= 3
}

function hasTypeOrId(node: MapNode): boolean {
  const label = member(node, "type") ?? member(node, "id")
  return label?.kind === "scalar" && /\/networkSecurityGroups(\/[^/]*)?$/i.test(String(label.value))
}

/**
 * A rule has at least three of the four words, one of them Azure's: any of them may be mistyped or yet to be typed. And
 * it names an address: what a network manager calls a rule has `sources` and `destinations` instead.
 */
function isRule(node: MapNode, context: RuleContext): boolean {
  const fields = fieldsOf(entriesIn(node), context)
  const { direction, access, priority, protocol } = fields
  const words = [direction, access, priority, protocol].filter(word => word?.kind === "scalar")
  return words.length >= 3 && words.some(isAzureWord) && addresses.some(property => fields[property])
}

function isAzureWord(node: Node | undefined): boolean {
  return node?.kind === "scalar" && /^(inbound|outbound|allow|deny)$/i.test(String(node.value))
}

const addresses = [
  "sourceAddressPrefix",
  "sourceAddressPrefixes",
  "sourceApplicationSecurityGroups",
  "destinationAddressPrefix",
  "destinationAddressPrefixes",
  "destinationApplicationSecurityGroups",
] as const
