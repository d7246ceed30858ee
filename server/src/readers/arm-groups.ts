import { entriesOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"
import type { ArmResource } from "./arm-resources.ts"
import { armBaseContext, armContext, armInlineRules, armRuleSource } from "./arm-rules.ts"
import { type GroupSource, locatedGroup } from "./group.ts"
import type { NameSegment } from "./name-segments.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"
import { readRule } from "./rule.ts"
import type { RuleContext } from "./rule-shape.ts"

const groupType = "microsoft.network/networksecuritygroups"
const ruleType = `${groupType}/securityrules`

/** The groups among a template's resources, each with its inline rules and the rules that are resources of their own. */
export function armGroups(resources: readonly ArmResource[]): readonly LocatedGroup[] {
  const base = armBaseContext()
  const groups: FoundGroup[] = []
  const rules = new Map<string, StandaloneRules>()
  for (const resource of resources) {
    const context = armContext(resource, base)
    groups.push(...groupsIn(resource, context))
    if (resource.type === ruleType) addStandalone(resource, context, rules)
  }
  return joined(groups, rules).sort((a, b) => a.range.start - b.range.start)
}

interface FoundGroup {
  /** Undefined for a group that no other resource can refer to by name. */
  readonly key: string | undefined
  readonly existing: boolean
  readonly source: GroupSource
}

/** The rules that name the same group, in one template. */
interface StandaloneRules {
  readonly group: string
  readonly nameRange: Range
  readonly rules: LocatedRule[]
}

/** Gives each group its standalone rules. Rules without a group here, or with two of one name, form one of their own. */
function joined(groups: readonly FoundGroup[], rules: Map<string, StandaloneRules>): LocatedGroup[] {
  const located: LocatedGroup[] = []
  for (const { key, existing, source } of groups) {
    const isOnly = key !== undefined && groups.filter(other => other.key === key).length === 1
    const standalone = isOnly ? rules.get(key) : undefined
    if (isOnly) rules.delete(key)
    if (!existing || standalone) located.push(locatedGroup({ ...source, standalone: standalone?.rules ?? [] }))
  }
  return [...located, ...[...rules.values()].map(referencedGroup)]
}

function referencedGroup({ group, nameRange, rules }: StandaloneRules): LocatedGroup {
  const [first] = rules
  return locatedGroup({
    name: group,
    range: first?.at.self ?? nameRange,
    nameRange,
    inline: [],
    standalone: rules,
    complete: false,
    incompleteReason: "the group itself is not in this document",
  })
}

function groupsIn(resource: ArmResource, context: RuleContext): readonly FoundGroup[] {
  const { type, node, nameNode, existing, name } = resource
  if (type !== groupType) {
    const sources = embeddedGroups(resource).map(entry => embeddedGroup(entry, resource, context))
    return sources.map(source => ({ key: undefined, existing: false, source }))
  }
  const source: GroupSource = {
    name: textOf(nameNode) ?? "(no name)",
    range: node.range,
    nameRange: nameNode?.range ?? startOf(node),
    ...apiVersionOf(node),
    ...armInlineRules(member(node, "properties"), context),
  }
  const reason = "the group exists already, with rules of its own"
  const partial = existing ? { complete: false, incompleteReason: reason } : {}
  return [{ key: keyOf(resource, name), existing, source: { ...source, ...partial } }]
}

/** Equal for references to the same group: the same name in the same template. */
function keyOf({ template }: ArmResource, name: readonly NameSegment[]): string {
  return `${template.id} ${name.map(({ key }) => key).join("/")}`
}

function addStandalone(resource: ArmResource, context: RuleContext, found: Map<string, StandaloneRules>): void {
  const { node, name, nameNode } = resource
  const own = name.at(-1)
  const parents = name.slice(0, -1)
  const nameRange = nameNode?.range ?? startOf(node)
  const key = parents.length > 0 ? keyOf(resource, parents) : `${node.range.start}`
  const group = parents.map(({ text }) => text).join("/") || "(unknown group)"
  const rules = found.get(key) ?? { group, nameRange, rules: [] }
  const condition = resource.condition ?? (resource.copy && "copy")
  const source = {
    ...armRuleSource(node, context),
    ...(own && nameNode && { name: { text: own.text, range: nameRange } }),
    ...(condition !== undefined && { condition }),
    ...apiVersionOf(node),
  }
  rules.rules.push(readRule(source, context))
  found.set(key, rules)
}

/** Groups written out inside of the resource they are attached to: a subnet, a virtual network, a NIC. */
function embeddedGroups({ node, type }: ArmResource): readonly Entry[] {
  return type.startsWith("microsoft.network/") ? groupEntries(member(node, "properties")) : []
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
