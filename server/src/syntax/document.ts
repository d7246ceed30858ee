import type { Node, Range } from "./node.ts"

/** A document's text, parsed: trees with offsets, and what could not be read. Parsing never throws. */
export interface SyntaxDocument {
  readonly language: "json" | "yaml"
  readonly text: string
  /** One root for JSON, one for each document of a YAML stream; fewer where there is nothing to read. */
  readonly roots: readonly Node[]
  readonly problems: readonly SyntaxProblem[]
  /**
   * Directives of a template engine (`{{- if … }}`, `{% for … %}`): they are no YAML or JSON, and what they bring in or
   * leave out cannot be known here. In the order of the text; absent where there are none.
   */
  readonly directives?: readonly TemplateDirective[]
  /** Of JSON that can only be read without the marks of a template engine in it. */
  readonly masked?: true
}

/** What only a template engine understands. */
export interface TemplateDirective {
  /** The directive itself; for one that opens a block, from it to the end of the directive that closes it. */
  readonly range: Range
  /** `block`: what stands inside is there only in some cases, or many times. `insert`: text that is not known here. */
  readonly kind: "block" | "insert"
  /** The directive as written. */
  readonly text: string
  /** Of a block, where its further branches begin (`else`): only one of the branches is there. */
  readonly branches?: readonly { readonly start: number; readonly text: string }[]
}

export interface SyntaxProblem {
  readonly reason: SyntaxProblemReason
  /** The parser's own words, in English, without a full stop. */
  readonly detail: string
  readonly range: Range
  /** Only the value at this place cannot be read: nothing around it is misread for it. */
  readonly local?: true
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
