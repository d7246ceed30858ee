import { entryOf, isList, isMap, member, textOf } from "../syntax/lookup.ts"
import { originOf } from "../syntax/moved.ts"
import type { Entry, ListNode, MapNode, Node } from "../syntax/node.ts"
import { keptFor } from "../values/kept-for.ts"
import { keptIn } from "../values/kept-in.ts"
import { isPlaceholder } from "./expression-text.ts"
import type { Inside } from "./reader.ts"
import { entriesIn, fieldsOf, isEmpty } from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"
import { rulesByName } from "./rules-by-name.ts"
import { whatIfAfter } from "./what-if.ts"

/** What the API's output holds: whole groups, or rules without theirs. */
export interface Findings {
  readonly groups: FoundGroup[]
  readonly rules: LooseRules[]
}

export interface FoundGroup {
  readonly node: MapNode
  /** Set where it is the value of a subnet's or a network interface's `networkSecurityGroup`. */
  readonly inside?: Inside
}

/**
 * The items of one list of rules, those that cannot be read among them; those of a map by their names; or a single rule,
 * which is not all of its group.
 */
export interface LooseRules {
  readonly items: readonly Node[]
  readonly isList: boolean
  readonly byName?: true
}

/** Looks for groups and rules in everything that is written: there is no end to the wrappers around the API's output. */
export function findGroupsAndRules(roots: readonly Node[], context: RuleContext, key = ""): Findings {
  const found: Findings = { groups: [], rules: [] }
  for (const root of roots) search(root, context, found, { key })
  return found
}

/** Where a node stands. */
interface Place {
  /** The key that it stands under; a wrapper `value` has that of what it wraps. */
  readonly key: string
  readonly inside?: Inside
}

function search(node: Node, context: RuleContext, found: Findings, place: Place): void {
  if (isList(node)) searchList(node, context, found, place)
  else if (isMap(node)) searchMap(node, context, found, place)
}

/** In a list of rules everything is one, however little can be read of it, unless it is something else altogether. */
function searchList({ items }: ListNode, context: RuleContext, found: Findings, { key }: Place): void {
  const isRules = items.some(item => isMap(item) && isRule(item, context)) || isUnfinishedList(items, context, key)
  const rules = items.filter(item => {
    if (isRules && (!isMap(item) || isRule(item, context))) return true
    const inside = findInItem(item, context, key)
    found.groups.push(...inside.groups)
    found.rules.push(...inside.rules)
    return isRules && inside.groups.length + inside.rules.length === 0 && !isOtherResource(item)
  })
  if (rules.length > 0) found.rules.push({ items: rules, isList: true })
}

/** What was found in an item of a list: nothing, or that it is a group itself. */
interface KnownItem {
  readonly keys: object
  readonly key: string
  readonly isGroup: boolean
}

const knownItems = keptIn<Node, KnownItem>()

/** Exports have thousands of items, of which an edit leaves most as they were, or only moves them: these are not looked through again. */
function findInItem(item: Node, context: RuleContext, key: string): Findings {
  const { origin } = originOf(item)
  const { keys } = context.shape
  const known = knownItems.get(origin)
  if (known?.keys === keys && known.key === key && isMap(item)) {
    return { groups: known.isGroup ? [{ node: item }] : [], rules: [] }
  }
  const found: Findings = { groups: [], rules: [] }
  search(item, context, found, { key })
  const [first, ...others] = found.groups
  const isGroup = first?.node === item && !first.inside && others.length === 0
  if (found.rules.length === 0 && (isGroup || !first)) knownItems.set(origin, { keys, key, isGroup })
  return found
}

/** Under a name that says so, a list is one of rules though none of them has all that tells a rule elsewhere. */
function isUnfinishedList(items: readonly Node[], context: RuleContext, key: string): boolean {
  return namesRules(key) && items.some(item => isMap(item) && isUnfinishedRule(item, context))
}

/** A list may hold resources of several types. */
function isOtherResource(node: Node): boolean {
  const type = textOf(member(node, "type"))
  return type !== undefined && !/\/securityRules$/i.test(type)
}

function searchMap(node: MapNode, context: RuleContext, found: Findings, place: Place): void {
  const { inside } = place
  if (inside && isReference(node)) return
  const change = whatIfAfter(node)
  if (change) {
    if (change.after) search(change.after, context, found, place)
  } else if (isGroup(node, context)) found.groups.push({ node, ...(inside && { inside }) })
  else if (isRule(node, context)) found.rules.push({ items: [node], isList: false })
  else searchEntries(node, context, found, place)
}

function searchEntries(node: MapNode, context: RuleContext, found: Findings, { key }: Place): void {
  const named = rulesByName(node, key, ruleTest(context))?.items ?? []
  if (named.length > 0) found.rules.push({ items: named, isList: true, byName: true })
  const ends = new Set(named.map(({ range }) => range.end))
  for (const entry of node.entries) {
    if (otherMatters.has(entry.key) || ends.has(entry.value.range.end)) continue
    search(entry.value, context, found, placeOf(entry, node, key))
  }
}

/** A reference to a group, not the group: a tool may print the lists all the same, and a group always has default rules. */
function isReference(node: MapNode): boolean {
  const lists = [ruleListOf(node, "securityRules"), ruleListOf(node, "defaultSecurityRules")]
  return hasTypeOrId(node) && lists.every(list => !list || isEmpty(list))
}

function placeOf({ key, keyRange }: Entry, holder: MapNode, outer: string): Place {
  if (key.toLowerCase() === "value") return { key: outer }
  if (key.toLowerCase() !== "networksecuritygroup") return { key }
  const isInterface = member(holder, "ipConfigurations") !== undefined
  return { key, inside: { holder: isInterface ? "network interface" : "subnet", key: keyRange } }
}

/** Where rules are spoken about and not written: conditions of policies, and types. */
const otherMatters = new Set(["policyRule", "definitions", "openAPIV3Schema"])

/** A group's list of rules, or of the default rules, in the group or in its `properties`, in any spelling. */
export function ruleListOf(group: Node, name: "securityRules" | "defaultSecurityRules"): Node | undefined {
  const properties = member(group, "properties")
  const snake = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  const list = member(properties, name) ?? member(group, name) ?? member(group, snake) ?? ansibleListOf(group, name)
  return list ?? (isUnreadable(properties) ? properties : undefined)
}

/** Something is written, but not as an object or a list can be: what it holds is lost. */
function isUnreadable(node: Node | undefined): boolean {
  return node !== undefined && node.kind !== "map" && node.kind !== "list" && !isEmpty(node)
}

/** A group's rules where they are written by their names: what a module takes, and Azure's API does not. */
export function namedRulesOf(rules: Node | undefined, context: RuleContext): ListNode | undefined {
  return isMap(rules) ? rulesByName(rules, "securityRules", ruleTest(context)) : undefined
}

/** What is a rule in a map of rules; under a key that names it so, also one that is not finished. */
function ruleTest(context: RuleContext): (node: MapNode, isNamed: boolean) => boolean {
  return (node, isNamed) => isRule(node, context) || (isNamed && isUnfinishedRule(node, context))
}

/** Whether a map is a group as Azure's API has it. */
export function isOfApi(group: MapNode): boolean {
  return member(group, "properties") !== undefined || hasTypeOrId(group)
}

/** What Ansible's modules give back: `rules` beside `default_rules`. */
function ansibleListOf(group: Node, name: "securityRules" | "defaultSecurityRules"): Node | undefined {
  const defaults = member(group, "default_rules")
  return defaults && name === "securityRules" ? member(group, "rules") : defaults
}

function isGroup(node: MapNode, context: RuleContext): boolean {
  const rules = ruleListOf(node, "securityRules")
  const defaults = ruleListOf(node, "defaultSecurityRules")
  if (isUnreadable(rules) && (hasTypeOrId(node) || (isUnreadable(defaults) && !isOtherResource(node)))) return true
  if (isMap(rules) && namedRulesOf(rules, context)) return true
  if (isMap(rules) && isBody(node) && isRule(rules, context)) return true
  if (isFilledIn(rules)) return textOf(member(node, "name")) !== undefined
  if (!isList(rules)) return isList(defaults) && holdsRules(defaults, context)
  if (isList(defaults) || hasTypeOrId(node)) return true
  return rules.items.length === 0 ? textOf(member(node, "name")) !== undefined : holdsRules(rules, context)
}

/** Whether a list is a placeholder as a whole: nothing of it is known before it is filled in. */
export function isFilledIn(list: Node | undefined): boolean {
  const text = textOf(list)
  return text !== undefined && isPlaceholder(text)
}

/** Under a name that says so, a list is one of rules though nothing in it tells. */
export function namesRules(key: string): boolean {
  return /(security|nsg)_?rules$/i.test(key)
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
  const { origin } = originOf(node)
  const told = rulesTold(context.shape.keys)
  const known = told.get(origin) ?? saysRule(origin, context)
  told.set(origin, known)
  return known
}

/** By what a dialect's keys mean, of nodes as they were first read: an edit only moves most of them. */
const rulesTold = keptFor((_keys: object) => new WeakMap<Node, boolean>())

function saysRule(node: MapNode, context: RuleContext): boolean {
  if (isUnreadable(member(node, "properties")) && isCalledRule(node)) return true
  const fields = fieldsOf(entriesIn(node), context)
  const { direction, access, priority, protocol } = fields
  const words = [direction, access, priority, protocol].filter(word => word?.kind === "scalar")
  return words.length >= 3 && words.some(isAzureWord) && addresses.some(property => fields[property])
}

function isCalledRule(node: MapNode): boolean {
  const label = textOf(member(node, "type") ?? member(node, "id")) ?? ""
  return /\/networkSecurityGroups\/([^/]+\/)?(default)?securityRules(\/[^/]*)?$/i.test(label)
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
