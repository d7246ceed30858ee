import * as l10n from "@vscode/l10n"
import { type OneWayRule, oneWayRules } from "../judging/one-way-rules.ts"
import type { GroupCheck } from "./check.ts"
import { blockersText } from "./exposure/through-text.ts"
import { packetText } from "./packet-text.ts"
import { nameRule } from "./wording.ts"

export const oneWayPath: GroupCheck<OneWayRule> = {
  code: "one-way-path",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "An Allow that opens only one of the two levels: the NSG at the other one blocks all of its traffic.",
  explanation: `
Traffic of a machine passes the group of its subnet and that of its network interface, and both have to allow it. Here the rule
is the only one at its level that lets this traffic through, and at every machine behind it the other level blocks all of it: with
or without the rule, the same gets through. Either the Allow is missing at the other level, or this rule is no longer needed.

It is reported only if all machines behind the group are known, with all rules of their other level: in an export that holds
virtual networks and network interfaces, or if all files of a workspace have been read (on the command line, a folder).
`,
  *run(judged, { attachments }) {
    for (const found of oneWayRules(judged, attachments)) {
      yield { at: found.rule.at.name, rule: found.rule, data: found }
    }
  },
  message: ({ rule, direction, levels, example }) =>
    direction === "Inbound"
      ? l10n.t`${nameRule(rule)} lets nothing more in: ${blockersText(levels, "only what this rule allows")}, such as ${packetText(example)}. Allow it there, too, or remove this rule.`
      : l10n.t`${nameRule(rule)} lets nothing more out: ${blockersText(levels, "only what this rule allows")}, such as ${packetText(example)}. Allow it there, too, or remove this rule.`,
  json: ({ levels, example }) => ({
    blockedAt: [...new Set(levels.map(({ name }) => name))],
    witness: packetText(example),
  }),
  fault: () => ({}),
  examples: [
    {
      title: "Open at the subnet only",
      language: "json",
      isWhole: true,
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "shared", "properties": { "securityRules": [
      { "name": "web", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "198.51.100.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
      { "name": "ssh", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "198.51.100.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
//               ^^^ one-way-path: "ssh" (110) lets nothing more in: NSG "own" blocks what only this rule allows at network interface web-0, such as tcp 198.51.100.7:50000 -> 10.0.1.4:22. Allow it there, too, or remove this rule.
    ] } },
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "own", "properties": { "securityRules": [
      { "name": "web", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "198.51.100.7", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'shared')]" } } }
    ] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "web-0", "properties": { "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'own')]" }, "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" } } }] } }
  ]
}
`,
    },
    {
      title: "Where other files may describe more machines",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "shared", "properties": { "securityRules": [
      { "name": "web", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "198.51.100.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
      { "name": "ssh", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "198.51.100.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
    ] } },
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "own", "properties": { "securityRules": [
      { "name": "web", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "198.51.100.7", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'shared')]" } } }
    ] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "web-0", "properties": { "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'own')]" }, "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" } } }] } }
  ]
}
`,
    },
  ],
}
