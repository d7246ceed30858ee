import type { Range } from "../../syntax/node.ts"

/** Where something's name stands. */
export interface NamePlace {
  readonly uri: string
  readonly range: Range
  readonly role: "definition" | "reference"
  /** The range is the name itself, and nothing else makes it. */
  readonly isLiteral: boolean
  /** What its tool calls the resource stands there, and not its name: a Terraform address. */
  readonly isSymbol?: true
}
