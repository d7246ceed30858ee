import * as l10n from "@vscode/l10n"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import type { CustomJudgement } from "../judging/judged-group.ts"
import type { Finding } from "./check.ts"
import { relatedRule } from "./related.ts"
import { differs } from "./shadowed-rule.ts"
import { nameRule } from "./wording.ts"

/** The finding about a rule that earlier ones leave nothing under some conditions, and those of them that decide the other way. */
export function coveredRule({ rule, cover }: CustomJudgement) {
  const opposite: readonly GroupRule[] = cover.filter(earlier => differs(earlier, rule))
  const severity: Finding["severity"] = opposite.length > 0 ? "information" : "hint"
  const related = cover
    .filter(isLocated)
    .map(earlier => relatedRule(earlier, l10n.t`${nameRule(earlier)} matches first`))
  return { opposite, finding: { at: rule.at.name, severity, rule, related } }
}
