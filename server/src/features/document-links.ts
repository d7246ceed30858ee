import type { TextDocument } from "vscode-languageserver-textdocument"
import type { DocumentLink } from "vscode-languageserver-types"
import type { LinkedText } from "../analysis/indexed-text.ts"
import { lspRange } from "./lsp-range.ts"

/** Links to the templates that deployments of a document name, where it is known which files these are. */
export function documentLinks(document: TextDocument, linked: readonly LinkedText[]): DocumentLink[] {
  const links = linked.flatMap(({ uri, calls }) =>
    calls.filter(call => call.document === document.uri).map(({ link }) => ({ range: link, target: uri })),
  )
  // A loop links one template many times.
  const once = new Map(links.map(link => [link.range.start, link]))
  return [...once.values()].map(({ range, target }) => ({ range: lspRange(document, range), target }))
}
