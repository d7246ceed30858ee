import * as l10n from "@vscode/l10n"
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
      rule => l10n.t`${rule} may come first: its priority is not known.`,
      rules => l10n.t`${rules} may come first: their priorities are not known.`,
    ),
    ...describeUnplaced(
      withPriority,
      rule => l10n.t`${rule} may come first: its direction is not known.`,
      rules => l10n.t`${rules} may come first: their directions are not known.`,
    ),
    ...hidden.map(describeHidden),
  ]
}

export function describeHidden({ hidden }: HiddenRules): string {
  return l10n.t`A rule that is not known here may match first (${hidden}).`
}

function describeUnplaced(
  rules: readonly GroupRule[],
  ofOne: (rule: string) => string,
  ofSeveral: (rules: string) => string,
): string[] {
  if (rules.length === 0) return []
  return [withCapital((rules.length > 1 ? ofSeveral : ofOne)(listRules(rules, 3)))]
}
