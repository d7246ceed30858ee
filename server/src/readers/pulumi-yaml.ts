import { pulumiSecurityRule, pulumiSecurityRuleNames } from "../schemas/validators.generated.js"
import { entriesOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Range } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"
import type { Reader } from "./dialect-reader.ts"
import { dollarIdentity } from "./expression-text.ts"
import { pulumiKeys } from "./property-names.ts"
import { pulumiGroupsInside } from "./pulumi-groups-inside.ts"
import { pulumiResources, pulumiTypeOf } from "./pulumi-resources.ts"
import { isPulumiGroup, isPulumiRule } from "./pulumi-types.ts"
import { readSeparateRule } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

/** Pulumi programs in YAML, with the provider azure-native and with the classic one; the fields are flat. */
export const pulumiYaml: Reader = {
  keyWords: ["azure-native:", "azure:network"],
  read({ roots: [root] }, options) {
    const context = ruleContext(shape, options)
    const resources = entriesOf(member(root, "resources"))
    const groups = [
      ...resources.filter(isGroup).map(resource => groupOf(resource, context)),
      ...resources.flatMap(resource => pulumiGroupsInside(resource, pulumiTypeOf(resource), context)),
    ]
    const rules = resources.filter(isRule).map(resource => ruleOf(resource, resources, context))
    if (groups.length + rules.length === 0) return undefined
    return { dialect: "pulumi-yaml", groups: joinRules(groups, rules) }
  },
  resources: pulumiResources,
}

/** A map that stands for a value: `{ fn::join: … }`. */
function call({ entries: [first], range }: MapNode): string | undefined {
  return first?.key.startsWith("fn::") ? `${first.key} ${localMark(range.start)}` : undefined
}

const shape: RuleShape = {
  keys: pulumiKeys,
  defaults: {},
  plainLists: true,
  strictTypes: true,
  expressionIn: dollarIdentity,
  expressionAs: call,
  schema: { validate: pulumiSecurityRule, names: pulumiSecurityRuleNames },
}

function isGroup({ value }: Entry): boolean {
  return isPulumiGroup(textOf(member(value, "type")) ?? "")
}

function isRule({ value }: Entry): boolean {
  return isPulumiRule(textOf(member(value, "type")) ?? "")
}

function groupOf({ key, keyRange, value }: Entry, context: RuleContext): KeyedGroup {
  const properties = member(value, "properties")
  const label = member(properties, "networkSecurityGroupName") ?? member(properties, "name")
  const list = readRuleList(member(properties, "securityRules"), context)
  const range = { start: keyRange.start, end: value.range.end }
  return { key, source: { name: textOf(label) ?? key, range, nameRange: label?.range ?? keyRange, ...list } }
}

function ruleOf({ key, keyRange, value }: Entry, resources: readonly Entry[], context: RuleContext): SeparateRule {
  const properties = member(value, "properties")
  const label = member(properties, "securityRuleName") ?? member(properties, "name")
  const reference = memberAt(properties, "networkSecurityGroupName")
  const group = textOf(reference) ?? "(unknown group)"
  const name: { text: string; range: Range } = { text: textOf(label) ?? key, range: label?.range ?? keyRange }
  const self = { start: keyRange.start, end: value.range.end }
  return {
    key: referenced(group, resources) ?? `${group}`,
    group,
    nameRange: reference?.range ?? keyRange,
    rule: readSeparateRule({ self, entries: entriesOf(properties), name }, context),
    // `${other.name}` is that of another resource, and `${name}` a variable.
    mayMeanAny: /\$\{[^.${}]+\}/.test(group),
    ...(reference && dollarIdentity(group) === undefined && { identity: { reference: true } }),
  }
}

/** The logical name of the group that `${group.name}` or a literal name stands for. */
function referenced(text: string, resources: readonly Entry[]): string | undefined {
  const logical = /^\$\{([^.[\]}]+)\.name\}$/.exec(text)?.[1]
  if (logical !== undefined) return logical
  const named = resources.filter(isGroup).find(({ value }) => {
    return textOf(memberAt(value, "properties", "networkSecurityGroupName"))?.toLowerCase() === text.toLowerCase()
  })
  return named?.key
}
