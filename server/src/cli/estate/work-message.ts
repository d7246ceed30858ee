import type { Summarised } from "./summarise-unit.ts"
import type { Task } from "./task.ts"
import type { Unit } from "./unit.ts"

/** What a thread is told first. */
export interface WorkOrder {
  readonly kind: "start"
  readonly cwd: string
  /** `--parameters`, `--service-tags`. */
  readonly parameters: string | undefined
  readonly serviceTags: string | undefined
  /** What configurations have as the file of service tags, and the files among all that may be one. */
  readonly tagSettings: readonly string[]
  readonly files: readonly string[]
  readonly withFrames: boolean
  /** Characters of text that it keeps. */
  readonly mostKept: number
}

export type WorkRequest = { readonly id: number } & (
  | { readonly kind: "summarise"; readonly unit: Unit; readonly isFull: boolean }
  | { readonly kind: "judge"; readonly task: Task }
)

/** A report is sent as the text of its JSON: that is how it is printed, and smaller than its objects. */
export type WorkAnswer = { readonly id: number } & (
  | { readonly kind: "summarise"; readonly summary: Summarised }
  | { readonly kind: "judge"; readonly results: string }
)
