import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const invalidProtocol: GroupCheck<Refusal> = {
  ...refusals("invalid-protocol"),
  code: "invalid-protocol",
  severity: "error",
  category: "refused",
  azureErrors: ["InvalidRequestFormat"],
  aliases: [],
  summary: "A protocol other than Tcp, Udp, Icmp, Esp, Ah and *.",
  explanation: `
A rule is for Tcp, Udp, Icmp, Esp or Ah, in upper or lower case, or for all of them: \`*\` (template schema of
Microsoft.Network, from 2019-08-01). Azure refuses other words (InvalidRequestFormat). \`Any\`, as the portal shows it, is
written \`*\`; an application protocol such as http or ssh is a port. Whether an older API version accepts Icmp, Esp and Ah is
the subject of [icmp-only-protocol](#icmp-only-protocol).

Terraform, Ansible and Cluster API accept fewer words than Azure, and only in certain spellings (\`TCP\` in Terraform): a Warning, as older
versions of them may accept it. The rule still counts as what it says.

The finding may be wrong for a tool with its own protocol names that this extension does not know.
`,
  examples: [
    {
      title: "A protocol of an application, the portal's word, and a number",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: http, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100 }
#                                                                           ^^^^ invalid-protocol: "http" (100): "http" is not a valid protocol. Use Tcp, Udp, Icmp, Esp, Ah or *.
- { name: all, priority: 110, direction: Inbound, access: Allow, protocol: Any, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: "*" }
#                                                                          ^^^ invalid-protocol: "all" (110): "Any" is not a valid protocol. Use *.
- { name: number, priority: 115, direction: Inbound, access: Allow, protocol: 17, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8115 }
#                                                                             ^^ invalid-protocol: "number" (115): "17" is not a valid protocol. Use Udp.
- { name: https, priority: 120, direction: Inbound, access: Allow, protocol: TCP, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8120 }
- { name: rest, priority: 130, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8130 }
`,
    },
    {
      title: "A spelling that Terraform does not accept",
      language: "json",
      source: `
{ "resource": { "azurerm_network_security_rule": { "https": {
  "name": "https", "network_security_group_name": "web", "resource_group_name": "rg", "priority": 100, "direction": "Inbound", "access": "Allow",
  "protocol": "TCP", "source_address_prefix": "10.0.0.0/8", "source_port_range": "*", "destination_address_prefix": "*", "destination_port_range": "443"
//             ^^^ invalid-protocol: "https" (100): Terraform does not accept protocol "TCP", although Azure does. Use "Tcp".
} } } }
`,
    },
  ],
}
