import type { ResourceType } from "../azure/resource-types.ts"
import { entriesOf, isMap, member } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import type { Inside } from "./reader.ts"
import { readRuleList } from "./rule-list.ts"
import type { RuleContext } from "./rule-shape.ts"
import type { KeyedGroup } from "./separate-rules.ts"

/** Groups that are written out where a subnet or network interface refers to one: the provider hands Azure what is there. */
export function pulumiGroupsInside(
  { key, value }: Entry,
  type: ResourceType | undefined,
  context: RuleContext,
): readonly KeyedGroup[] {
  const holder = type && holders.get(type)
  if (!holder) return []
  return groupEntries(member(value, "properties")).map(({ keyRange, value: group }) => ({
    key: undefined,
    source: {
      name: `group of ${key}`,
      range: group.range,
      nameRange: keyRange,
      inside: { holder, key: keyRange },
      ...readRuleList(member(group, "securityRules"), context),
    },
  }))
}

const holders: ReadonlyMap<ResourceType, Inside["holder"]> = new Map([
  ["Microsoft.Network/virtualNetworks", "subnet"],
  ["Microsoft.Network/virtualNetworks/subnets", "subnet"],
  ["Microsoft.Network/networkInterfaces", "network interface"],
  ["Microsoft.Compute/virtualMachineScaleSets", "network interface"],
])

function groupEntries(node: Node | undefined): readonly Entry[] {
  if (node?.kind === "list") return node.items.flatMap(groupEntries)
  return entriesOf(node).flatMap(entry => {
    if (entry.key !== "networkSecurityGroup") return groupEntries(entry.value)
    return isMap(entry.value) && member(entry.value, "securityRules") ? [entry] : []
  })
}
