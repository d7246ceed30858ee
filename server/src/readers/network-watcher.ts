import { isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { Reader } from "./dialect-reader.ts"
import { locatedGroup } from "./group.ts"
import { azureKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, ruleContext } from "./rule-shape.ts"
import { statedDefaults } from "./stated-defaults.ts"

/**
 * Network Watcher's security group view of a machine: for each NIC the rules of the NIC's group and of its subnet's. The
 * view repeats them as effective rules; these are left out.
 */
export const networkWatcher: Reader = {
  keyWords: ["securityRuleAssociations", "SecurityRuleAssociations"],
  read({ roots }) {
    const context = ruleContext({ keys: azureKeys, defaults: {}, expressionIn: () => undefined })
    const groups = roots.flatMap(associationsIn).flatMap(associations => groupsOf(associations, context))
    if (groups.length === 0) return undefined
    return { dialect: "network-watcher", groups }
  },
}

function associationsIn(node: Node): readonly Node[] {
  if (node.kind === "list") return node.items.flatMap(associationsIn)
  if (!isMap(node)) return []
  const associations = member(node, "securityRuleAssociations")
  return associations ? [associations] : node.entries.flatMap(entry => associationsIn(entry.value))
}

function groupsOf(associations: Node, context: RuleContext): readonly LocatedGroup[] {
  const defaults = statedDefaults(member(associations, "defaultSecurityRules"), context)
  return ["networkInterfaceAssociation", "subnetAssociation"].flatMap(level => {
    const rules = memberAt(associations, level, "securityRules")
    if (!rules) return []
    const id = member(itemsOf(rules)[0], "id")
    const group = /^.*\/networkSecurityGroups\/([^/]+)/i.exec(textOf(id) ?? "")
    const nameRange = id?.range ?? startOf(rules.range)
    const source = {
      name: group?.[1] ?? "(unnamed group)",
      ...(group && { id: group[0] }),
      range: rules.range,
      nameRange,
    }
    return [locatedGroup({ ...source, ...readRuleList(rules, context), statedDefaults: defaults })]
  })
}
