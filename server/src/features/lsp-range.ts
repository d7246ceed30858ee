import type { TextDocument } from "vscode-languageserver-textdocument"
import type { Location, Range as LspRange } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { type LineOrigin, lineStartsOf, positionIn, positionInText, type TextLines } from "../analysis/text-lines.ts"
import type { Range } from "../syntax/node.ts"
import { lazily } from "../values/lazily.ts"

/** Offsets as lines and characters. */
export function lspRange(document: Lines, { start, end }: Range): LspRange {
  return { start: document.positionAt(start), end: document.positionAt(end) }
}

/** A place in this document, or in another one from which a group of it has rules. */
export interface Place {
  /** URI; absent for the document itself. */
  readonly document?: string | undefined
  readonly range: Range
}

/** What turns places into locations; each document's lines are counted once. */
export function locator(
  document: Pick<TextDocument, "uri" | "positionAt">,
  { lines }: Pick<AnalysedDocument, "lines">,
): (place: Place) => Location {
  const documents = new Map<string, Lines>([[document.uri, document]])
  const linesOf = (uri: string): Lines => {
    const known = documents.get(uri)
    if (known) return known
    const other = readableLines(lines.get(uri) ?? { text: "" })
    documents.set(uri, other)
    return other
  }
  return ({ document: uri = document.uri, range }) => ({ uri, range: lspRange(linesOf(uri), range) })
}

/** What tells the position of an offset. */
export type Lines = Pick<TextDocument, "positionAt">

export function readableLines(lines: TextLines): Lines {
  if ("text" in lines) {
    const { text, origin } = lines
    const starts = lazily(() => lineStartsOf(text))
    const document: Lines = { positionAt: offset => positionInText(text, starts(), offset) }
    return origin ? { positionAt: positionsIn(document, origin) } : document
  }
  return { positionAt: offset => positionIn(lines, offset) }
}

/** Positions of the file that a text is a part of. */
function positionsIn(document: Lines, { offset: start, line, character }: LineOrigin): Lines["positionAt"] {
  const first = document.positionAt(start)
  return offset => {
    const own = document.positionAt(offset)
    const column = own.line === first.line ? character + own.character - first.character : own.character
    return { line: line + own.line - first.line, character: column }
  }
}
