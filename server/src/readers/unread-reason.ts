import type { ProblemReason } from "./rule-problem.ts"

/** Why a value with a problem is not known, as an answer says it in brackets: what the finding says, in a few words. */
export function unreadReason(property: string, problem: ProblemReason): string {
  switch (problem) {
    case "missing":
      return "it is missing"
    case "all-digits":
      return "Azure stores it, but what it matches is not known"
    case "several-fields":
      return /Port/.test(property)
        ? "what Azure does with both fields is not documented"
        : "Azure accepts only one of its fields"
    case "too-many-groups":
      return "Azure refuses so many application security groups"
    default:
      return "Azure refuses the written value"
  }
}
