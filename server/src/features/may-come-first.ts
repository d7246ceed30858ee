import { listRules, withCapital } from "../checks/wording.ts"
import type { GroupRule, HiddenRules } from "../judging/group-rule.ts"
import type { PerhapsFirst } from "../judging/rule-explanation.ts"
import { isUnknown } from "../values/unknown.ts"

/** What may come before a rule, though it is not known whether it does: sentences. */
export function describeMayComeFirst({ rules, hidden }: PerhapsFirst): string[] {
  const withPriority = rules.filter(({ priority }) => !isUnknown(priority))
  return [
    ...describeUnplaced(
      rules.filter(({ priority }) => isUnknown(priority)),
      "its priority is",
      "their priorities are",
    ),
    ...describeUnplaced(withPriority, "its direction is", "their directions are"),
    ...hidden.map(describeHidden),
  ]
}

export function describeHidden({ hidden }: HiddenRules): string {
  return `A rule that is not known here may match first (${hidden}).`
}

function describeUnplaced(rules: readonly GroupRule[], its: string, their: string): string[] {
  if (rules.length === 0) return []
  return [withCapital(`${listRules(rules, 3)} may come first: ${rules.length > 1 ? their : its} not known.`)]
}
