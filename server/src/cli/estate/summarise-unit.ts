import type { Wholeness } from "../../analysis/known-networks.ts"
import { summariseText, type TextSummary } from "../../analysis/text-summary.ts"
import type { Unreadable } from "../../outputs/report.ts"
import { internalError } from "../internal-error.ts"
import { type PartSummary, summarisePart } from "./part-summary.ts"
import type { EarlyResult } from "./task.ts"
import { movedBy, type Unit } from "./unit.ts"
import type { UnitLibrary } from "./unit-library.ts"

/** What is known of a unit while the others are read. Plain data. */
export interface UnitSummary {
  readonly text: TextSummary
  /** Of a part of a file. */
  readonly part?: PartSummary
  /** Where it was asked for. */
  readonly early?: EarlyResult
}

export interface SummaryOptions {
  /** With all rules of its groups, for those that others join. */
  readonly isFull?: boolean
  /** Set where it is judged at once, too (survey-unit.ts), unless it says itself that the whole will say more. */
  readonly early?: Wholeness | undefined
}

export type Summarised = UnitSummary | { readonly refusal: string } | Unreadable

export async function summariseUnit(
  unit: Unit,
  library: UnitLibrary,
  { isFull = false }: SummaryOptions = {},
): Promise<Summarised> {
  const file = await library.read(unit)
  if ("problem" in file) return file
  try {
    const part = unit.part && summarisePart(file.text, unit.part)
    if (part && "refusal" in part) return part
    const text = summariseText(file.text, { isFull, moved: movedBy(unit) })
    return { text, ...(part && { part }) }
  } catch (error) {
    return { path: unit.path, shown: unit.shown, problem: internalError(error) }
  }
}
