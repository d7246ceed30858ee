import { l10n, type Uri, ViewColumn } from "vscode"
import type { ShownCounts } from "../../pages/src/messages.ts"
import { type Subject, type TopologyAnswer, topologyCommand } from "../../server/src/protocol.ts"
import { AnswerPanel, type PagedAnswer } from "./answer-panel.ts"
import { askServer, type Reply, type Session, shownProblem } from "./session.ts"

export type TopologyPanel = AnswerPanel<Subject>

export function topologyPanel(session: Session, extension: Uri): TopologyPanel {
  return new AnswerPanel(session, extension, {
    viewType: "nsg.topology",
    takesFocus: true,
    // It is as wide as an editor, and not an answer to a question about the document beside it.
    column: async () => ViewColumn.Active,
    ask: request => askTopology(session, request),
  })
}

/** `NSG: Show Topology`: the networks of the workspace, and how many things in the picture lead to a document. */
export async function showTopology(
  session: Session,
  panel: TopologyPanel,
): Promise<(TopologyAnswer & { readonly shown: ShownCounts | undefined }) | undefined> {
  const request = {}
  const paged = shownProblem(await askTopology(session, request))
  return paged && { ...paged.answer, shown: await panel.show(request, paged) }
}

async function askTopology(session: Session, request: Subject): Promise<Reply<PagedAnswer<TopologyAnswer>>> {
  const answer = await askServer<TopologyAnswer>(session, topologyCommand, request)
  if ("problem" in answer) return answer
  return { answer, content: { kind: "topology", title: l10n.t("NSG Topology"), request, picture: answer.client } }
}
