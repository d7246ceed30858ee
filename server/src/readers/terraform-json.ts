import * as l10n from "@vscode/l10n"
import { terraformSecurityRule, terraformSecurityRuleNames } from "../schemas/validators.generated.js"
import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"
import type { Reader } from "./dialect-reader.ts"
import { dollarIdentity } from "./expression-text.ts"
import { terraformKeys } from "./property-names.ts"
import { readSeparateRule, ruleSource } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import { type GroupIdentity, joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"
import { terraformResource } from "./terraform-block.ts"
import { type Variables, variableDefaults, withVariables } from "./terraform-variables.ts"
import { toolResources } from "./tool-resources.ts"

const groupType = "azurerm_network_security_group"
const ruleType = "azurerm_network_security_rule"

/** Terraform's JSON syntax (`.tf.json`). A variable with a literal default has that value; other `${…}` are unknown. */
export const terraformJson: Reader = {
  keyWords: [groupType, ruleType],
  read({ roots: [root] }, options) {
    const context = ruleContext(shape, options)
    const variables = variableDefaults(root)
    const resources = existing(root)
    const groups = resources.filter(({ type }) => type === groupType)
    const rules = resources.filter(({ type }) => type === ruleType)
    if (groups.length + rules.length === 0) return undefined
    const joined = joinRules(
      groups.map(group => groupOf(group, variables, context)),
      rules.map(rule => ruleOf(rule, groups, variables, context)),
    )
    return { dialect: "tf-json", groups: joined }
  },
  resources(document) {
    if (!hasWord(document, "azurerm_")) return []
    const [root] = document.roots
    const variables = variableDefaults(root)
    const read = resourcesOf(member(root, "data")).map(each => networkResource(each, variables, true))
    return toolResources(
      [...existing(root).map(each => networkResource(each, variables, false)), ...read].filter(
        each => each !== undefined,
      ),
    )
  },
}

/** What a data source reads is there already. A loop may make any number of a resource, or none. */
function networkResource({ type: kind, label, body }: Resource, variables: Variables, isData: boolean) {
  const loop = ["count", "for_each"].find(key => member(body, key))
  return terraformResource({
    ...{ kind, node: body, address: `${isData ? "data." : ""}${kind}.${label.key}` },
    nameRange: member(body, "name")?.range ?? label.keyRange,
    value: key => withVariables(member(body, key), variables),
    ...(isData && { existing: true }),
    ...(loop !== undefined && { condition: loop, uncounted: true }),
  })
}

const shape: RuleShape = {
  keys: terraformKeys,
  defaults: {},
  expressionIn: dollarIdentity,
  schema: { validate: terraformSecurityRule, names: terraformSecurityRuleNames },
  plainLists: true,
  strictTypes: true,
  protocols: { tool: "Terraform", words: ["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"] },
}

interface Resource {
  readonly type: string
  /** The resource's name in Terraform. */
  readonly label: Entry
  readonly body: MapNode
}

function existing(root: Node | undefined): readonly Resource[] {
  return resourcesOf(member(root, "resource")).filter(({ body }) => !isNone(member(body, "count")))
}

/** `resource.TYPE.NAME`, where each level may be an object, or a list of objects that are merged. */
function resourcesOf(node: Node | undefined): readonly Resource[] {
  return mergedEntries(node).flatMap(({ key: type, value }) =>
    mergedEntries(value).flatMap(label => maps(label.value).map(body => ({ type, label, body }))),
  )
}

/** A literal count of 0, as a number or as text: there is no such resource. */
function isNone(count: Node | undefined): boolean {
  return count?.kind === "scalar" && String(count.value) === "0"
}

function mergedEntries(node: Node | undefined): readonly Entry[] {
  return maps(node).flatMap(map => map.entries)
}

function maps(node: Node | undefined): readonly MapNode[] {
  if (node?.kind === "list") return node.items.filter(isMap)
  return isMap(node) ? [node] : []
}

function groupOf({ label, body }: Resource, variables: Variables, context: RuleContext): KeyedGroup {
  const name = withVariables(member(body, "name"), variables)
  const rules = withVariables(member(body, "security_rule"), variables)
  const list = readRuleList(rules, context)
  const dynamic =
    memberAt(body, "dynamic", "security_rule") ??
    maps(member(body, "dynamic")).find(map => member(map, "security_rule"))
  const source = {
    name: textOf(name) ?? label.key,
    address: `${groupType}.${label.key}`,
    range: body.range,
    nameRange: name?.range ?? label.keyRange,
    ...list,
    ...(rules?.kind === "list" && rules.items.length === 0 && !dynamic && { listsNone: true as const }),
    ...(dynamic && { incompleteReason: l10n.t`a dynamic block generates rules` }),
  }
  return { key: label.key, source }
}

function ruleOf(
  { body }: Resource,
  groups: readonly Resource[],
  variables: Variables,
  context: RuleContext,
): SeparateRule {
  const reference = withVariables(member(body, "network_security_group_name"), variables)
  const group = textOf(reference) ?? "(unknown group)"
  const isLoop = ["count", "for_each"].find(key => member(body, key))
  const node = withVariables(body, variables) ?? body
  return {
    key: referenced(group, groups) ?? `name ${group.toLowerCase()}`,
    group,
    nameRange: reference?.range ?? body.range,
    rule: readSeparateRule({ ...ruleSource(node, context), ...(isLoop && { condition: isLoop }) }, context),
    identity: identityOf(group),
    mayMeanAny: /\$\{(var|local|each)\./.test(group),
  }
}

/** A reference to a group in another file of the module, by its address or its literal name. */
function identityOf(group: string): GroupIdentity {
  const label = referencedLabel(group)
  if (label !== undefined) return { reference: true, address: `${groupType}.${label}` }
  return dollarIdentity(group) === undefined ? { reference: true } : {}
}

/** The label in `${azurerm_network_security_group.web.name}`. */
function referencedLabel(text: string): string | undefined {
  return /^\$\{azurerm_network_security_group\.([\w-]+)(\[[^\]]*\])?\.name\}$/.exec(text)?.[1]
}

/** The label of the group of this file that a reference stands for. */
function referenced(text: string, groups: readonly Resource[]): string | undefined {
  const label = referencedLabel(text)
  if (label !== undefined) return label
  return groups.find(({ body }) => textOf(member(body, "name"))?.toLowerCase() === text.toLowerCase())?.label.key
}
