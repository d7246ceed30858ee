import * as l10n from "@vscode/l10n"
import type { LocatedRule, RuleProperty } from "../../readers/reader.ts"
import type { ProblemReason, RuleProblem } from "../../readers/rule-problem.ts"
import { capitalised, listWords } from "../wording.ts"
import { addressReasons } from "./address-reasons.ts"
import { limitReasons } from "./limit-reasons.ts"
import { listReasons } from "./list-reasons.ts"
import { nameReasons } from "./name-reasons.ts"
import { placeReasons } from "./place-reasons.ts"
import { portReasons } from "./port-reasons.ts"
import { type Reason, subjectOf, toldProblem, unnamed } from "./told-problem.ts"
import { valueReasons } from "./value-reasons.ts"

/** Why Azure refuses a value, a rule or a group: one entry for each reason. */
export const reasons: Readonly<Record<ProblemReason, Reason>> = {
  ...valueReasons,
  ...addressReasons,
  ...portReasons,
  ...listReasons,
  ...nameReasons,
  ...placeReasons,
  ...limitReasons,
}

/** What is wrong with a value, in the document's own words, behind the rule that has the fault. */
export function problemText(problem: RuleProblem, rule: LocatedRule | null): string {
  const reason = reasons[problem.reason]
  const told = toldProblem(problem, rule)
  const text = reason.message(told)
  if (reason.isSentence) return text
  if (!rule) return text
  if (told.rule !== unnamed()) return `${told.rule}: ${text}`
  return reason.startsWithWord ? capitalised(text) : text
}

/** A rule that lacks several properties. */
export function missingText(properties: readonly RuleProperty[], rule: LocatedRule): string {
  const keys = properties.map(property => rule.names[property] ?? property)
  return l10n.t`${subjectOf(rule)} has no ${listWords(keys, "or")}. Azure requires all of them.`
}
