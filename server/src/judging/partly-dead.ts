import type { LocatedRule } from "../readers/reader.ts"
import { customJudgements, type JudgedGroup } from "./judged-group.ts"

/**
 * The rules that never match, although others made of the same text do: loops and modules make several rules of one text,
 * in one group or in many.
 */
export function partlyDeadRules(groups: readonly JudgedGroup[]): ReadonlySet<LocatedRule> {
  const judgements = groups.flatMap(customJudgements)
  const alive = new Set<string | number>()
  for (const { rule, reach } of judgements) if (reach !== "dead") alive.add(placeOf(rule))
  const dead = judgements.filter(({ reach, rule }) => reach === "dead" && alive.has(placeOf(rule)))
  return new Set(dead.map(({ rule }) => rule))
}

function placeOf({ document, at }: LocatedRule): string | number {
  return document === undefined ? at.self.start : `${at.self.start} ${document}`
}
