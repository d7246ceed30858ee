import type { Node, Range } from "./node.ts"

/** A document's text, parsed: trees with offsets, and what could not be read. Parsing never throws. */
export interface SyntaxDocument {
  readonly language: "json" | "yaml"
  readonly text: string
  /** One root for JSON, one for each document of a YAML stream; fewer where there is nothing to read. */
  readonly roots: readonly Node[]
  readonly problems: readonly SyntaxProblem[]
}

export interface SyntaxProblem {
  readonly reason: SyntaxProblemReason
  /** The parser's own words, in English, without a full stop. */
  readonly detail: string
  readonly range: Range
}

export type SyntaxProblemReason =
  /** The text breaks the language's grammar here. */
  | "syntax"
  /** The same key twice in one object: the last one wins. */
  | "duplicate-key"
  /** Refused before parsing: too large, or nested too deeply. */
  | "too-large"
  | "too-deep"
  /** Aliases that would expand beyond the bound. */
  | "alias-bomb"
