import type { Check } from "./check.ts"
import { customJudgements } from "./judged-group.ts"
import { nameRule } from "./wording.ts"

export const undecidedRule: Check = {
  code: "undecided-rule",
  severity: "information",
  summary: "A rule of which it could not be decided within the bounded work whether it ever matches.",
  explanation: `
Whether the union of many rules covers another one can take very long to prove for groups that are made to be hard. The
work is bounded by a number of steps, not by time, so that the answer is the same everywhere. Rules that real people
write stay far below the bound; where it is reached, only the rules concerned are left without an answer.
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
          message: `${nameRule(rule)}: not decided whether it ever matches; that needs more steps than are allowed. Use fewer or simpler rules before it.`,
        }
      }
    }
  },
  examples: [],
}
