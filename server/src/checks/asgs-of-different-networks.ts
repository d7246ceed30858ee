import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../readers/reader.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import { securityGroupMembers } from "../topology/security-group-members.ts"
import type { Member, VirtualNetwork } from "../topology/topology.ts"
import type { WorkspaceCheck } from "./check.ts"
import { type PlacedTerm, placedTerms } from "./rule-terms.ts"
import { nameRule } from "./wording.ts"

export const asgsOfDifferentNetworks: WorkspaceCheck<DifferentNetworks> = {
  code: "asgs-of-different-networks",
  severity: "error",
  category: "refused",
  azureErrors: ["AllApplicationSecurityGroupsInSecurityRuleMustBeFromSameVnet"],
  aliases: [],
  scope: "workspace",
  summary: "A rule that names application security groups whose members are in different virtual networks.",
  explanation: `
An application security group belongs to the virtual network of the first network interface that joins it, and all security
groups of one rule must belong to one network. It is reported if network interfaces in two networks are known to be members.
It is a Warning if the networks or the memberships are in another document than the rule.
`,
  *run({ topology }) {
    const members = securityGroupMembers(topology)
    if (members.size === 0) return
    for (const { document, group } of topology.groups) {
      for (const rule of group.rules) {
        const pair = differentNetworks(rule, members)
        if (!pair) continue
        const { other, ...data } = pair
        const isNear = data.networks.every(({ place }) => place.document === document)
        const place = { document: rule.document ?? document, at: other.range }
        yield { ...place, group, rule, data: { ...data, rule }, severity: isNear ? "error" : "warning" }
      }
    }
  },
  message: ({ rule, names, networks }) =>
    l10n.t`${nameRule(rule)} uses ASG "${names[0]}" (members in ${networks[0].name}) and ASG "${names[1]}" (members in ${networks[1].name}): Azure refuses ASGs of different virtual networks in one rule (AllApplicationSecurityGroupsInSecurityRuleMustBeFromSameVnet). Use address prefixes for one of them.`,
  json: ({ names, networks }) => ({
    applicationSecurityGroups: names,
    virtualNetworks: networks.map(({ name }) => name),
  }),
  examples: [
    {
      title: "Members in two networks",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/applicationSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": {} },
    { "type": "Microsoft.Network/applicationSecurityGroups", "apiVersion": "2023-09-01", "name": "db", "properties": {} },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [{ "name": "app", "properties": { "addressPrefix": "10.0.1.0/24" } }] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "spoke", "properties": { "addressSpace": { "addressPrefixes": ["10.1.0.0/16"] }, "subnets": [{ "name": "data", "properties": { "addressPrefix": "10.1.1.0/24" } }] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "web-0", "properties": { "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" }, "applicationSecurityGroups": [{ "id": "[resourceId('Microsoft.Network/applicationSecurityGroups', 'web')]" }] } }] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "db-0", "properties": { "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'spoke', 'data')]" }, "applicationSecurityGroups": [{ "id": "[resourceId('Microsoft.Network/applicationSecurityGroups', 'db')]" }] } }] } },
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "nsg",
      "properties": {
        "securityRules": [
          { "name": "sql", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourcePortRange": "*", "destinationPortRange": "1433",
            "sourceApplicationSecurityGroups": [{ "id": "[resourceId('Microsoft.Network/applicationSecurityGroups', 'web')]" }],
            "destinationApplicationSecurityGroups": [{ "id": "[resourceId('Microsoft.Network/applicationSecurityGroups', 'db')]" }] } }
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ asgs-of-different-networks: "sql" (100) uses ASG "web" (members in hub) and ASG "db" (members in spoke): Azure refuses ASGs of different virtual networks in one rule (AllApplicationSecurityGroupsInSecurityRuleMustBeFromSameVnet). Use address prefixes for one of them.
        ]
      }
    }
  ]
}
`,
    },
  ],
}

interface DifferentNetworks {
  readonly rule: LocatedRule
  readonly names: readonly [string, string]
  readonly networks: readonly [VirtualNetwork, VirtualNetwork]
}

/** Two groups of a rule, each with members in one network alone, which are not the same. */
function differentNetworks(rule: LocatedRule, members: ReadonlyMap<string, readonly Member[]>) {
  const homes = placedTerms(rule).flatMap(placed => {
    const home = placed.term.kind === "group" ? onlyNetwork(members.get(placed.term.key) ?? []) : undefined
    return home ? [{ placed, home }] : []
  })
  const [first] = homes
  const other = homes.find(({ home }) => first !== undefined && areDifferent(first.home, home))
  if (!first || !other) return undefined
  const names = [nameOf(first.placed), nameOf(other.placed)] as const
  return { names, networks: [first.home, other.home] as const, other: other.placed }
}

function nameOf({ term }: PlacedTerm): string {
  return term.kind === "group" ? securityGroupName(term) : ""
}

function onlyNetwork(members: readonly Member[]): VirtualNetwork | undefined {
  const networks = new Set(
    members.map(({ configuration: { subnet } }) => (subnet.kind === "resolved" ? subnet.target.network : undefined)),
  )
  const [only] = networks
  return networks.size === 1 ? only : undefined
}

/** Two networks of one name, without an id, may be one. */
function areDifferent(one: VirtualNetwork, other: VirtualNetwork): boolean {
  if (one === other) return false
  if (one.id !== undefined && other.id !== undefined) return one.id.toLowerCase() !== other.id.toLowerCase()
  return one.place.document === other.place.document && one.name.toLowerCase() !== other.name.toLowerCase()
}
