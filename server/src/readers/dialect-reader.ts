import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node } from "../syntax/node.ts"
import type { LinkedFiles } from "./linked-files.ts"
import type { ReadResource } from "./located-resource.ts"
import type { Reading } from "./reader.ts"
import type { Rereading } from "./reread.ts"

/**
 * A dialect's reader. It never throws on a user's text: it returns what it understood, and the problems.
 * Each dialect is one file; `index.ts` lists them in the order they are asked.
 */
export interface Reader {
  /**
   * Words of which a document of this dialect holds at least one, in this spelling: without one in its text, the reader
   * is not asked. Absent for a dialect without such a word.
   */
  readonly keyWords?: readonly string[]
  /** Reads the document's groups; undefined when it is not of this dialect. */
  read(document: SyntaxDocument, options?: ReadOptions): Reading | undefined
  /** The resources of which a network is made, in a document with groups or without any; absent where it has none. */
  resources?(document: SyntaxDocument): readonly ReadResource[]
}

/** What is known besides the document's own text. */
export interface ReadOptions {
  /** Values for an ARM template's parameters, by their names in lower case: of a parameter file, or of a setting. */
  readonly parameters?: ReadonlyMap<string, Node>
  /** The files that its templates may link to. */
  readonly linkedFiles?: LinkedFiles | undefined
  /** The deployment model of its groups, where that is not Resource Manager. */
  readonly model?: "classic" | undefined
  /** Where the same document was read before an edit, what of that still holds. */
  readonly rereading?: Rereading
}
