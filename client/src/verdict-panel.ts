import { l10n, Uri, window } from "vscode"
import type { FromPage } from "../../pages/src/messages.ts"
import { type VerifyFlowAnswer, type VerifyFlowArgument, verifyFlowCommand } from "../../server/src/protocol.ts"
import { AnswerPanel, type PagedAnswer } from "./answer-panel.ts"
import { saveExpectation } from "./save-expectation.ts"
import { askServer, type Reply, type Session } from "./session.ts"
import { addToVirtualNetwork, settlementLabel } from "./virtual-network-setting.ts"

export type VerdictPanel = AnswerPanel<VerifyFlowArgument, VerifyFlowAnswer>

/** The one place of verdicts: the last flow that was asked about, and its answer as the rules are now. */
export function verdictPanel(
  session: Session,
  extension: Uri,
  verifyAnother: (request: VerifyFlowArgument) => Promise<unknown>,
): VerdictPanel {
  return new AnswerPanel(session, extension, {
    viewType: "nsg.verdict",
    // The deciding rule is selected where it is written.
    takesFocus: false,
    ask: request => askVerdict(session, request),
    receive: (message, request) => {
      if ("settle" in message) return settle(session, message, request)
      return "saveExpectation" in message ? saveExpectation(session, request) : verifyAnother(request)
    },
  })
}

export async function askVerdict(
  session: Session,
  request: VerifyFlowArgument,
): Promise<Reply<PagedAnswer<VerifyFlowAnswer>>> {
  const answer = await askServer<VerifyFlowAnswer>(session, verifyFlowCommand, request)
  if ("problem" in answer) return answer
  const { view, settle = [], links } = answer.client
  const title = links ? l10n.t("{0}: flow through the network", view.word) : titleOf(view.word, request.group)
  const ways = settle.map(way => ({ ...way, label: settlementLabel(way) }))
  return { answer, content: { kind: "verdict", title, request, view, settle: ways } }
}

function titleOf(word: string, group: string | undefined): string {
  return group === undefined
    ? l10n.t("{0}: flow through the group", word)
    : l10n.t("{0}: flow through {1}", word, group)
}

/** A few seconds in the status bar; the page says the rest. */
export function announce({ access, client: { summary } }: VerifyFlowAnswer): void {
  const icon = access === "Allow" ? "pass" : access === "Deny" ? "circle-slash" : "question"
  window.setStatusBarMessage(`$(${icon}) ${summary}`, 6000)
}

/** Where the answer still depends on it. The change of the setting has the question asked again. */
async function settle(
  session: Session,
  { settle }: Extract<FromPage, { readonly settle: unknown }>,
  request: VerifyFlowArgument,
): Promise<void> {
  const reply = await askVerdict(session, request)
  if ("problem" in reply) return
  const chosen = reply.answer.client.settle?.find(({ prefixes }) => prefixes.join() === settle.join())
  if (chosen) await addToVirtualNetwork(Uri.parse(request.uri ?? ""), chosen.prefixes)
}
