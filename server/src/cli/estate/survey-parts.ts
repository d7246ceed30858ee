import type { NetworkPart } from "../../topology/parts/network-part.ts"
import type { Crew } from "./crew.ts"
import type { PartSummary } from "./part-summary.ts"
import type { SplitList } from "./split-list.ts"
import type { Summarised, UnitSummary } from "./summarise-unit.ts"
import type { SurveyedFile, SurveyedUnit } from "./surveyed-file.ts"
import { partOf, type Unit } from "./unit.ts"

interface SurveyedPart extends Pick<SurveyedUnit, "unit"> {
  readonly summary: UnitSummary & { readonly part: PartSummary }
}

/** The parts of a list with their places in the file; or why one of them does not stand for itself. */
export async function surveyParts(
  { head, tail, stretches }: SplitList,
  file: Unit,
  crew: Crew,
): Promise<SurveyedFile | { readonly refusal: string }> {
  const units = stretches.map(stretch => partOf(file, { ...stretch, head, tail }))
  const summaries = await summariseAll(units, crew)
  const parts: SurveyedPart[] = []
  for (const [number, unit] of units.entries()) {
    const summary = summaries[number]
    if (!summary) return { units: [] }
    if ("problem" in summary) return { refusal: summary.problem }
    if ("refusal" in summary) return summary
    const { part } = summary
    if (!part) return { refusal: "it has no parts" }
    parts.push({ unit, summary: { ...summary, part } })
  }
  const [dialect, another] = new Set(parts.flatMap(({ summary }) => summary.text.dialect ?? []))
  if (dialect && another) return { refusal: `its items are of several forms, ${dialect} and ${another}` }
  return { units: withHandingOn(withoutCopies(parts)) }
}

/** The last one first: networks often come after the groups, and say of all of them where they are attached. */
async function summariseAll(units: readonly Unit[], crew: Crew): Promise<readonly Summarised[]> {
  const last = await crew.each(units.slice(-1), unit => crew.summarise(unit))
  return [...(await crew.each(units.slice(0, -1), unit => crew.summarise(unit))), ...last]
}

/** What is printed inside of another resource counts where it is not listed anywhere in the file, and once. */
function withoutCopies(parts: readonly SurveyedPart[]): readonly SurveyedPart[] {
  const ids = parts.flatMap(({ summary }) => summary.part.ids)
  const listed = new Set(ids.filter(({ isInside }) => !isInside).map(({ id }) => id))
  return parts.map(({ unit, summary }) => {
    const isKept = (_: NetworkPart, place: number) => {
      const { id, isInside = false } = summary.part.ids[place] ?? {}
      if (!isInside) return true
      const isCopy = id !== undefined && listed.has(id)
      listed.add(id)
      return !isCopy
    }
    const resources = summary.text.resources.filter(isKept)
    return { unit, summary: { ...summary, text: { ...summary.text, resources } } }
  })
}

/** Outputs may hand on what is named behind them, in whatever part that is. */
function withHandingOn(parts: readonly SurveyedPart[]): readonly SurveyedUnit[] {
  const first = parts.findIndex(({ summary }) => summary.part.hasOutputs)
  const isLater = first >= 0 && parts.some(({ summary }, place) => place > first && summary.part.namesGroups)
  const handsOn = isLater || parts.some(({ summary }) => summary.text.handsOn)
  return parts.map(({ unit, summary }) => {
    const { items } = summary.part
    return { unit, summary: { ...summary, text: { ...summary.text, handsOn }, part: { items } } }
  })
}
