import { Range, TextEditorRevealType, Uri, ViewColumn, window } from "vscode"
import type { VerifyFlowAnswer, VerifyFlowArgument } from "../../server/src/protocol.ts"
import type { Session } from "./session.ts"
import { addToVirtualNetwork } from "./virtual-network-setting.ts"

/**
 * Shows a verified flow: the deciding rule selected where it is written, the trace below it, the verdict as a message.
 * Where the verdict depends on the virtual network, the message has a button that settles it, and `again` is run.
 */
export async function showVerdict(
  session: Session,
  { uri, group }: VerifyFlowArgument,
  { client: answer }: VerifyFlowAnswer,
  again: () => Promise<unknown>,
): Promise<void> {
  await session.documents.show(`Flow through ${group ?? "the group"}`, answer.text, uri)
  if (answer.location) await selectRule(answer.location)
  // Not awaited: the message stays until the user answers it, and the command has done its work.
  void offerSettlement(Uri.parse(uri), answer).then(settled => settled && again())
}

async function selectRule({ uri, range: { start, end } }: NonNullable<VerifyFlowAnswer["client"]["location"]>) {
  const document = Uri.parse(uri)
  const visible = window.visibleTextEditors.find(editor => `${editor.document.uri}` === `${document}`)
  const selection = new Range(start.line, start.character, end.line, end.character)
  const editor = await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.One,
    selection,
  })
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport)
}

/** True when the user has stated what the verdict depends on. */
async function offerSettlement(scope: Uri, { summary, settle = [] }: VerifyFlowAnswer["client"]): Promise<boolean> {
  const title = await window.showInformationMessage(summary, ...settle.map(settlement => settlement.title))
  const chosen = settle.find(settlement => settlement.title === title)
  if (!chosen) return false
  await addToVirtualNetwork(scope, chosen.prefixes)
  return true
}
