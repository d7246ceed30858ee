import * as l10n from "@vscode/l10n"
import { isExpression } from "../expressions/parse.ts"
import { entriesOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { chosenRules, noChoice } from "./arm-chosen-rules.ts"
import type { ArmPresence } from "./arm-condition.ts"
import { withIdleRules } from "./arm-idle-rules.ts"
import { type ArmGroup, type ArmRule, joinArmRules } from "./arm-join.ts"
import { leftOutRules } from "./arm-left-rules.ts"
import { withMisplacedRules } from "./arm-misplaced.ts"
import type { NameSegment } from "./arm-name.ts"
import {
  type ArmResource,
  groupType,
  isRepeated,
  type LeftOutResource,
  mayHoldGroup,
  ruleType,
} from "./arm-resources.ts"
import {
  apiVersionOf,
  armInlineRules,
  armProperties,
  armRuleContext,
  armStandaloneRule,
  locationOf,
} from "./arm-rules.ts"
import type { ReadOptions } from "./dialect-reader.ts"
import type { GroupSource } from "./group.ts"
import type { LeftOut } from "./left-out.ts"
import type { Inside, LocatedGroup } from "./reader.ts"
import type { RuleList } from "./rule-list.ts"
import { noName } from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"

/** The groups among a template's resources, each with its inline rules and the rules that are resources of their own. */
export function armGroups(
  resources: readonly ArmResource[],
  left: readonly LeftOutResource[],
  options?: ReadOptions,
): readonly LocatedGroup[] {
  const context = armRuleContext(options)
  const groups: ArmGroup[] = []
  const rules: ArmRule[] = []
  for (const read of eachRead(withoutAlternatives(resources), context)) {
    if ("rule" in read) rules.push(read)
    else groups.push(read)
  }
  return joinArmRules(
    groups.map(group => withLeftOut(group, left)),
    rules,
  )
}

type Read = ArmGroup | ArmRule

/** In the order of the text, but what is made many times is read last, when it takes nothing any more from what is written once. */
function eachRead(resources: readonly ArmResource[], context: RuleContext): readonly Read[] {
  const once = resources.filter(resource => !isRepeated(resource))
  const many = resources.filter(isRepeated)
  const read = new Map<ArmResource, readonly Read[]>()
  for (const resource of once) {
    const { evaluation } = resource.scope.environment
    read.set(
      resource,
      evaluation.writtenOnce(() => readResource(resource, context)),
    )
  }
  for (const resource of many) read.set(resource, readResource(resource, context))
  return resources.flatMap(resource => read.get(resource) ?? [])
}

function readResource(resource: ArmResource, context: RuleContext): readonly Read[] {
  if (resource.type === groupType) return [groupOf(resource, context)]
  if (resource.type === ruleType) return [ruleOf(resource, context)]
  return mayHoldGroup(resource.type) ? embeddedGroups(resource, context) : []
}

export function leftOutGroups(left: readonly LeftOutResource[]): readonly LeftOut[] {
  return left.filter(({ type }) => type === groupType).map(leftOut)
}

/** The group with what is left out of its rules. */
function withLeftOut(group: ArmGroup, left: readonly LeftOutResource[]): ArmGroup {
  const own = left.filter(one => one.type === ruleType && keyOf(one, one.name.slice(0, -1)) === group.key)
  if (own.length === 0) return group
  return { ...group, source: { ...group.source, leftOut: [...(group.source.leftOut ?? []), ...own.map(leftOut)] } }
}

function leftOut({ name, condition, parameters }: LeftOutResource): LeftOut {
  return { name: name.at(-1)?.text ?? noName, condition, parameters }
}

/**
 * A group or rule that only another choice of parameters would make is judged, too, for it is what someone wrote; but not
 * beside the one of the same name that the present choice makes in its place.
 */
function withoutAlternatives(resources: readonly ArmResource[]): readonly ArmResource[] {
  const idOf = (resource: ArmResource) => `${resource.type} ${keyOf(resource, resource.name)}`
  const present = new Set(resources.filter(({ absentByDefault }) => !absentByDefault).map(idOf))
  return resources.filter(resource => !resource.absentByDefault || !present.has(idOf(resource)))
}

function groupOf(resource: ArmResource, context: RuleContext): ArmGroup {
  const { node, nameNode, existing, name, scope, conditions, iteration } = resource
  const source: GroupSource = {
    name: nameOf(name) ?? noName,
    range: node.range,
    nameRange: nameNode?.range ?? startOf(node.range),
    ...apiVersionOf(node),
    ...locationOf(node, scope),
    ...(iteration !== undefined && { iteration }),
    ...callOf(scope),
    ...(!existing && presenceOf(resource)),
    ...(scope.resourceGroup !== undefined && { scope: scope.resourceGroup }),
    ...withMisplacedRules(ownRules(resource, context), node, scope, context),
  }
  const keyed = { key: keyOf(resource, name), template: scope.template, conditions: existing ? [] : conditions }
  if (!existing) return { ...keyed, source }
  const partial = { incompleteReason: l10n.t`the NSG already exists and has its own rules` }
  const reference = isLiteral(nameNode) && ({ reference: true } as const)
  return { ...keyed, source: { ...source, ...partial, ...reference }, referenceOnly: true }
}

function ownRules(resource: ArmResource, context: RuleContext): RuleList & Pick<GroupSource, "leftOut"> {
  const properties = armProperties(resource.node, resource.scope)
  const { evaluation } = resource.scope.environment
  const chosen = evaluation.apart(() => chosenRules(resource, properties, context)) ?? noChoice
  if (chosen === "too-many") evaluation.leaveAside()
  const { known, others } = chosen === "too-many" ? noChoice : chosen
  const list = armInlineRules(properties, context, known)
  const left = evaluation.apart(() => leftOutRules(resource, properties)) ?? []
  const whole = withIdleRules({ ...list, inline: [...list.inline, ...others] }, resource, context)
  return left.length > 0 ? { ...whole, leftOut: left } : whole
}

function callOf({ linking }: ArmResource["scope"]): Pick<GroupSource, "call"> {
  return linking?.call === undefined ? {} : { call: linking.call }
}

function presenceOf({ condition, absentByDefault, presentByDefault }: ArmPresence) {
  return {
    ...(condition !== undefined && { condition }),
    ...(absentByDefault && { absentByDefault }),
    ...(presentByDefault && { presentByDefault }),
  }
}

function ruleOf(resource: ArmResource, context: RuleContext): ArmRule {
  const { node, name, nameNode, scope, uncounted } = resource
  const parents = name.slice(0, -1)
  return {
    key: parents.length > 0 ? keyOf(resource, parents) : `rule at ${node.range.start}`,
    template: scope.template,
    group: nameOf(parents) ?? "(unknown group)",
    nameRange: nameNode?.range ?? startOf(node.range),
    rule: armStandaloneRule(resource, context),
    isLiteral: isLiteral(nameNode),
    resourceGroup: scope.resourceGroup,
    uncounted,
  }
}

/** Equal for references to the same group: the same name, deployed to the same place. */
function keyOf({ scope }: Pick<ArmResource, "scope">, name: readonly NameSegment[]): string {
  return `${scope.target} ${name.map(({ key }) => key).join("/")}`
}

function isLiteral(name: Node | undefined): boolean {
  return !isExpression(textOf(name) ?? "")
}

function nameOf(name: readonly NameSegment[]): string | undefined {
  return name.map(({ text }) => text).join("/") || undefined
}

/** Groups written out inside of the resource they are attached to: a subnet, a virtual network, a NIC. */
function embeddedGroups(resource: ArmResource, context: RuleContext): readonly ArmGroup[] {
  const { node, scope } = resource
  const isWritten = groupEntries(member(node, "properties")).length > 0
  const properties = armProperties(node, scope, isWritten ? undefined : ["subnets", "networkSecurityGroup"])
  return groupEntries(properties).map(entry => ({
    key: undefined,
    template: scope.template,
    conditions: [],
    source: embeddedGroup(entry, resource, context),
  }))
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
  const text = label?.kind === "unknown" ? label.text : textOf(label)
  return {
    name: text ?? `group of ${nameOf(holder.name) ?? "a resource without a name"}`,
    range: value.range,
    nameRange: label?.range ?? keyRange,
    ...callOf(holder.scope),
    ...(!isPrinted(value) && { inside: { holder: holderOf(holder), key: keyRange } }),
    ...presenceOf(holder),
    ...armInlineRules(member(value, "properties"), context),
  }
}

/** Azure's own output, kept in a template, has the group there with its id: that one exists. */
function isPrinted(group: Node): boolean {
  return textOf(member(group, "id"))?.startsWith("/subscriptions/") ?? false
}

function holderOf({ type }: ArmResource): Inside["holder"] {
  return /\/(networkinterfaces|virtualmachinescalesets)$/.test(type) ? "network interface" : "subnet"
}
