import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { deployedRules } from "./azbb-rules.ts"
import type { Reader } from "./dialect-reader.ts"
import { armIdentity } from "./expression-text.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { ruleListOf } from "./rest-find.ts"
import { readRuleList } from "./rule-list.ts"
import { azureSchema, type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"

/** Parameter files of the Azure building blocks (`azbb`): what is judged is what the tool deploys. */
export const azbb: Reader = {
  keyWords: ["buildingBlocks"],
  read({ roots: [root] }, options) {
    const isNamed = /buildingBlocks\.json/i.test(textOf(member(root, "$schema")) ?? "")
    if (!isNamed && !memberAt(root, "parameters", "buildingBlocks")) return undefined
    const context = ruleContext(shape, options)
    const groups = holdersIn(memberAt(root, "parameters")).map(node => groupOf(node, context))
    if (groups.length === 0) return undefined
    return { dialect: "azbb-parameters", groups }
  },
}

const shape: RuleShape = {
  keys: azureKeys,
  defaults: {},
  expressionIn: armIdentity,
  schema: azureSchema,
  plainLists: true,
}

/** Whatever has a list of rules, in settings of any block. */
function holdersIn(node: Node | undefined): readonly MapNode[] {
  if (node?.kind === "list") return node.items.flatMap(holdersIn)
  if (!isMap(node)) return []
  return ruleListOf(node, "securityRules") ? [node] : node.entries.flatMap(entry => holdersIn(entry.value))
}

function groupOf(node: MapNode, context: RuleContext): LocatedGroup {
  const name = member(node, "name")
  // A template inside of a block has Azure's own form, and is deployed as it is.
  const isTemplate = member(node, "properties") !== undefined
  const rules = ruleListOf(node, "securityRules")
  return locatedGroup({
    name: textOf(name) ?? "(unnamed group)",
    range: node.range,
    nameRange: name?.range ?? startOf(node.range),
    ...(!isTemplate && { numbersRules: true }),
    ...readRuleList(isTemplate ? rules : deployedRules(rules), context),
  })
}
