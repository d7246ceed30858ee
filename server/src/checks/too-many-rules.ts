import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const tooManyRules: GroupCheck<Refusal> = {
  ...refusals("too-many-rules"),
  code: "too-many-rules",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleCountLimitReached"],
  aliases: [],
  summary: "More rules than Azure accepts in a group: 1,000.",
  explanation: `
A group has at most 1,000 rules, in both directions together (limits of virtual networks, 12/2022;
SecurityRuleCountLimitReached). The finding stands at the first rule that is too many. Rules under a condition may be absent
and do not count for it. Of more than 5,000 rules only the first 5,000 are judged, and nothing is said of the rest.
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
