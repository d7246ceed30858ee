import type { TagSources } from "../tag-networks.ts"
import type { Summarised, SummaryOptions } from "./summarise-unit.ts"
import type { Task, UnitResult } from "./task.ts"
import type { Unit } from "./unit.ts"

/** What a thread is told first. */
export interface WorkOrder {
  readonly kind: "start"
  readonly cwd: string
  /** See `Io`. */
  readonly within: string | undefined
  /** The files, by the names under which they were found. */
  readonly names: readonly string[]
  /** `--parameters`. */
  readonly parameters: string | undefined
  readonly sources: TagSources
  readonly withFrames: boolean
  /** Characters of text that it keeps. */
  readonly mostKept: number
}

export type WorkRequest = { readonly id: number } & (
  | { readonly kind: "summarise"; readonly unit: Unit; readonly options: SummaryOptions }
  | { readonly kind: "judge"; readonly task: Task }
)

export type WorkAnswer = { readonly id: number } & (
  | { readonly kind: "summarise"; readonly summary: Summarised }
  | { readonly kind: "judge"; readonly results: readonly UnitResult[] }
)
