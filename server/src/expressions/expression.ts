import type { Origin } from "./value.ts"

/** A template expression, parsed. Ranges are offsets into the text that was parsed, plus the offset handed in. */
export type Expression = Literal | Call | PropertyAccess | IndexAccess

interface Literal {
  readonly kind: "literal"
  readonly range: Origin
  readonly value: string | number
}

export interface Call {
  readonly kind: "call"
  readonly range: Origin
  /** As written; a user function's has its namespace ("contoso.uniqueName"). */
  readonly name: string
  readonly nameRange: Origin
  readonly args: readonly Expression[]
}

/** `.name` */
interface PropertyAccess {
  readonly kind: "property"
  readonly range: Origin
  readonly base: Expression
  readonly name: string
}

/** `[index]`, a number or a property name. */
interface IndexAccess {
  readonly kind: "index"
  readonly range: Origin
  readonly base: Expression
  readonly index: Expression
}

/** What breaks the grammar, in words, and where. */
export interface ExpressionError {
  readonly message: string
  readonly range: Origin
  /** It is no fault: deeper than is read here. */
  readonly isBound?: true
}
