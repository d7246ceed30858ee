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
        "Not decided: the template's expressions make more work than is allowed, so values and rules are unknown here that could be known. Fewer or smaller loops make them known.",
    }
  },
  examples: [],
}
