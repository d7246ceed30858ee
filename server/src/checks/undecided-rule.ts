import * as l10n from "@vscode/l10n"
import { customJudgements } from "../judging/judged-group.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"
import { nameRule } from "./wording.ts"

const unread = refusals("undecided-rule")

export const undecidedRule: GroupCheck<Refusal | { readonly rule: LocatedRule }> = {
  code: "undecided-rule",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that may never match: the proof reached its work limit before that was known.",
  explanation: `
In groups built to be hard, proving whether many rules together cover another one can take very long. The work is limited by
a number of steps, not by time, so the answer is the same on every machine. Ordinary groups stay far below the limit; if it
is reached, only the rules concerned have no answer.

The same is reported if a group uses more than 10,000 different tags, security groups and expressions: the rules after that
number are not checked. No group that Azure accepts has that many, except through expressions.
`,
  *run(judged, context) {
    yield* unread.run(judged, context)
    for (const { rule, reach } of customJudgements(judged)) {
      if (reach === "undetermined") yield { at: rule.at.name, rule, data: { rule } }
    }
  },
  message: found =>
    "problem" in found
      ? unread.message(found)
      : l10n.t`${nameRule(found.rule)} may never match: the proof reached its work limit. Use fewer or simpler rules before it.`,
  json: () => ({}),
  examples: [
    {
      title: "Rules that cover another only together, and fewer steps than the proof needs",
      language: "yaml",
      proofSteps: 1,
      source: `
name: web
securityRules:
- { name: west, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 1-1, destinationAddressPrefix: 10.0.0.4, destinationPortRange: 1-2 }
- { name: north, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 1-2, destinationAddressPrefix: 10.0.0.4, destinationPortRange: 3-3 }
- { name: east, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 3-3, destinationAddressPrefix: 10.0.0.4, destinationPortRange: 2-3 }
- { name: south, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 2-3, destinationAddressPrefix: 10.0.0.4, destinationPortRange: 1-1 }
- { name: middle, priority: 140, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 2-2, destinationAddressPrefix: 10.0.0.4, destinationPortRange: 2-2 }
- { name: all, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 1-3, destinationAddressPrefix: 10.0.0.4, destinationPortRange: 1-3 }
#         ^^^ undecided-rule: "all" (200) may never match: the proof reached its work limit. Use fewer or simpler rules before it.
`,
    },
  ],
}
