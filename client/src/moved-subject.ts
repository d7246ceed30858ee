import type { TextDocumentChangeEvent } from "vscode"
import type { Subject } from "../../server/src/protocol.ts"

/** The subject whose place, if it has one, went along with lines that were added or removed above it. */
export function movedSubject<S extends Subject>(subject: S, { document, contentChanges }: TextDocumentChangeEvent): S {
  const { at, uri } = subject
  if (!at || uri !== document.uri.toString()) return subject
  const line = contentChanges
    .filter(({ range }) => range.end.line < at.line)
    .reduce(
      (line, { range, text }) => line + text.split("\n").length - 1 - (range.end.line - range.start.line),
      at.line,
    )
  return line === at.line ? subject : { ...subject, at: { ...at, line } }
}
