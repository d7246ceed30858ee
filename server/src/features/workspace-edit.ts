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
