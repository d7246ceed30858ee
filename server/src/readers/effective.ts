import { isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { Reader } from "./dialect-reader.ts"
import { withPrintedAddresses } from "./effective-addresses.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { ruleSource } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"
import { hasDefaultPriority } from "./stated-defaults.ts"

/**
 * Effective security rules of a NIC, as Azure prints them: custom and default rules in one list, told apart by their
 * names; `*` is printed as "All", "0.0.0.0/0" and "0-65535".
 */
export const effective: Reader = {
  keyWords: ["effectiveSecurityRules", "EffectiveSecurityRules"],
  read({ roots, text }) {
    if (/securityRuleAssociations/i.test(text)) return undefined
    const context = ruleContext(shape)
    const groups = roots.flatMap(listsIn).map(({ holder, list }) => groupOf(holder, list, context))
    return groups.length === 0 ? undefined : { dialect: "effective-nsg", groups }
  },
}

const shape: RuleShape = {
  keys: azureKeys,
  defaults: {},
  expressionIn: () => undefined,
  translate(property, text) {
    if (property === "protocol") return /^all$/i.test(text) ? "*" : text
    return property.includes("AddressPrefix") && text === "0.0.0.0/0" ? "*" : text
  },
}

interface RuleList {
  readonly holder: MapNode
  readonly list: Node
}

/** Every list of effective rules that is a group's: rules of a network manager are judged before any group. */
function listsIn(node: Node): readonly RuleList[] {
  if (isList(node)) return node.items.flatMap(listsIn)
  if (!isMap(node)) return []
  const list = member(node, "effectiveSecurityRules")
  if (!isList(list) && list?.kind !== "unknown") return node.entries.flatMap(entry => listsIn(entry.value))
  return memberAt(node, "association", "networkManager", "id") ? [] : [{ holder: node, list }]
}

function groupOf(holder: MapNode, list: Node, context: RuleContext): LocatedGroup {
  const id = memberAt(holder, "networkSecurityGroup", "id")
  const text = textOf(id) ?? ""
  const group = locatedGroup({
    name: text.slice(text.lastIndexOf("/") + 1) || "(unnamed group)",
    ...(text !== "" && { id: text }),
    range: holder.range,
    nameRange: id?.range ?? startOf(holder.range),
    ...readRuleList(list, context, sourceOf),
  })
  return withPrintedAddresses(group, holder)
}

/** A rule, its name without the prefix that says where the rule comes from; tools differ in which they print. */
function sourceOf(rule: Node, context: RuleContext): RuleSource {
  const source = ruleSource(rule, context)
  const node = member(rule, "name")
  const text = textOf(node) ?? ""
  const isDefault = /^defaultSecurityRules\//i.test(text) || (hasDefaultPriority(rule) && !customPrefix.test(text))
  const prefix = (isDefault ? defaultPrefix : customPrefix).exec(text)?.[0] ?? ""
  if (!node || text === "") return { ...source, isDefault }
  const range = { start: node.range.start + prefix.length, end: node.range.end }
  return { ...source, isDefault, name: { text: text.slice(prefix.length), range } }
}

const customPrefix = /^(securityRules\/|UserRule_)/i
const defaultPrefix = /^(defaultSecurityRules\/|DefaultRule_)/i
