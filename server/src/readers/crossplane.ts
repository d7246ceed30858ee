import * as l10n from "@vscode/l10n"
import { crossplaneSecurityRule, crossplaneSecurityRuleNames } from "../schemas/validators.generated.js"
import { entriesOf, isTrue, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node, Range, UnknownNode } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { externalName } from "./crossplane-name.ts"
import type { Reader } from "./dialect-reader.ts"
import { locatedGroup } from "./group.ts"
import { type KubernetesObject, kubernetesObjects, manifestIdentity } from "./kubernetes.ts"
import { asPartial, isPartlyKnown } from "./partial.ts"
import { crossplaneKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { readSeparateRule } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { noName } from "./rule-reading.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

/** Upbound's provider for Crossplane, both of its API groups: the fields are Terraform's in camel case. */
export const crossplane: Reader = {
  keyWords: ["network.azure.upbound.io", "network.azure.m.upbound.io"],
  read({ roots }, options) {
    const objects = kubernetesObjects(roots).filter(({ apiGroup }) =>
      /^network\.azure\.(m\.)?upbound\.io$/.test(apiGroup),
    )
    const context = ruleContext(shape, options)
    const owners = objects.filter(({ kind }) => kind === "SecurityGroup")
    const groups = owners.map(object => groupOf(object, context))
    const rules = objects.filter(({ kind }) => kind === "SecurityRule").map(object => ruleOf(object, owners, context))
    const compositions = roots.filter(isComposition)
    const made = compositions.flatMap(root => textsWith(/\bkind:\s*["']?SecurityGroup\b/, root)).map(madeGroup)
    if (groups.length + rules.length + made.length === 0) return undefined
    const making = compositions.filter(root => textsWith(/\bSecurityRule\b/, root).length > 0).map(({ range }) => range)
    const written = joinRules(groups, rules).map(group => withMadeRules(group, making))
    return { dialect: "crossplane", groups: [...written, ...made] }
  },
}

function isComposition(root: Node): boolean {
  return textOf(member(root, "kind")) === "Composition"
}

/** A function of a pipeline may make resources by a program or template, which stands in the Composition as a text of several lines. */
function textsWith(pattern: RegExp, node: Node): readonly Node[] {
  if (node.kind === "scalar") {
    const { value } = node
    return typeof value === "string" && value.includes("\n") && pattern.test(value) ? [node] : []
  }
  const inner = node.kind === "list" ? node.items : entriesOf(node).map(({ value }) => value)
  return inner.flatMap(each => textsWith(pattern, each))
}

/** What is known of a group that a function makes: that there is one. */
function madeGroup({ range }: Node): LocatedGroup {
  const incompleteReason = l10n.t`a function of the pipeline makes this NSG and its rules, which are not read`
  return locatedGroup({ name: noName, range, nameRange: startOf(range), inline: [], problems: [], incompleteReason })
}

function withMadeRules(group: LocatedGroup, compositions: readonly Range[]): LocatedGroup {
  const isOne = compositions.some(({ start, end }) => start <= group.range.start && group.range.end <= end)
  return isOne ? asPartial(group, l10n.t`a function of the pipeline adds security rules`) : group
}

const shape: RuleShape = {
  keys: crossplaneKeys,
  defaults: {},
  expressionIn: manifestIdentity,
  schema: { validate: crossplaneSecurityRule, names: crossplaneSecurityRuleNames },
  plainLists: true,
  strictTypes: true,
}

function groupOf(object: KubernetesObject, context: RuleContext): KeyedGroup {
  const { node, name, nameNode, spec } = object
  const provider = member(spec, "forProvider")
  const list = firstUnknown(spec, provider) ?? member(provider, "securityRule")
  const source = {
    name: externalName(object) ?? name,
    scope: object.isLabel ? `${scopeOf(object)}/composed` : scopeOf(object),
    range: node.range,
    nameRange: nameNode?.range ?? startOf(node.range),
    ...patchedList(readRuleList(list, context), list, object),
  }
  return { key: keyOf(object), source }
}

/** A Composition that patches a group's rules may do more to them than is seen here. */
function patchedList(rules: RuleList, list: Node | undefined, { composition }: KubernetesObject): RuleList {
  const patch = composition !== undefined && !isPartlyKnown(rules) ? unknownInside(list) : undefined
  return patch ? asPartial(rules, patch.unknown.reason) : rules
}

function unknownInside(node: Node | undefined): UnknownNode | undefined {
  if (node?.kind === "unknown") return node
  const inner = node?.kind === "list" ? node.items : entriesOf(node).map(({ value }) => value)
  return firstUnknown(...inner.map(unknownInside))
}

function ruleOf(object: KubernetesObject, groups: readonly KubernetesObject[], context: RuleContext): SeparateRule {
  const { node, name, nameNode, spec } = object
  const nameRange = nameNode?.range ?? startOf(node.range)
  const provider = memberAt(spec, "forProvider")
  const reference = referenceOf(provider)
  const owner = ownerOf(object, provider, groups)
  const rest = firstUnknown(spec, provider)?.unknown
  const source = {
    self: node.range,
    entries: entriesOf(provider),
    name: { text: externalName(object) ?? name, range: nameRange },
    ...(rest && { rest }),
  }
  return {
    key: owner ? keyOf(owner) : `${object.namespace}/${reference?.text ?? node.range.start}`,
    group: reference?.text ?? "(unknown group)",
    nameRange: reference?.range ?? nameRange,
    rule: readSeparateRule(source, context),
    mayMeanAny: reference !== undefined && manifestIdentity(reference.text) !== undefined,
    ...(reference?.isName && { identity: { reference: true, scope: scopeOf(object) } }),
  }
}

/** The one group that a rule is for: by reference to the object, by a selector, or by its name in Azure. */
function ownerOf(
  object: KubernetesObject,
  provider: Node | undefined,
  groups: readonly KubernetesObject[],
): KubernetesObject | undefined {
  const { namespace, apiGroup } = object
  const candidates = groups.filter(group => group.namespace === namespace && group.apiGroup === apiGroup)
  const [reference, name] = [referenceNameOf(provider), groupNameOf(provider)]
  const matching = candidates.filter(group => {
    const own = group.isLabel ? undefined : group.name
    if (reference) return own !== undefined && own === textOf(reference)
    if (name) return isSameName(externalName(group) ?? own, textOf(name))
    return isSelected(group, member(provider, "networkSecurityGroupNameSelector"), object)
  })
  return matching.length === 1 ? matching[0] : undefined
}

function isSameName(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase()
}

/** A selector asks for labels, for the same controller as the rule's, which one Composition is, or for both. */
function isSelected(group: KubernetesObject, selector: Node | undefined, rule: KubernetesObject): boolean {
  const asked = entriesOf(member(selector, "matchLabels"))
  const own = memberAt(group.node, "metadata", "labels")
  const byController = isTrue(member(selector, "matchControllerRef"))
  if (asked.length === 0 && !byController) return false
  if (byController && (rule.composition === undefined || rule.composition !== group.composition)) return false
  return asked.every(({ key, value }) => sameValue(memberAt(own, key), value))
}

function referenceNameOf(provider: Node | undefined): Node | undefined {
  return memberAt(provider, "networkSecurityGroupNameRef", "name")
}

function groupNameOf(provider: Node | undefined): Node | undefined {
  return member(provider, "networkSecurityGroupName")
}

/** The unknown that a patch puts in the place of an object, with all that is in it. */
function firstUnknown(...nodes: readonly (Node | undefined)[]): UnknownNode | undefined {
  return nodes.find((node): node is UnknownNode => node?.kind === "unknown")
}

/** What a rule says of its group: a name, which may be literal, or else a label that the group has. */
function referenceOf(provider: Node | undefined): { text: string; range: Range; isName: boolean } | undefined {
  const name = referenceNameOf(provider) ?? groupNameOf(provider)
  const [label] = entriesOf(memberAt(provider, "networkSecurityGroupNameSelector", "matchLabels"))
  const node = name ?? label?.value
  const text = textOf(node)
  return node && text !== undefined
    ? { text, range: node.range, isName: name !== undefined && manifestIdentity(text) === undefined }
    : undefined
}

function sameValue(a: Node | undefined, b: Node): boolean {
  if (a?.kind === "unknown") return b.kind === "unknown" && a.unknown.identity === b.unknown.identity
  return a?.kind === "scalar" && b.kind === "scalar" && a.value === b.value
}

function scopeOf({ namespace, apiGroup }: KubernetesObject): string {
  return `${apiGroup}/${namespace}`
}

function keyOf({ namespace, apiGroup, node }: KubernetesObject): string {
  return `${apiGroup}/${namespace}/${node.range.start}`
}
