import type { Check } from "./check.ts"

export const undecidedExpressions: Check = {
  code: "undecided-expressions",
  severity: "information",
  summary: "A template with expressions that take more work to evaluate than is allowed.",
  explanation: `
Nested loops, and values that double with each step, can make even a small template impossible to evaluate. The work is
limited by a number of steps, far more than real templates need. What was not evaluated counts as unknown, and the groups
that may depend on it as partly known.
`,
  *run({ isGivenUp, groups: [first] }) {
    if (!isGivenUp || !first) return
    yield {
      code: undecidedExpressions.code,
      severity: undecidedExpressions.severity,
      range: first.group.nameRange,
      group: first.group,
      rule: null,
      related: [],
      data: {},
      message:
        "The template's expressions take more work to evaluate than is allowed: some values and rules count as unknown. Use fewer or smaller loops.",
    }
  },
  examples: [],
}
