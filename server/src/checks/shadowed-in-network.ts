import * as l10n from "@vscode/l10n"
import { type DeadInNetworks, deadInNetworks } from "../judging/dead-in-networks.ts"
import { defaultsBehind } from "../judging/defaulted-parameters.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { coveredRule } from "./covered-rule.ts"
import { adviseBefore } from "./free-priority.ts"
import { takenText } from "./shadowed-rule.ts"
import { listWords, nameRule, withDefaults } from "./wording.ts"

export const shadowedInNetwork: GroupCheck<DeadWhereAttached> = {
  code: "shadowed-in-network",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that never matches in the virtual networks that its NSG is attached to.",
  explanation: `
VirtualNetwork and Internet have other addresses in each virtual network. In the networks that this NSG is attached to, earlier
rules match all of this rule's traffic: VirtualNetwork holds the address space, peered networks and what routes add, Internet the
public addresses outside of that. In another network the rule could match; one that matches in none is reported by
[shadowed-rule](#shadowed-rule).

It is reported only if the NSG is attached nowhere else: in an export that holds virtual networks and network interfaces, or if all
files of a workspace have been read (on the command line, a folder), and if it never matches at any of these places. Routes that a
gateway may learn only add to VirtualNetwork; where there may be such routes, nothing is concluded from what Internet holds.
`,
  *run(judged, { attachments, onPremises, template }) {
    for (const dead of deadInNetworks(judged, attachments, onPremises)) {
      const { rule, cover } = dead.judgement
      const { opposite, finding } = coveredRule(dead.judgement)
      const defaults = defaultsBehind([rule, ...cover], judged.group, template)
      yield { ...finding, data: { ...dead, opposite, group: judged.group, defaults } }
    }
  },
  message,
  json: ({ judgement: { cover }, opposite, networks }) => ({
    coveredBy: cover.map(({ name }) => name),
    conflict: opposite.length > 0,
    networks,
  }),
  fault: ({ opposite }) => ({ conflict: opposite.length > 0 }),
  examples: [
    {
      title: "An Allow from the network's own addresses behind a Deny of VirtualNetwork",
      language: "json",
      isWhole: true,
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "probes", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "AzureLoadBalancer", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "no-vnet", "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "app", "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.2.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
//               ^^^ shadowed-in-network: "app" (200) never matches where this NSG is attached (virtual network hub): "no-vnet" (110) already denies this traffic. In a network with other addresses it could match. Give it a priority below 110.
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } }
  ]
}
`,
    },
    {
      title: "Where another network that has the NSG does not hold the addresses",
      language: "json",
      isWhole: true,
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "probes", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "AzureLoadBalancer", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "no-vnet", "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "app", "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.2.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "spoke", "properties": { "addressSpace": { "addressPrefixes": ["10.1.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.1.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } }
  ]
}
`,
    },
    {
      title: "A public address behind a Deny of Internet",
      language: "json",
      isWhole: true,
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "probes", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "AzureLoadBalancer", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "no-internet", "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "office", "properties": { "priority": 111, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.7", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
//               ^^^^^^ shadowed-in-network: "office" (111) never matches where this NSG is attached (virtual network hub): "no-internet" (110) already denies this traffic. In a network with other addresses it could match. Give it a priority below 110.
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } }
  ]
}
`,
    },
    {
      title: "Where the NSG may be attached to other networks",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "probes", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "AzureLoadBalancer", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "no-vnet", "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "app", "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.2.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } }
  ]
}
`,
    },
  ],
}

/** A rule that earlier ones leave nothing in its networks, and what its message tells. */
interface DeadWhereAttached extends DeadInNetworks {
  readonly group: LocatedGroup
  /** The rules of the cover that decide the other way. */
  readonly opposite: readonly GroupRule[]
  /** Parameters whose default values have a part in it. */
  readonly defaults: readonly string[]
}

function message({ judgement, networks, opposite, group, defaults }: DeadWhereAttached): string {
  const { rule } = judgement
  const taken = takenText(judgement, opposite)
  const advice = opposite.length > 0 ? ` ${adviseBefore(group, rule, opposite)}` : ""
  return l10n.t`${nameRule(rule)} never matches where this NSG is attached (${networksText(networks)})${withDefaults(defaults)}: ${taken}. In a network with other addresses it could match.${advice}`
}

function networksText(networks: readonly string[]): string {
  const names = listWords(networks.slice(0, mostNamed))
  const more = networks.length - mostNamed
  if (more > 0) return l10n.t`virtual networks ${names} and ${more} more`
  return networks.length > 1 ? l10n.t`virtual networks ${names}` : l10n.t`virtual network ${names}`
}

const mostNamed = 3
