import { TextEditorRevealType, Uri, ViewColumn, window } from "vscode"
import type { Location } from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"

/** Selects a place in its document: where that is on the screen, else in the first column. */
export async function showPlace({ uri, range }: Location): Promise<void> {
  const document = Uri.parse(uri)
  const visible = window.visibleTextEditors.find(editor => `${editor.document.uri}` === `${document}`)
  const selection = asRange(range)
  const editor = await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.One,
    selection,
  })
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport)
}
