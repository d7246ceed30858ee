import { entriesOf, member, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { Reader } from "./dialect-reader.ts"
import { locatedGroup } from "./group.ts"
import type { LocatedGroup } from "./reader.ts"
import { groupsOf, type Label } from "./rest.ts"
import { findGroupsAndRules, isFilledIn, namesRules } from "./rest-find.ts"
import { readRuleList } from "./rule-list.ts"
import { moduleRules, type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"

/** Parameter files of ARM templates that carry groups, or lists of rules, as values. There are no expressions in them. */
export const armParameters: Reader = {
  keyWords: ["deploymentParameters.json"],
  read({ roots: [root] }, options) {
    if (!isParameterFile(root)) return undefined
    const context = ruleContext(shape, options)
    const groups = entriesOf(member(root, "parameters")).flatMap(({ key, keyRange, value }) => {
      const list = member(value, "value")
      if (list && isFilledIn(list) && namesRules(key)) return [openGroup(list, context, { text: key, range: keyRange })]
      const found = findGroupsAndRules([value], context, key)
      return groupsOf(found, context, context, { text: key, range: keyRange })
    })
    if (groups.length === 0) return undefined
    return { dialect: "arm-parameters", groups }
  },
}

const shape: RuleShape = {
  ...moduleRules,
  defaults: {},
  expressionIn: () => undefined,
  plainLists: true,
  nesting: "perRule",
}

/** A group of which the file has but a placeholder for its rules. */
function openGroup(list: Node, context: RuleContext, { text, range }: Label): LocatedGroup {
  const rules = readRuleList(list, context)
  return locatedGroup({ name: text, range: list.range, nameRange: range, rulesOnly: true, ...rules })
}

function isParameterFile(root: Node | undefined): boolean {
  return /deploymentParameters\.json/i.test(textOf(member(root, "$schema")) ?? "") && !member(root, "resources")
}
