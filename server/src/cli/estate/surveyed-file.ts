import type { PartSummary } from "./part-summary.ts"
import type { UnitSummary } from "./summarise-unit.ts"
import type { Unit } from "./unit.ts"

/** A file, by itself or as its parts in their order, and what is known of each. */
export interface SurveyedFile {
  readonly units: readonly SurveyedUnit[]
}

export interface SurveyedUnit {
  readonly unit: Unit
  readonly summary: KeptSummary
}

/** A summary without what only the putting together of parts asks for. */
interface KeptSummary extends Omit<UnitSummary, "part"> {
  readonly part?: Pick<PartSummary, "items">
}
