import { Uri, window } from "vscode"
import type { VerifyFlowAnswer, VerifyFlowArgument } from "../../server/src/protocol.ts"
import type { Session } from "./session.ts"
import { showPlace } from "./show-place.ts"
import { addToVirtualNetwork } from "./virtual-network-setting.ts"

/**
 * Shows a verified flow: the deciding rule selected where it is written, the trace below it, the verdict as a message. Of a
 * path each level of the trace leads to its rule.
 * Where the verdict depends on the virtual network, the message has a button that settles it, and `again` is run.
 */
export async function showVerdict(
  session: Session,
  argument: VerifyFlowArgument,
  { client: answer }: VerifyFlowAnswer,
  again: () => Promise<unknown>,
): Promise<void> {
  const { uri = "", group } = argument
  const title = `Flow through ${answer.links ? "the network" : (group ?? "the group")}`
  await session.documents.show(title, answer, uri)
  if (answer.location) await showPlace(answer.location)
  // Not awaited: the message stays until the user answers it, and the command has done its work.
  void offerSettlement(Uri.parse(uri), answer).then(settled => settled && again())
}

/** True when the user has stated what the verdict depends on. */
async function offerSettlement(scope: Uri, { summary, settle = [] }: VerifyFlowAnswer["client"]): Promise<boolean> {
  const title = await window.showInformationMessage(summary, ...settle.map(settlement => settlement.title))
  const chosen = settle.find(settlement => settlement.title === title)
  if (!chosen) return false
  await addToVirtualNetwork(scope, chosen.prefixes)
  return true
}
