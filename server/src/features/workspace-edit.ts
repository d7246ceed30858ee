import type { TextDocument } from "vscode-languageserver-textdocument"
import type { WorkspaceEdit } from "vscode-languageserver-types"
import type { TextEdit } from "../syntax/edit.ts"
import { lspRange } from "./lsp-range.ts"

/** Changes of one document; with its version where the client takes that, so that they fit no other text. */
export function workspaceEdit(document: TextDocument, edits: readonly TextEdit[], isVersioned: boolean): WorkspaceEdit {
  const { uri, version } = document
  const changes = edits.map(({ range, newText }) => ({ range: lspRange(document, range), newText }))
  if (!isVersioned) return { changes: { [uri]: changes } }
  return { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
}

/** The same with a place to type in: the first `placeholder` in the new texts. A client that takes this takes versions. */
export function snippetEdit(document: TextDocument, edits: readonly TextEdit[], placeholder: string): WorkspaceEdit {
  const { uri, version } = document
  const changes = edits.map(({ range, newText }) => {
    const [before, ...behind] = newText.split(placeholder).map(escaped)
    const value = `${before}\${1:${escaped(placeholder)}}${behind.join(escaped(placeholder))}`
    return behind.length === 0
      ? { range: lspRange(document, range), newText }
      : { range: lspRange(document, range), snippet: { kind: "snippet" as const, value } }
  })
  return { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
}

/** In a snippet `$` begins a place to type in, which `}` ends. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&")
}
