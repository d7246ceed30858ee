import type { TextDocument } from "vscode-languageserver-textdocument"
import type { Range as LspRange } from "vscode-languageserver-types"
import type { Range } from "../syntax/node.ts"

/** Offsets as lines and characters. */
export function lspRange(document: TextDocument, { start, end }: Range): LspRange {
  return { start: document.positionAt(start), end: document.positionAt(end) }
}
