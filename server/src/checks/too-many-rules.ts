import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const tooManyRules: GroupCheck<Refusal> = {
  ...refusals("too-many-rules"),
  code: "too-many-rules",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleCountLimitReached"],
  aliases: [],
  summary: "More than 1,000 rules in a group, which Azure refuses.",
  explanation: `
A group has at most 1,000 rules, in both directions together (virtual network limits, 12/2022;
SecurityRuleCountLimitReached). The finding is shown at the first rule beyond the limit. Rules with a condition may be
absent and do not count. If there are more than 5,000 rules, only the first 5,000 are checked.
`,
  examples: [
    {
      title: "A few rules are fine",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100 }
`,
    },
  ],
}
