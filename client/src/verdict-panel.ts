import { type Disposable, l10n, Uri, window } from "vscode"
import type { FlowFields, FromPage, ToPage, VerdictContent } from "../../pages/src/messages.ts"
import {
  type FlowChoices,
  flowChoicesRequest,
  type VerifyFlowAnswer,
  type VerifyFlowArgument,
  verifyFlowCommand,
} from "../../server/src/protocol.ts"
import { AnswerPanel, type PagedAnswer } from "./answer-panel.ts"
import { subjectName } from "./choose-subject.ts"
import { recentFlows } from "./flow-history.ts"
import { isOfNetworks } from "./flow-input.ts"
import { saveExpectation } from "./save-expectation.ts"
import { askServer, type Reply, type Session } from "./session.ts"
import { addToVirtualNetwork, settlementLabel } from "./virtual-network-setting.ts"

export type VerdictPanel = AnswerPanel<VerifyFlowArgument>

interface VerdictActions {
  /** Asks for another flow of the same subject as a line. */
  askAnother(request: VerifyFlowArgument): Promise<unknown>
  /** Shows the answer to the flow of the form, or hands back why there is none. */
  verify(request: VerifyFlowArgument): Promise<string | undefined>
}

/** The one place of verdicts: the last flow that was asked about, and its answer as the rules are now. */
export function verdictPanel(session: Session, extension: Uri, actions: VerdictActions): VerdictPanel {
  return new AnswerPanel(session, extension, {
    viewType: "nsg.verdict",
    // The deciding rule is selected where it is written.
    takesFocus: false,
    ask: async request => {
      if (request.flow === "") return emptyForm(session, request)
      const reply = await askVerdict(session, request)
      withdraw(reply)
      return reply
    },
    receive: (message, request) => receive(session, actions, message, request),
  })
}

async function receive(
  session: Session,
  actions: VerdictActions,
  message: FromPage,
  request: VerifyFlowArgument,
): Promise<ToPage | undefined> {
  if ("choices" in message) return { choices: await askChoices(session, request) }
  if ("verify" in message) {
    const refused = await actions.verify({ ...request, flow: message.verify })
    return refused === undefined ? undefined : { refused }
  }
  if ("settle" in message) await settle(session, message, request)
  else if ("saveExpectation" in message) await saveExpectation(session, request)
  else await actions.askAnother(request)
  return undefined
}

async function askChoices({ server }: Session, { flow: _, ...subject }: VerifyFlowArgument): Promise<FlowChoices> {
  await server.start()
  return server.client.sendRequest(flowChoicesRequest, subject)
}

export async function askVerdict(
  session: Session,
  request: VerifyFlowArgument,
): Promise<Reply<PagedAnswer<VerifyFlowAnswer>>> {
  const answer = await askServer<VerifyFlowAnswer>(session, verifyFlowCommand, request)
  if ("problem" in answer) return answer
  const { view, settle = [], links } = answer.client
  const title = links ? l10n.t("{0}: flow through the network", view.shownWord) : titleOf(view.shownWord, request.group)
  const ways = settle.map(way => ({ ...way, label: settlementLabel(way) }))
  return { answer, content: { ...withForm(session, request), title, view, settle: ways, fields: fieldsOf(answer) } }
}

/** The page before a flow is asked about. */
export function emptyForm(session: Session, request: VerifyFlowArgument): { readonly content: VerdictContent } {
  const title = l10n.t("Verify a flow through {0}", subjectName(request))
  return { content: { ...withForm(session, request), title, settle: [] } }
}

function withForm({ memory }: Session, request: VerifyFlowArgument) {
  return { kind: "verdict", request, recent: recentFlows(memory), isOfNetworks: isOfNetworks(request) } as const
}

function fieldsOf({ flow }: VerifyFlowAnswer): FlowFields {
  const port = (value: number | "*" | null) => (typeof value === "number" ? `${value}` : "")
  return {
    direction: flow.direction?.toLowerCase() ?? "",
    protocol: flow.protocol.toLowerCase(),
    source: flow.source,
    sourcePort: port(flow.sourcePort),
    destination: flow.destination,
    destinationPort: port(flow.destinationPort),
  }
}

function titleOf(word: string, group: string | undefined): string {
  return group === undefined
    ? l10n.t("{0}: flow through the group", word)
    : l10n.t("{0}: flow through {1}", word, group)
}

/** A few seconds in the status bar; the page says the rest. */
export function announce({ access, client: { summary } }: VerifyFlowAnswer): void {
  const icon = access === "Allow" ? "pass" : access === "Deny" ? "circle-slash" : "question"
  announced = { summary, message: window.setStatusBarMessage(`$(${icon}) ${shortened(summary)}`, 6000) }
}

/** VS Code cuts off what is wider than four tenths of its window, without a sign. */
function shortened(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1).trimEnd()}…` : text
}

const mostLetters = 72

let announced: { readonly summary: string; readonly message: Disposable } | undefined

/** An answer that is another one by now does not stand there any longer. */
function withdraw(reply: Reply<PagedAnswer<VerifyFlowAnswer>>): void {
  if (!announced || ("answer" in reply && reply.answer.client.summary === announced.summary)) return
  announced.message.dispose()
  announced = undefined
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
