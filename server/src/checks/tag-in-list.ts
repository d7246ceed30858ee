import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const tagInList: GroupCheck<Refusal> = {
  ...refusals("tag-in-list"),
  code: "tag-in-list",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleParameterContainsUnsupportedValue"],
  aliases: [],
  summary: "A service tag or `*` in a list of addresses, where only addresses and CIDR blocks are accepted.",
  explanation: `
\`sourceAddressPrefixes\` and \`destinationAddressPrefixes\` accept only addresses and CIDR blocks. Azure refuses a service tag
or \`*\` in them, even as the only item (SecurityRuleParameterContainsUnsupportedValue; Azure's message names the field for
one value, although the list is at fault). A tag belongs in the field for one value, so a rule has at most one tag per side:
write one rule for each tag. The effective rules that Azure prints list tags, and are not checked.
`,
  examples: [
    {
      title: "A tag beside an address",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: mixed, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100, sourceAddressPrefixes: [10.1.0.0/16, AzureTrafficManager] }
#                                                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^ tag-in-list: "mixed" (100): sourceAddressPrefixes accepts only addresses and CIDR blocks, not "AzureTrafficManager" (SecurityRuleParameterContainsUnsupportedValue). Move it to sourceAddressPrefix in a separate rule.
- { name: alone, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationPortRange: 8110, destinationAddressPrefixes: ["*"] }
#                                                                                                                                                                                                   ^ tag-in-list: "alone" (110): destinationAddressPrefixes accepts only addresses and CIDR blocks, not "*" (SecurityRuleParameterContainsUnsupportedValue). Use destinationAddressPrefix "*" instead of the list.
- { name: fine, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureTrafficManager, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8120 }
`,
    },
  ],
}
