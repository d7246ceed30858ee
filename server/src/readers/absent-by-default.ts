/** Why a deployment that gives no parameters leaves something out. */
export interface AbsentByDefault {
  /**
   * A condition of its own that is false then, or a loop that runs zero times; a condition where both are. Or a choice in the
   * expression of the list that it would stand in.
   */
  readonly by: "condition" | "loop" | "choice"
  /** The condition as written, or the loop's as an expression. */
  readonly condition: string
  /** The parameters whose default values make it so. */
  readonly parameters: readonly string[]
}
