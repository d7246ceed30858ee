import * as l10n from "@vscode/l10n"
import type { RuleProblem } from "./rule-problem.ts"

/** Of what is not written at all. */
export const missingReason = () => l10n.t`it is missing`

/** Why a value with a problem is not known, as an answer says it in brackets: what the finding says, in a few words. */
export function unreadReason(property: string, { reason, value = "" }: Pick<RuleProblem, "reason" | "value">): string {
  const shown = value === "" ? l10n.t`the written value` : `"${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`
  switch (reason) {
    case "missing":
      return missingReason()
    case "all-digits":
      return l10n.t`Azure accepts ${shown}, but what it matches is not known`
    case "loose-form":
      return l10n.t`whether Azure accepts ${shown} is not documented`
    case "several-fields":
      return /Port/.test(property)
        ? l10n.t`what Azure does with both fields is not documented`
        : l10n.t`Azure accepts only one of its fields`
    case "too-many-groups":
      return l10n.t`Azure refuses this many application security groups`
    case "list-in-singular":
      return l10n.t`Azure refuses a list there`
    case "value-in-plural":
      return l10n.t`Azure accepts only a list there`
    case "tag-in-list":
    case "any-port-in-list":
      return l10n.t`Azure refuses ${shown} in a list`
    default:
      return l10n.t`Azure refuses ${shown}`
  }
}
