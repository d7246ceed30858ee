import { customJudgements } from "../judging/judged-group.ts"
import type { Check } from "./check.ts"
import { nameRule } from "./wording.ts"

export const undecidedRule: Check = {
  code: "undecided-rule",
  severity: "information",
  summary: "A rule for which the work limit was reached before it was known whether it ever matches.",
  explanation: `
Proving whether many rules together cover another one can take very long in groups built to be hard. The work is limited by
a number of steps, not by time, so the answer is the same on every machine. Ordinary groups stay far below the limit; where
it is reached, only the rules concerned have no answer.
`,
  *run({ groups }) {
    for (const judged of groups) {
      for (const { rule, reach } of customJudgements(judged)) {
        if (reach !== "undecided") continue
        yield {
          code: undecidedRule.code,
          severity: undecidedRule.severity,
          range: rule.at.name,
          group: judged.group,
          rule,
          related: [],
          data: {},
          message: `${nameRule(rule)}: it is not known whether it ever matches; the proof takes more steps than allowed. Use fewer or simpler rules before it.`,
        }
      }
    }
  },
  examples: [],
}
