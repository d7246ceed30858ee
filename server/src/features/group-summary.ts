import { customJudgements, type JudgedGroup } from "../judging/judged-group.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import { countAbsent } from "./presence-text.ts"

/** The custom rules as written: neither the defaults nor what an operator adds by itself. */
export function countRules({ group }: JudgedGroup): number {
  return group.rules.filter(rule => !rule.implied).length
}

/** `12 rules · 2 dead`; `3 rules + unknown` where part of the list cannot be known; and what the defaults leave out. */
export function summariseGroup(judged: JudgedGroup): string {
  const rules = countRules(judged)
  const dead = customJudgements(judged).filter(({ rule, reach }) => reach === "dead" && !rule.implied).length
  const count = `${rules} ${rules === 1 ? "rule" : "rules"}${isPartlyKnown(judged.group) ? " + unknown" : ""}`
  const absent = countAbsent(judged)
  return [
    count,
    ...(dead > 0 ? [`${dead} dead`] : []),
    ...(absent > 0 ? [`${absent} not deployed by default`] : []),
    ...(judged.group.absentByDefault ? ["group not deployed by default"] : []),
  ].join(" · ")
}
