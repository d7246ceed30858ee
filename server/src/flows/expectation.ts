import type { ClaimVerdict } from "../judging/claim.ts"
import type { ClaimWorld } from "./claim-world.ts"
import type { ClaimLine, FlowLine } from "./flow-file.ts"

/** A line of a `.nsgflow` file that claims something, or cannot be read, and whether what it claims is so. */
export type Expectation = JudgedClaim | ExpectationError

export interface JudgedClaim {
  readonly line: ClaimLine
  readonly status: "holds" | "fails" | "unknown"
  readonly verdict: ClaimVerdict
  /** What it was held against. */
  readonly world: ClaimWorld
}

export interface ExpectationError {
  readonly line: FlowLine
  readonly status: "error"
  readonly problem: string
  readonly at: FlowLine["range"]
}
