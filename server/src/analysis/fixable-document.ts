import type { AnalysedDocument } from "./analysed-document.ts"
import type { ReadText } from "./read-text.ts"

/** A document that may be fixed: what is known of it, and what would be known of another text in its place. */
export interface FixableDocument {
  readonly text: ReadText
  readonly analysed: AnalysedDocument
  /** Templates that take values from it: what a change of it does to their groups is not worked out. */
  readonly isParameterFile: boolean
  /** The same document with another text, read and judged with all that is around it. */
  withText(text: string): FixableDocument
}
