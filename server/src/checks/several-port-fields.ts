import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const severalPortFields: GroupCheck<Refusal> = {
  ...refusals("several-port-fields"),
  code: "several-port-fields",
  severity: "warning",
  category: "refused",
  azureErrors: [],
  aliases: [],
  summary: "A side of a rule with ports both in the field for one range and in the list.",
  explanation: `
The ports of a side belong in one of two fields: one for a port or range, one for a list. What Azure does with both is not
documented, and no report was found. That it refuses both, as it refuses two address fields, is inferred from the template
schema and that similarity, so this is a Warning. An empty string or list counts as absent. In every proof the ports of the
side count as unknown.
`,
  examples: [
    {
      title: "A range and a list",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: both, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100, destinationPortRanges: [80, 8080] }
#                                                                                                                                                                                                                                  ^^^^^^^^^^ several-port-fields: "both" (100) has both destinationPortRange and destinationPortRanges. What Azure does with both is not documented. Keep one.
- { name: fine, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8110, destinationPortRanges: [] }
`,
    },
  ],
}
