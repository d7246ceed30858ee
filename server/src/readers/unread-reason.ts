import type { RuleProblem } from "./rule-problem.ts"

/** Why a value with a problem is not known, as an answer says it in brackets: what the finding says, in a few words. */
export function unreadReason(property: string, { reason, value = "" }: Pick<RuleProblem, "reason" | "value">): string {
  const shown = value === "" ? "the written value" : `"${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`
  switch (reason) {
    case "missing":
      return "it is missing"
    case "all-digits":
      return `Azure accepts ${shown}, but what it matches is not known`
    case "loose-form":
      return `whether Azure accepts ${shown} is not documented`
    case "several-fields":
      return /Port/.test(property)
        ? "what Azure does with both fields is not documented"
        : "Azure accepts only one of its fields"
    case "too-many-groups":
      return "Azure refuses this many application security groups"
    case "list-in-singular":
      return "Azure refuses a list there"
    case "value-in-plural":
      return "Azure accepts only a list there"
    case "tag-in-list":
    case "any-port-in-list":
      return `Azure refuses ${shown} in a list`
    default:
      return `Azure refuses ${shown}`
  }
}
