import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const severalAddressFields: GroupCheck<Refusal> = {
  ...refusals("several-address-fields"),
  code: "several-address-fields",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  summary: "A side of a rule that uses more than one of the fields for a prefix, prefixes and security groups.",
  explanation: `
A rule "must specify a non empty value for exactly one of" the prefix, the prefixes and the application security groups of a
side; that is Azure's answer (azure-cli#8615, which does not show the error's code). An empty string or list counts as
absent, as in Azure's own output. Source and destination are checked separately: security groups on one side and a prefix on
the other are fine. In every proof the whole side counts as unknown.
`,
  examples: [
    {
      title: "A prefix and a list",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: both, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100, sourceAddressPrefixes: [10.2.0.0/16, 10.3.0.0/16] }
#                                                                                                                                                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ several-address-fields: "both" (100) has both sourceAddressPrefix and sourceAddressPrefixes. Azure accepts only one of them. Keep one.
- { name: fine, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8110, sourceAddressPrefixes: [] }
`,
    },
  ],
}
