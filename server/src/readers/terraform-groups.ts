import * as l10n from "@vscode/l10n"
import { entriesOf, isTrue, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { dollarIdentity } from "./expression-text.ts"
import { terraformKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { type RuleContext, ruleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"
import type { TerraformConfiguration } from "./terraform-configuration.ts"
import { groupType, type TerraformResource, withoutIndexes } from "./terraform-resources.ts"

/** What a plan says beside the values that will be. */
export interface Planned {
  readonly configuration: TerraformConfiguration
  /** Rules that are resources of their own, as they were found. */
  readonly rulesBefore: readonly TerraformResource[]
}

/** Groups with the rules that are resources of their own; `planned` where they are what a plan makes. */
export function terraformGroups(resources: readonly TerraformResource[], planned?: Planned): readonly LocatedGroup[] {
  // What stands for a value that a later step fills in is no value.
  const context = ruleContext({ keys: terraformKeys, defaults: {}, plainLists: true, expressionIn: dollarIdentity })
  const groups = resources.filter(({ type }) => type === groupType)
  const rules = resources.filter(({ type }) => type !== groupType)
  return joinRules(
    groups.map(group => groupOf(group, groups, planned, context)),
    rules.map(rule => ruleOf(rule, groups, planned, context)),
  )
}

function groupOf(
  group: TerraformResource,
  groups: readonly TerraformResource[],
  planned: Planned | undefined,
  context: RuleContext,
): KeyedGroup {
  const { address, node, values, unknownAfter } = group
  const name = member(values, "name")
  const id = textOf(member(values, "id"))
  const isStated = planned?.configuration.statesRules(address) === true
  const found = planned && !isStated ? planned.rulesBefore : []
  const location = textOf(member(values, "location"))
  const stale = found.filter(rule => ownerOf(rule, groups, planned) === group).map(({ values }) => nameIn(values))
  const source = {
    name: textOf(name) ?? address,
    ...scopeOf(values),
    ...(id?.startsWith("/") && { id }),
    ...(!isStated && { listsWhatIs: true as const }),
    ...(location && { location }),
    range: node.range,
    nameRange: name?.range ?? member(node, "address")?.range ?? startOf(node.range),
    ...withoutRules(rulesOf(group, context), new Set(stale)),
    ...(holdsWhole(member(unknownAfter, "security_rule")) && {
      incompleteReason: l10n.t`security_rule is known only after terraform apply`,
    }),
  }
  return { key: keyOf(group), source }
}

function rulesOf({ address, values, unknownAfter }: TerraformResource, context: RuleContext): RuleList {
  const list = member(values, "security_rule")
  const after = member(unknownAfter, "security_rule")
  // What is unknown as a whole is left out of the values: then nothing tells which of both lists belong together.
  const isAligned = itemsOf(after).length === itemsOf(list).length
  return readRuleList(list, context, (item, itemContext) => {
    const index = itemsOf(list).indexOf(item)
    return laterKnown(ruleSource(item, itemContext), isAligned ? itemsOf(after)[index] : after, `${address}[${index}]`)
  })
}

/**
 * The provider lists in a group also the rules that are resources of their own, as it found them: what becomes of these
 * the plan says at the resources themselves.
 */
function withoutRules(list: RuleList, names: ReadonlySet<string | undefined>): RuleList {
  return { ...list, inline: list.inline.filter(rule => !names.has(rule.name.toLowerCase())) }
}

function ruleOf(
  rule: TerraformResource,
  groups: readonly TerraformResource[],
  planned: Planned | undefined,
  context: RuleContext,
): SeparateRule {
  const { address, node, values, unknownAfter } = rule
  const reference = member(values, "network_security_group_name")
  const owner = ownerOf(rule, groups, planned)
  const id = groupIdOf(values)
  const source = { self: node.range, entries: entriesOf(values) }
  return {
    key: owner ? keyOf(owner) : keyOfReference(rule),
    group: textOf(reference) ?? "(unknown group)",
    nameRange: (reference ?? member(values, "name"))?.range ?? startOf(node.range),
    rule: readRule(laterKnown(source, unknownAfter, address), context),
    mayMeanAny: reference === undefined && holdsTrue(member(unknownAfter, "network_security_group_name")),
    ...(reference && { identity: { reference: true, ...scopeOf(values), ...(id !== undefined && { id }) } }),
  }
}

function keyOf({ values }: TerraformResource): string {
  return `at ${values.range.start}`
}

/** Rules of a group that is not in the document belong together where they name it alike. */
function keyOfReference({ address, values }: TerraformResource): string {
  const name = textOf(member(values, "network_security_group_name"))?.toLowerCase()
  return name === undefined ? `rule ${address}` : `name ${scopeOf(values).scope ?? ""}/${name}`
}

/** The id of the group that a rule's own id begins with. */
function groupIdOf(values: Node): string | undefined {
  return /^\/.*\/networkSecurityGroups\/[^/]+/i.exec(textOf(member(values, "id")) ?? "")?.[0]
}

function scopeOf(values: Node): { scope?: string } {
  const resourceGroup = textOf(member(values, "resource_group_name"))
  return resourceGroup === undefined ? {} : { scope: resourceGroup.toLowerCase() }
}

/** The one group that a rule is for; of several with that name, the one in the rule's own module. */
function ownerOf(
  rule: TerraformResource,
  groups: readonly TerraformResource[],
  planned: Planned | undefined,
): TerraformResource | undefined {
  const matching = groups.filter(group => refersTo(rule, group, planned))
  const near = matching.filter(group => group.module === rule.module)
  const [owner, ...others] = near.length > 0 ? near : matching
  return others.length === 0 ? owner : undefined
}

/** By name and resource group; where the name is known only after apply, by what the configuration refers to. */
function refersTo(rule: TerraformResource, group: TerraformResource, planned: Planned | undefined): boolean {
  const name = textOf(member(rule.values, "network_security_group_name"))?.toLowerCase()
  if (name === undefined) return planned?.configuration.groupOf(rule.address) === withoutIndexes(group.address)
  const [own, other] = [scopeOf(rule.values).scope, scopeOf(group.values).scope]
  return (own === undefined || other === undefined || own === other) && nameIn(group.values) === name
}

function nameIn(values: Node): string | undefined {
  return textOf(member(values, "name"))?.toLowerCase()
}

/** What is missing of a rule may be among the values that are known only after apply; so may part of a list. */
function laterKnown(source: RuleSource, after: Node | undefined, address: string): RuleSource {
  if (!holdsTrue(after)) return source
  const reason = l10n.t`it is known only after terraform apply`
  const partly = new Set(entriesOf(after).flatMap(({ key, value }) => (holdsTrue(value) ? [key] : [])))
  const entries = source.entries.map((entry): Entry => {
    if (!partly.has(entry.key)) return entry
    const { value } = entry
    const later: Node = {
      kind: "unknown",
      range: value.range,
      unknown: { identity: `${address}.${entry.key}`, reason },
    }
    return { ...entry, value: value.kind === "list" ? { ...value, items: [...value.items, later] } : later }
  })
  return { ...source, entries, rest: { identity: address, reason } }
}

function holdsTrue(node: Node | undefined): boolean {
  return isTrue(node) || itemsOf(node).some(holdsTrue) || entriesOf(node).some(entry => holdsTrue(entry.value))
}

/** Whether a list, or one of its items, is unknown as a whole. */
function holdsWhole(node: Node | undefined): boolean {
  return isTrue(node) || itemsOf(node).some(isTrue)
}
