import type { Check } from "./check.ts"

export const undecidedExpressions: Check = {
  code: "undecided-expressions",
  severity: "information",
  summary: "A template whose expressions make more work than is allowed, and were given up.",
  explanation: `
Loops within loops, and values that double with each step, can make a small template into one that no one can evaluate.
The work is bounded by a number of steps, far above what real templates need; what was not evaluated counts as unknown, and
the groups it could concern as partial.
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
        "The template's expressions need more work than is allowed: some values and rules count as unknown. Use fewer or smaller loops.",
    }
  },
  examples: [],
}
