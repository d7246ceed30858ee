import { crossplaneSecurityRule, crossplaneSecurityRuleNames } from "../schemas/validators.generated.js"
import { entriesOf, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { type KubernetesObject, kubernetesObjects, manifestIdentity } from "./kubernetes.ts"
import { crossplaneKeys } from "./property-names.ts"
import type { Reader } from "./reader.ts"
import { readRule } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

/** Upbound's provider for Crossplane, both of its API groups: the fields are Terraform's in camel case. */
export const crossplane: Reader = {
  keyWords: ["network.azure.upbound.io", "network.azure.m.upbound.io"],
  read({ roots }) {
    const objects = kubernetesObjects(roots).filter(({ apiGroup }) =>
      /^network\.azure\.(m\.)?upbound\.io$/.test(apiGroup),
    )
    const context = ruleContext(shape)
    const owners = objects.filter(({ kind }) => kind === "SecurityGroup")
    const groups = owners.map(object => groupOf(object, context))
    const rules = objects.filter(({ kind }) => kind === "SecurityRule").map(object => ruleOf(object, owners, context))
    if (groups.length + rules.length === 0) return undefined
    return { dialect: "crossplane", groups: joinRules(groups, rules) }
  },
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
  const source = {
    name: externalName(object) ?? name,
    scope: scopeOf(object),
    range: node.range,
    nameRange: nameNode?.range ?? startOf(node.range),
    ...readRuleList(memberAt(spec, "forProvider", "securityRule"), context),
  }
  return { key: keyOf(object), source }
}

function ruleOf(object: KubernetesObject, groups: readonly KubernetesObject[], context: RuleContext): SeparateRule {
  const { node, name, nameNode, spec } = object
  const nameRange = nameNode?.range ?? startOf(node.range)
  const provider = memberAt(spec, "forProvider")
  const reference = referenceOf(provider)
  const owner = ownerOf(object, provider, groups)
  const source = {
    self: node.range,
    entries: entriesOf(provider),
    name: { text: externalName(object) ?? name, range: nameRange },
  }
  return {
    key: owner ? keyOf(owner) : `${object.namespace}/${reference?.text ?? node.range.start}`,
    group: reference?.text ?? "(unknown group)",
    nameRange: reference?.range ?? nameRange,
    rule: readRule(source, context),
    ...(reference?.isName && { identity: { reference: true, scope: scopeOf(object) } }),
  }
}

/** The one group that a rule is for: by reference to the object, by selector of its labels, or by its name in Azure. */
function ownerOf(
  { namespace, apiGroup }: KubernetesObject,
  provider: Node | undefined,
  groups: readonly KubernetesObject[],
): KubernetesObject | undefined {
  const candidates = groups.filter(group => group.namespace === namespace && group.apiGroup === apiGroup)
  const reference = textOf(memberAt(provider, "networkSecurityGroupNameRef", "name"))
  const name = textOf(memberAt(provider, "networkSecurityGroupName"))
  const labels = entriesOf(memberAt(provider, "networkSecurityGroupNameSelector", "matchLabels"))
  const matching = candidates.filter(group => {
    if (reference !== undefined) return group.name === reference
    if (name !== undefined) return (externalName(group) ?? group.name).toLowerCase() === name.toLowerCase()
    const own = memberAt(group.node, "metadata", "labels")
    return labels.length > 0 && labels.every(({ key, value }) => sameText(memberAt(own, key), value))
  })
  return matching.length === 1 ? matching[0] : undefined
}

/** What a rule says of its group: a name, which may be literal, or else a label that the group has. */
function referenceOf(provider: Node | undefined): { text: string; range: Range; isName: boolean } | undefined {
  const name =
    memberAt(provider, "networkSecurityGroupNameRef", "name") ?? memberAt(provider, "networkSecurityGroupName")
  const [label] = entriesOf(memberAt(provider, "networkSecurityGroupNameSelector", "matchLabels"))
  const node = name ?? label?.value
  const text = textOf(node)
  return node && text !== undefined
    ? { text, range: node.range, isName: name !== undefined && manifestIdentity(text) === undefined }
    : undefined
}

function sameText(a: Node | undefined, b: Node): boolean {
  return a?.kind === "scalar" && b.kind === "scalar" && a.value === b.value
}

/** The resource's name in Azure, where it is not the object's own. */
function externalName({ node }: KubernetesObject): string | undefined {
  return textOf(memberAt(node, "metadata", "annotations", "crossplane.io/external-name"))
}

function scopeOf({ namespace, apiGroup }: KubernetesObject): string {
  return `${apiGroup}/${namespace}`
}

function keyOf({ namespace, apiGroup, node }: KubernetesObject): string {
  return `${apiGroup}/${namespace}/${node.range.start}`
}

function startOf({ start }: Range): Range {
  return { start, end: start + 1 }
}
