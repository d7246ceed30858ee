import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { RuleProblem } from "../../readers/rule-problem.ts"
import { keptFor } from "../../values/kept-for.ts"
import type { CheckPage, Found, GroupCheck, Related } from "../check.ts"
import type { GroupFixContext } from "../fix.ts"
import { problemFixes } from "../fixes/problem-fixes.ts"
import { problemText, reasons } from "./problem-text.ts"
import { codeOf, type RefusalCode } from "./refusal-code.ts"

/** A fault of a rule, or of the group itself, that its reader found. */
export interface Refusal {
  readonly rule: LocatedRule | null
  readonly problem: RuleProblem
}

/** What a check consists of, besides its page, that reports nothing but what readers found. */
export function refusals(code: RefusalCode): Omit<GroupCheck<Refusal>, keyof CheckPage> {
  return {
    scope: "group",
    *run({ group }) {
      for (const { problem, rule } of refusalsIn(group)) if (codeOf(problem) === code) yield refused(problem, rule)
    },
    message: ({ problem, rule }) => problemText(problem, rule),
    ...(fixable.has(code) && {
      fixes: ({ problem, rule }: Refusal, { group }: GroupFixContext) =>
        rule ? problemFixes(problem, rule, group) : [],
    }),
    json: ({ problem: { property, reason } }) => ({ property, reason }),
    fault: ({ problem: { property, reason, value } }) => ({ property, reason, value }),
  }
}

/** All that readers found, which the checks share among them. */
export const refusalsIn: (group: LocatedGroup) => readonly Refusal[] = keptFor(
  ({ problems, rules, statedDefaults }) => [
    ...problems.map(problem => ({ problem, rule: null })),
    ...[...rules, ...statedDefaults]
      .filter(({ problems }) => problems.length > 0)
      .flatMap(rule => rule.problems.map(problem => ({ problem, rule }))),
  ],
)

/** Of these some problems say what should be written instead. */
const fixable: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "invalid-address",
  "invalid-name",
  "invalid-port",
  "invalid-protocol",
  "invalid-rule",
  "priority-out-of-range",
  "tag-in-list",
])

/** A problem as a finding, at the value that is refused. */
export function refused(problem: RuleProblem, rule: LocatedRule | null): Found<Refusal> {
  const { severity } = reasons[problem.reason]
  const related = rule?.document === undefined ? originOf(problem) : []
  return { at: problem.range, ...(severity && { severity }), rule, related, data: { problem, rule } }
}

/** Of a value that an expression takes from elsewhere, the place to correct it. */
function originOf({ origin }: RuleProblem): Related[] {
  if (!origin) return []
  const { kind, name, range } = origin
  const message =
    kind === "parameter" ? l10n.t`the default value of parameter ${name}` : l10n.t`the value of variable ${name}`
  return [{ range, message }]
}
