import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const invalidPort: GroupCheck<Refusal> = {
  ...refusals("invalid-port"),
  code: "invalid-port",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleInvalidPortRange", "SecurityRuleParameterContainsInvalidPortRanges"],
  aliases: [],
  summary: "A port that is not a number up to 65535, a range or `*`.",
  explanation: `
The fields for one value accept a port, a range such as \`80-90\`, or \`*\`; ports are 0 to 65535. Azure refuses several ports
in one string (\`80,443\`), words and higher numbers (SecurityRuleInvalidPortRange). The fields for lists accept only ports
and ranges: \`*\` in a list is refused, even as the only item (SecurityRuleParameterContainsInvalidPortRanges).

A port with spaces or leading zeros (\`"80-90 "\`) is a Warning, because published templates that are deployed have one: what
Azure makes of it is not documented, so its ports count as not known.

No report of a reversed range such as \`90-80\` was found: that Azure refuses it is inferred from the text of the error. The
port field of the portal accepts commas, because the portal creates the list itself.
`,
  examples: [
    {
      title: "A list in one text, a reversed range, a number too high",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: list, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: "80,443" }
#                                                                                                                                                                                                      ^^^^^^ invalid-port: "list" (100): "80,443" is a list in one string (SecurityRuleInvalidPortRange). Use a list in destinationPortRanges.
- { name: reversed, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443-80 }
#                                                                                                                                                                                                         ^^^^^^ invalid-port: "reversed" (110): port range 443-80 is reversed. Use 80-443.
- { name: high, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 65536 }
#                                                                                                                                                                                                     ^^^^^ invalid-port: "high" (120): port 65536 is too high. The highest port is 65535.
- { name: name, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: https }
#                                                                                                                                                                                                     ^^^^^ invalid-port: "name" (130): "https" is not a valid port. Use a number, a range such as 80-90, or *.
- { name: word, priority: 135, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: Any, destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 9443 }
#                                                                                                                                   ^^^ invalid-port: "word" (135): "Any" is not a valid port. Use *.
- { name: loose, priority: 140, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: "80-90 " }
#                                                                                                                                                                                                       ^^^^^^ invalid-port: "loose" (140): "80-90 " has extra spaces or zeros, which Azure may refuse (not documented). Use "80-90".
- { name: fine, priority: 150, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRanges: [80, 443, 8000-8999] }
`,
    },
    {
      title: "Everything in a list",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: list, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRanges: ["*"] }
#                                                                                                                                                                                                        ^ invalid-port: "list" (100): destinationPortRanges accepts only ports and ranges, not "*" (SecurityRuleParameterContainsInvalidPortRanges). Use destinationPortRange "*" instead of the list.
- { name: fine, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.2.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: "*" }
`,
    },
  ],
}
