import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const priorityOutOfRange: GroupCheck<Refusal> = {
  ...refusals("priority-out-of-range"),
  code: "priority-out-of-range",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleInvalidPriority"],
  aliases: [],
  summary: "A priority that is not a whole number from 100 to 4096.",
  explanation: `
A priority is a whole number from 100 to 4096 (overview of network security groups, 07/2025; SecurityRuleInvalidPriority,
whose text is known from simulators of Azure). Default rules have 65000 to 65500, and only Azure can set these: if a
document lists them, nothing is reported. In every proof the priority counts as unknown, so the rule covers nothing and may
come before any other.

The finding is wrong if a tool numbers the rules itself. For tools known to do that (template building blocks), the written
priority is not checked.
`,
  examples: [
    {
      title: "A number that is too low, and a word; both ends of the range are fine",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: first, priority: 99, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8099 }
#                          ^^ priority-out-of-range: "first": priority 99 is out of range. Use a number from 100 to 4096.
- { name: office, priority: high, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
#                           ^^^^ priority-out-of-range: "office": priority "high" is not a whole number. Use a number from 100 to 4096.
- { name: lowest, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100 }
- { name: highest, priority: 4096, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 12096 }
`,
    },
  ],
}
