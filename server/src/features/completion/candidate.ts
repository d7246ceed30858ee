import type { Writable } from "../../syntax/write-value.ts"

/** Something that may be written at a place: data, in no language yet. */
export interface Candidate {
  /** As the list shows it. */
  readonly label: string
  readonly value: Writable
  /** Beside the label. */
  readonly detail?: string
  /** Sentences about it: Markdown. */
  readonly documentation?: string
  /** What else people type for it: the name of a service, of a subnet. */
  readonly words?: string
  readonly kind: "word" | "tag" | "region" | "number" | "address" | "reference"
}
