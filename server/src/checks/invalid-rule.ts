import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const invalidRule: GroupCheck<Refusal> = {
  ...refusals("invalid-rule"),
  code: "invalid-rule",
  severity: "error",
  category: "refused",
  azureErrors: ["InvalidRequestFormat"],
  aliases: [],
  summary:
    "A rule that Azure cannot read in full: values in the wrong place, of another type, or no direction or access.",
  explanation: `
In templates and API requests a rule's values belong inside \`properties\`, with its name beside it ("Could not find member on
object of type", architecture-center#3082). A field for one value accepts no list, and a field for a list accepts nothing
else (InvalidRequestFormat). The rules themselves are a list, in \`securityRules\` of the group's \`properties\`. The flat form
that tools print is fine as it is. A direction is Inbound or Outbound, an access Allow or Deny, in upper or lower case.

Azure refuses the deployment, or ignores the rule. In every proof what Azure does not read counts as unknown, so the other
findings of the group stay correct. The finding may be wrong for a tool that reads a form not known here. Values that are
refused for what they say have their own checks, such as [invalid-address](#invalid-address).
`,
  examples: [
    {
      title: "Values on the wrong side of properties, and a list where one value is accepted",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          {
            "name": "https",
            "priority": 100,
//                      ^^^ invalid-rule: "https": "priority" belongs inside "properties"; Azure refuses it here ("Could not find member on object of type"). Move it there.
            "properties": {
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "10.1.0.0/16",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": ["443", "8443"]
//                                    ^^^^^^^^^^^^^^^ invalid-rule: "https": destinationPortRange accepts one value, not a list. Move the list to destinationPortRanges.
            }
          },
          {
            "name": "http",
            "properties": {
              "priority": 110,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "10.1.0.0/16",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRanges": ["80", "8080"]
            }
          }
        ]
      }
    }
  ]
}
`,
    },
    {
      title: "Words that are no direction and no access",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Ingress, access: Permit, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 80 }
#                                         ^^^^^^^ invalid-rule: "http" (100): "Ingress" is not a valid direction. Use Inbound or Outbound.
#                                                          ^^^^^^ invalid-rule: "http" (100): "Permit" is not a valid access. Use Allow or Deny.
- { name: https, priority: 110, direction: INBOUND, access: allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
`,
    },
    {
      title: "The flat form that tools print",
      language: "yaml",
      source: `
name: web
securityRules:
- name: https
  priority: 100
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: 10.1.0.0/16
  sourcePortRange: "*"
  destinationAddressPrefix: 10.0.0.0/24
  destinationPortRange: 443
`,
    },
    {
      title: "A list in the field for one value",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          {
            "name": "https",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "10.1.0.0/16",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": ["443", "8443"]
//                                    ^^^^^^^^^^^^^^^ invalid-rule: "https" (100): destinationPortRange accepts one value, not a list. Move the list to destinationPortRanges.
            }
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
}
