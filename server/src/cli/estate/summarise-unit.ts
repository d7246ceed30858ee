import { summariseText, type TextSummary } from "../../analysis/text-summary.ts"
import type { Unreadable } from "../../outputs/report.ts"
import { internalError } from "../internal-error.ts"
import { type PartSummary, summarisePart } from "./part-summary.ts"
import { movedBy, type Unit } from "./unit.ts"
import type { UnitLibrary } from "./unit-library.ts"

/** What is known of a unit while the others are read. Plain data. */
export interface UnitSummary {
  readonly text: TextSummary
  /** Of a part of a file. */
  readonly part?: PartSummary
}

export type Summarised = UnitSummary | { readonly refusal: string } | Unreadable

/** `isFull`: with all rules of its groups, for those that others join. */
export async function summariseUnit(unit: Unit, library: UnitLibrary, isFull = false): Promise<Summarised> {
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
