import { isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { ListNode, MapNode, Node, Range } from "../syntax/node.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys } from "./property-names.ts"
import type { LocatedGroup, LocatedRule, Reader } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"

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
    return groups.length === 0
      ? undefined
      : { dialect: "effective-nsg", groups, hasLoadBalancer: namesLoadBalancer(text) }
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
  readonly list: ListNode
}

/** Every list of effective rules that is a group's: rules of a network manager are judged before any group. */
function listsIn(node: Node): readonly RuleList[] {
  if (isList(node)) return node.items.flatMap(listsIn)
  if (!isMap(node)) return []
  const list = member(node, "effectiveSecurityRules")
  if (!isList(list)) return node.entries.flatMap(entry => listsIn(entry.value))
  return memberAt(node, "association", "networkManager", "id") ? [] : [{ holder: node, list }]
}

function groupOf(holder: MapNode, { items }: ListNode, context: RuleContext): LocatedGroup {
  const id = memberAt(holder, "networkSecurityGroup", "id")
  const text = textOf(id) ?? ""
  const rules = items.filter(isMap).map(item => ({ item, ...nameOf(item) }))
  const read = (isDefault: boolean): LocatedRule[] =>
    rules
      .filter(rule => rule.isDefault === isDefault)
      .map(({ item, name }) => readRule({ ...ruleSource(item, context), isDefault, ...(name && { name }) }, context))
  return locatedGroup({
    name: text.slice(text.lastIndexOf("/") + 1) || "(unnamed group)",
    ...(text !== "" && { id: text }),
    range: holder.range,
    nameRange: id?.range ?? { start: holder.range.start, end: holder.range.start + 1 },
    inline: read(false),
    statedDefaults: read(true),
    complete: true,
  })
}

/** The name without the prefix that says where the rule comes from. */
function nameOf(rule: Node): { isDefault: boolean; name?: { text: string; range: Range } } {
  const node = member(rule, "name")
  const text = textOf(node)
  if (!node || text === undefined) return { isDefault: false }
  const isDefault = /^(defaultSecurityRules\/|DefaultRule_|Default(In|Out)boundDenyAll$)/i.test(text)
  const prefix = /^(defaultSecurityRules\/|securityRules\/|DefaultRule_|UserRule_)/i.exec(text)?.[0] ?? ""
  const range = { start: node.range.start + prefix.length, end: node.range.end }
  return { isDefault, name: { text: text.slice(prefix.length), range } }
}
