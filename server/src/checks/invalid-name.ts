import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const invalidName: GroupCheck<Refusal> = {
  ...refusals("invalid-name"),
  code: "invalid-name",
  severity: "error",
  category: "refused",
  azureErrors: ["InvalidResourceName"],
  aliases: ["Azure.NSG.Name"],
  summary: "A group or rule name that Azure refuses, or a rule resource whose name lacks its group.",
  explanation: `
A name has 1 to 80 characters: letters, digits, \`_\`, \`.\` and \`-\`. It starts with a letter, a digit or \`_\`, and ends with a
letter, a digit or \`_\` (InvalidResourceName; overview of network security groups, 07/2025). Which letters beyond ASCII are
allowed is not published, so all of them pass here; the name that an expression creates is checked only once it is known.

A rule that is a resource of its own is called \`group/rule\` in a template: the name has as many parts as the type. A rule
written inside its group is called \`rule\`. Azure refuses anything else ("incorrect segment lengths").
`,
  examples: [
    {
      title: "A space, and a dash at the end",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: allow http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100 }
#         ^^^^^^^^^^ invalid-name: "allow http" (100): the name contains a space; only letters, digits, ".", "-" and "_" are allowed (InvalidResourceName). Use "allow-http".
- { name: https-, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8110 }
#         ^^^^^^ invalid-name: "https-" (110): the name must end with a letter, a digit or _ (InvalidResourceName). Use "https".
- { name: allow_https.v2, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8120 }
`,
    },
    {
      title: "A rule resource, whose name begins with its group's",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web" },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "https",
//             ^^^^^ invalid-name: "https" (100): the name of a rule resource must begin with its NSG's name ("incorrect segment lengths"). Use "NSG-NAME/https".
      "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.1.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/http",
      "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.1.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/in/ssh",
//             ^^^^^^^^^^ invalid-name: "ssh" (120): the name of a rule resource is its NSG's name, one slash and the rule's own name ("incorrect segment lengths"). Remove the other slashes.
      "properties": { "priority": 120, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.1.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }
  ]
}
`,
    },
  ],
}
