import type { TextDocument } from "vscode-languageserver-textdocument"
import type { TextEdit } from "vscode-languageserver-types"
import { formattedLines } from "../flows/format-flow-file.ts"
import { lspRange } from "./lsp-range.ts"

/** Edits of single lines, so that cursors and markers elsewhere stay where they are. */
export function flowFormatting(document: TextDocument): TextEdit[] {
  return formattedLines(document.getText()).map(({ range, text }) => ({
    range: lspRange(document, range),
    newText: text,
  }))
}
