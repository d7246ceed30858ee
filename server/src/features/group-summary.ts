import * as l10n from "@vscode/l10n"
import { customJudgements, type JudgedGroup } from "../judging/judged-group.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { countAbsent } from "./presence-text.ts"

/** The custom rules as written: neither the defaults nor what an operator adds by itself. */
export function countRules({ group }: Pick<JudgedGroup, "group">): number {
  return group.rules.filter(rule => !rule.implied).length
}

/** `3 rules`; `3 rules + unknown` where part of the list cannot be known. */
export function countInWords(group: LocatedGroup): string {
  const count = countRules({ group })
  return `${ruleCount(count)}${isPartlyKnown(group) ? l10n.t` + unknown` : ""}`
}

/** `12 rules · 2 dead`; `3 rules + unknown` where part of the list cannot be known; and what the defaults leave out. */
export function summariseGroup(judged: JudgedGroup): string {
  const dead = customJudgements(judged).filter(({ rule, reach }) => reach === "dead" && !rule.implied).length
  const absent = countAbsent(judged)
  return [
    countInWords(judged.group),
    ...(dead > 0 ? [l10n.t`${dead} dead`] : []),
    ...(absent > 0 ? [l10n.t`${absent} not deployed by default`] : []),
    ...(judged.group.absentByDefault ? [l10n.t`NSG not deployed by default`] : []),
  ].join(" · ")
}

export function ruleCount(count: number): string {
  return count === 1 ? l10n.t`1 rule` : l10n.t`${count} rules`
}
