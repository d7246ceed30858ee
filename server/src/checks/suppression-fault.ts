import type { Range } from "../syntax/node.ts"

/** Why a suppression is not followed, or is not needed. */
export interface SuppressionFault {
  /** Nothing is found that it is about; it gives no reason, or no code; no check has its code; Azure may refuse it there. */
  readonly kind: "unused" | "reason" | "empty" | "code" | "place"
  /** "" where it has none. */
  readonly code: string
  /** The rule that it names. */
  readonly rule?: string
  /** The code that was probably meant. */
  readonly instead?: string
  readonly range: Range
}
