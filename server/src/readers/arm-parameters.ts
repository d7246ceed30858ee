import { entriesOf, member, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { Reader } from "./reader.ts"
import { groupsOf } from "./rest.ts"
import { findGroupsAndRules } from "./rest-find.ts"
import { moduleRules, ruleContext } from "./rule-shape.ts"

/** Parameter files of ARM templates that carry groups, or lists of rules, as values. There are no expressions in them. */
export const armParameters: Reader = {
  keyWords: ["deploymentParameters.json"],
  read({ roots: [root] }) {
    if (!isParameterFile(root)) return undefined
    const context = ruleContext({
      ...moduleRules,
      defaults: {},
      expressionIn: () => undefined,
      plainLists: true,
      nesting: "perRule",
    })
    const groups = entriesOf(member(root, "parameters")).flatMap(({ key, keyRange, value }) => {
      const found = findGroupsAndRules([value], context, key)
      return groupsOf(found, context, context, { text: key, range: keyRange })
    })
    if (groups.length === 0) return undefined
    return { dialect: "arm-parameters", groups }
  },
}

function isParameterFile(root: Node | undefined): boolean {
  return /deploymentParameters\.json/i.test(textOf(member(root, "$schema")) ?? "") && !member(root, "resources")
}
