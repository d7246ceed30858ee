import { entriesOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"
import type { ArmResource } from "./arm-resources.ts"
import { armBaseContext, armContext, armInlineRules, armRuleSource } from "./arm-rules.ts"
import type { GroupSource } from "./group.ts"
import type { NameSegment } from "./name-segments.ts"
import type { LocatedGroup } from "./reader.ts"
import { readRule } from "./rule.ts"
import type { RuleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

const groupType = "microsoft.network/networksecuritygroups"
const ruleType = `${groupType}/securityrules`

/** The groups among a template's resources, each with its inline rules and the rules that are resources of their own. */
export function armGroups(resources: readonly ArmResource[]): readonly LocatedGroup[] {
  const base = armBaseContext()
  const groups: KeyedGroup[] = []
  const rules: SeparateRule[] = []
  for (const resource of resources) {
    const context = armContext(resource, base)
    if (resource.type === groupType) groups.push(groupOf(resource, context))
    else if (resource.type === ruleType) rules.push(ruleOf(resource, context))
    else groups.push(...embeddedGroups(resource, context))
  }
  return joinRules(groups, rules)
}

function groupOf(resource: ArmResource, context: RuleContext): KeyedGroup {
  const { node, nameNode, existing, name } = resource
  const source: GroupSource = {
    name: textOf(nameNode) ?? "(no name)",
    range: node.range,
    nameRange: nameNode?.range ?? startOf(node),
    ...apiVersionOf(node),
    ...armInlineRules(member(node, "properties"), context),
  }
  const key = keyOf(resource, name)
  if (!existing) return { key, source }
  const incompleteReason = "the group exists already, with rules of its own"
  return { key, source: { ...source, complete: false, incompleteReason }, referenceOnly: true }
}

/** Equal for references to the same group: the same name in the same template. */
function keyOf({ template }: ArmResource, name: readonly NameSegment[]): string {
  return `${template.id} ${name.map(({ key }) => key).join("/")}`
}

function ruleOf(resource: ArmResource, context: RuleContext): SeparateRule {
  const { node, name, nameNode } = resource
  const own = name.at(-1)
  const parents = name.slice(0, -1)
  const nameRange = nameNode?.range ?? startOf(node)
  const condition = resource.condition ?? (resource.copy && "copy")
  const source = {
    ...armRuleSource(node, context),
    ...(own && nameNode && { name: { text: own.text, range: nameRange } }),
    ...(condition !== undefined && { condition }),
    ...apiVersionOf(node),
  }
  return {
    key: parents.length > 0 ? keyOf(resource, parents) : `${node.range.start}`,
    group: parents.map(({ text }) => text).join("/") || "(unknown group)",
    nameRange,
    rule: readRule(source, context),
  }
}

/** Groups written out inside of the resource they are attached to: a subnet, a virtual network, a NIC. */
function embeddedGroups(resource: ArmResource, context: RuleContext): readonly KeyedGroup[] {
  if (!resource.type.startsWith("microsoft.network/")) return []
  const entries = groupEntries(member(resource.node, "properties"))
  return entries.map(entry => ({ key: undefined, source: embeddedGroup(entry, resource, context) }))
}

function groupEntries(node: Node | undefined): readonly Entry[] {
  if (node?.kind === "list") return node.items.flatMap(groupEntries)
  return entriesOf(node).flatMap(entry => {
    const isGroup = entry.key.toLowerCase() === "networksecuritygroup" && member(entry.value, "properties")
    return isGroup ? [entry] : groupEntries(entry.value)
  })
}

function embeddedGroup({ value, keyRange }: Entry, holder: ArmResource, context: RuleContext): GroupSource {
  const label = member(value, "name") ?? member(value, "id")
  return {
    name: textOf(label) ?? `group of ${textOf(holder.nameNode) ?? "a resource without a name"}`,
    range: value.range,
    nameRange: label?.range ?? keyRange,
    ...armInlineRules(member(value, "properties"), context),
  }
}

function apiVersionOf(node: MapNode): { apiVersion?: string } {
  const text = textOf(member(node, "apiVersion"))
  return text !== undefined && /^\d{4}-\d{2}-\d{2}/.test(text) ? { apiVersion: text } : {}
}

function startOf({ range: { start } }: MapNode): Range {
  return { start, end: start + 1 }
}
