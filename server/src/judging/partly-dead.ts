import type { LocatedRule } from "../readers/reader.ts"
import { groupedBy } from "../values/grouped.ts"
import { customJudgements, type JudgedGroup } from "./judged-group.ts"

/**
 * The rules that never match, although others made of the same text do: loops and modules make several rules of one text,
 * in one group or in many.
 */
export function partlyDeadRules(groups: readonly JudgedGroup[]): ReadonlySet<LocatedRule> {
  const judgements = groups.flatMap(customJudgements)
  const dead = groupedBy(
    judgements.filter(({ reach }) => reach === "dead"),
    ({ rule }) => placeOf(rule),
  )
  const partly = new Set<LocatedRule>()
  for (const { rule, reach } of dead.size > 0 ? judgements : []) {
    if (reach !== "dead") for (const other of dead.get(placeOf(rule)) ?? []) partly.add(other.rule)
  }
  return partly
}

function placeOf({ document, at }: LocatedRule): string | number {
  return document === undefined ? at.self.start : `${at.self.start} ${document}`
}
