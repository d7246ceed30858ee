import { Range, TextEditorRevealType, Uri, ViewColumn, window } from "vscode"
import type { Location } from "../../server/src/protocol.ts"

/** Selects a place in its document: where that is on the screen, else in the first column. */
export async function showPlace({ uri, range: { start, end } }: Location): Promise<void> {
  const document = Uri.parse(uri)
  const visible = window.visibleTextEditors.find(editor => `${editor.document.uri}` === `${document}`)
  const selection = new Range(start.line, start.character, end.line, end.character)
  const editor = await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.One,
    selection,
  })
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport)
}
