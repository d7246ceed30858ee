import { entriesOf, isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { terraformKeys } from "./property-names.ts"
import type { LocatedGroup, Reader } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"
import { readRule, ruleSource } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import type { RuleSource } from "./rule-reading.ts"
import { type RuleContext, ruleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

const groupType = "azurerm_network_security_group"
const ruleType = "azurerm_network_security_rule"

/**
 * `terraform show -json` of a plan or a state. Of a plan the planned values are read, and what is known only after apply
 * is unknown; what the plan found before is kept beside it.
 */
export const terraformPlan: Reader = {
  keyWords: [groupType, ruleType],
  read({ roots: [root], text }) {
    if (!member(root, "format_version")) return undefined
    const planned = member(root, "planned_values")
    const groups = groupsOf(planned ?? member(root, "values"), plannedBy(root))
    const before = planned && groupsOf(memberAt(root, "prior_state", "values"), plannedBy(undefined))
    if (groups.length === 0 && !before?.length) return undefined
    return { dialect: "tf-plan", groups, ...(before?.length && { before }), hasLoadBalancer: namesLoadBalancer(text) }
  },
}

interface Resource {
  readonly address: string
  /** Where the module around it stands in the text. */
  readonly module: number
  readonly type: string
  readonly node: MapNode
  readonly values: Node | undefined
}

function groupsOf(values: Node | undefined, plan: Plan): readonly LocatedGroup[] {
  const context = ruleContext({ keys: terraformKeys, defaults: {}, plainLists: true, expressionIn: () => undefined })
  const resources = resourcesIn(member(values, "root_module"))
  const groups = resources.filter(({ type }) => type === groupType)
  const rules = resources.filter(({ type }) => type === ruleType)
  return joinRules(
    groups.map(group => groupOf(group, plan, context)),
    rules.map(rule => ruleOf(rule, groups, plan, context)),
  )
}

/** The resources of a module and of all modules in it; data sources are none. */
function resourcesIn(module: Node | undefined): readonly Resource[] {
  if (!module) return []
  const own = itemsOf(member(module, "resources")).flatMap(node => {
    const address = textOf(member(node, "address")) ?? ""
    const isManaged = textOf(member(node, "mode")) !== "data"
    if (!isMap(node) || !isManaged) return []
    const type = textOf(member(node, "type")) ?? ""
    return [{ address, module: module.range.start, type, node, values: member(node, "values") }]
  })
  return [...own, ...itemsOf(member(module, "child_modules")).flatMap(resourcesIn)]
}

function groupOf(group: Resource, plan: Plan, context: RuleContext): KeyedGroup {
  const { address, node, values } = group
  const name = member(values, "name")
  const id = textOf(member(values, "id"))
  const after = member(plan.unknownAfter(address), "security_rule")
  const list = readRuleList(member(values, "security_rule"), context, (item, ruleContext) => {
    const index = itemsOf(member(values, "security_rule")).indexOf(item)
    return laterKnown(ruleSource(item, ruleContext), itemsOf(after)[index], `${address}[${index}]`)
  })
  const source = {
    name: textOf(name) ?? address,
    ...scopeOf(group),
    ...(id?.startsWith("/") && { id }),
    range: node.range,
    nameRange: name?.range ?? member(node, "address")?.range ?? node.range,
    ...list,
    ...(isTrue(after) && { complete: false, incompleteReason: "the rules are known only after apply" }),
  }
  return { key: keyOf(group), source }
}

function ruleOf(rule: Resource, groups: readonly Resource[], plan: Plan, context: RuleContext): SeparateRule {
  const { address, node, values } = rule
  const reference = member(values, "network_security_group_name")
  const owner = ownerOf(rule, groups, plan)
  const source = { self: node.range, entries: entriesOf(values) }
  return {
    key: owner ? keyOf(owner) : `name ${textOf(reference)?.toLowerCase() ?? address}`,
    group: textOf(reference) ?? "(unknown group)",
    nameRange: (reference ?? member(values, "name"))?.range ?? node.range,
    rule: readRule(laterKnown(source, plan.unknownAfter(address), address), context),
    ...(reference && { identity: { reference: true, ...scopeOf(rule) } }),
  }
}

function scopeOf({ values }: Resource): { scope?: string } {
  const resourceGroup = textOf(member(values, "resource_group_name"))
  return resourceGroup === undefined ? {} : { scope: resourceGroup.toLowerCase() }
}

function keyOf({ node }: Resource): string {
  return `${node.range.start}`
}

/** The one group that a rule is for; of several with that name, the one in the rule's own module. */
function ownerOf(rule: Resource, groups: readonly Resource[], plan: Plan): Resource | undefined {
  const matching = groups.filter(group => refersTo(rule, group, plan))
  const near = matching.filter(group => group.module === rule.module)
  const [owner, ...others] = near.length > 0 ? near : matching
  return others.length === 0 ? owner : undefined
}

/** By name and resource group; where the name is known only after apply, by what the configuration refers to. */
function refersTo(rule: Resource, group: Resource, plan: Plan): boolean {
  const name = textOf(member(rule.values, "network_security_group_name"))
  if (name === undefined) return plan.groupOf(rule.address) === withoutIndexes(group.address)
  const [own, other] = [rule, group].map(({ values }) => textOf(member(values, "resource_group_name")))
  const sameResourceGroup = own === undefined || other === undefined || own === other
  return sameResourceGroup && textOf(member(group.values, "name"))?.toLowerCase() === name.toLowerCase()
}

/** What is missing of a rule may be among the values that are known only after apply. */
function laterKnown(source: RuleSource, after: Node | undefined, address: string): RuleSource {
  if (!holdsTrue(after)) return source
  return { ...source, rest: { identity: address, reason: "it is known only after apply" } }
}

function holdsTrue(node: Node | undefined): boolean {
  if (node?.kind === "list") return node.items.some(holdsTrue)
  return isTrue(node) || entriesOf(node).some(entry => holdsTrue(entry.value))
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === "scalar" && node.value === true
}

/** What a plan says beside the values themselves. */
interface Plan {
  /** By address, which parts of a resource are known only after apply. */
  unknownAfter(address: string): Node | undefined
  /** By a rule's address, the address of the group whose name it takes, without indexes. */
  groupOf(rule: string): string | undefined
}

function plannedBy(root: Node | undefined): Plan {
  const unknowns = new Map<string, Node | undefined>()
  for (const change of itemsOf(member(root, "resource_changes"))) {
    unknowns.set(textOf(member(change, "address")) ?? "", memberAt(change, "change", "after_unknown"))
  }
  const references = new Map(groupReferences(memberAt(root, "configuration", "root_module"), ""))
  return {
    unknownAfter: address => unknowns.get(address),
    groupOf: rule => references.get(withoutIndexes(rule)),
  }
}

/** The configuration's rules and the groups they refer to, in all modules. */
function groupReferences(module: Node | undefined, path: string): readonly (readonly [string, string])[] {
  const own = itemsOf(member(module, "resources")).flatMap(resource => {
    const expression = memberAt(resource, "expressions", "network_security_group_name")
    const texts = itemsOf(member(expression, "references")).map(textOf)
    const group = texts.find(text => text && /^azurerm_network_security_group\.[\w-]+$/.test(withoutIndexes(text)))
    const address = textOf(member(resource, "address"))
    return group && address ? [[path + address, path + withoutIndexes(group)] as const] : []
  })
  const calls = entriesOf(member(module, "module_calls"))
  return [
    ...own,
    ...calls.flatMap(({ key, value }) => groupReferences(member(value, "module"), `${path}module.${key}.`)),
  ]
}

function withoutIndexes(address: string): string {
  return address.replace(/\[[^\]]*\]/g, "")
}
