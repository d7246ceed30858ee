import { TextDocument } from "vscode-languageserver-textdocument"
import type { Location, Range as LspRange } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { Range } from "../syntax/node.ts"

/** Offsets as lines and characters. */
export function lspRange(document: TextDocument, { start, end }: Range): LspRange {
  return { start: document.positionAt(start), end: document.positionAt(end) }
}

/** A place in this document, or in another one from which a group of it has rules. */
export interface Place {
  /** URI; absent for the document itself. */
  readonly document?: string | undefined
  readonly range: Range
}

/** What turns places into locations; each document's lines are counted once. */
export function locator(document: TextDocument, { sources }: AnalysedDocument): (place: Place) => Location {
  const documents = new Map([[document.uri, document]])
  const documentOf = (uri: string): TextDocument => {
    const known = documents.get(uri)
    if (known) return known
    const source = sources.get(uri)
    const other = TextDocument.create(uri, source?.language ?? "", 0, source?.text ?? "")
    documents.set(uri, other)
    return other
  }
  return ({ document: uri = document.uri, range }) => ({ uri, range: lspRange(documentOf(uri), range) })
}
