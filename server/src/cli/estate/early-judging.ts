import { isDeepStrictEqual } from "node:util"
import type { Wholeness } from "../../analysis/known-networks.ts"
import type { Crew } from "./crew.ts"
import { saysNetworks, surroundingsOf } from "./survey-unit.ts"
import type { SurveyedUnit } from "./surveyed-file.ts"
import type { Component, UnitResult } from "./task.ts"

/** The same crew, which judges units as soon as they are read, as long as none says where groups are attached. */
export function withEarlyJudging(crew: Crew, wholeness: Wholeness): Crew {
  let isOfUse = true
  return {
    ...crew,
    summarise: async (unit, options) => {
      const early = isOfUse && !options?.isFull ? wholeness : undefined
      const summary = await crew.summarise(unit, { ...options, early })
      if ("text" in summary && saysNetworks(summary.text)) isOfUse = false
      return summary
    },
  }
}

/** What was found early, where the whole says nothing else of the unit than it does itself. */
export function earlyResults(
  all: readonly SurveyedUnit[],
): (component: Component) => readonly UnitResult[] | undefined {
  const byUri = new Map(all.map(({ unit, summary }) => [unit.uri, summary.early]))
  return component => {
    const early = byUri.get(component.joined[0]?.uri ?? "")
    return early && isDeepStrictEqual(early.around, surroundingsOf(component)) ? early.results : undefined
  }
}
