import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { armIdentity } from "./expression-text.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys } from "./property-names.ts"
import type { LocatedGroup, Reader } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"
import { ruleListOf } from "./rest-find.ts"
import { ruleSource } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { fieldsOf, type RuleSource } from "./rule-reading.ts"
import { azureSchema, type RuleContext, ruleContext } from "./rule-shape.ts"

/** Parameter files of the Azure building blocks (`azbb`). */
export const azbb: Reader = {
  keyWords: ["buildingBlocks.json"],
  read({ roots: [root], text }) {
    if (!/buildingBlocks\.json/i.test(textOf(member(root, "$schema")) ?? "")) return undefined
    const context = ruleContext({
      keys: azureKeys,
      defaults: {},
      expressionIn: armIdentity,
      schema: azureSchema,
      plainLists: true,
    })
    const groups = holdersIn(memberAt(root, "parameters")).map(node => groupOf(node, context))
    if (groups.length === 0) return undefined
    return { dialect: "azbb-parameters", groups, hasLoadBalancer: namesLoadBalancer(text) }
  },
}

/** Whatever has a list of rules, in settings of any block. */
function holdersIn(node: Node | undefined): readonly MapNode[] {
  if (node?.kind === "list") return node.items.flatMap(holdersIn)
  if (!isMap(node)) return []
  return ruleListOf(node, "securityRules") ? [node] : node.entries.flatMap(entry => holdersIn(entry.value))
}

function groupOf(node: MapNode, context: RuleContext): LocatedGroup {
  const name = member(node, "name")
  return locatedGroup({
    name: textOf(name) ?? "(unnamed group)",
    range: node.range,
    nameRange: name?.range ?? { start: node.range.start, end: node.range.start + 1 },
    ...readRuleList(ruleListOf(node, "securityRules"), context, sourceOf),
  })
}

/** A rule that does not say all is one of the tool's own, by its name: `{ "name": "SSH", "priority": 100 }`. */
function sourceOf(node: Node, context: RuleContext): RuleSource {
  const source = ruleSource(node, context)
  const { name, direction, access, protocol } = fieldsOf(source.entries, context)
  if (direction && access && protocol) return source
  const reason = "the building blocks have a rule of that name"
  return { ...source, rest: { identity: `azbb ${textOf(name)?.toLowerCase() ?? node.range.start}`, reason } }
}
