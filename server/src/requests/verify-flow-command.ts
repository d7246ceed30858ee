import * as l10n from "@vscode/l10n"
import { askNetwork, askNetworkIfHere, namesThings } from "../features/ask-network.ts"
import { chooseGroup } from "../features/choose-group.ts"
import { isProblem, parseFlow } from "../features/flow-text.ts"
import { locator } from "../features/lsp-range.ts"
import { parsePathFlow } from "../features/path-flow-text.ts"
import { pathReport, summarisePath, targetOf } from "../features/path-text.ts"
import { pathVerification } from "../features/path-verification.ts"
import { type Settlement, settlements } from "../features/settlements.ts"
import { pathView, verdictView } from "../features/verdict-view.ts"
import { verification } from "../features/verification.ts"
import { summariseVerdict, verdictText } from "../features/verification-text.ts"
import { resolveEnds } from "../flows/flow-ends.ts"
import { isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { networkContext, parseNetworkContext } from "../judging/network-context.ts"
import type { WrittenFlow } from "../judging/path-question.ts"
import { type FlowVerdict, verifyFlow } from "../judging/verify-flow.ts"
import type { PathVerdict } from "../judging/verify-path.ts"
import type { Subject, VerifyFlowAnswer } from "../protocol.ts"
import type { WorkspaceNetwork } from "../workspace/network-keeper.ts"
import type { OpenDocument, Workspace } from "../workspace/workspace.ts"
import { type CommandProblem, findThing, type OpenSubject } from "./command-subject.ts"
import { locateIn } from "./network-places.ts"

/** What one group does with a flow, or the networks of the workspace, level by level. */
export async function answerVerifyFlow(
  workspace: Workspace,
  { subject, open }: OpenSubject,
  line: string,
): Promise<VerifyFlowAnswer | CommandProblem> {
  const isGroup = subject.group !== undefined || subject.at !== undefined
  const written = parsePathFlow(line)
  if (isProblem(written)) {
    // A group has its own words for what is wrong, first of all with the question for it.
    const group = isGroup || (subject.end === undefined && open && open.analysed.groups.length > 0) ? open : undefined
    return group ? ofGroup(workspace, group, subject, line) : written
  }
  const network = await workspace.network(subject.uri)
  if (subject.end !== undefined || namesThings(written) || !open) {
    return network.settingProblem === undefined
      ? ofNetwork(network, subject, written)
      : { problem: network.settingProblem }
  }
  const isOnlyGroup = () => open.analysed.groups.length === 1
  const there = isGroup ? undefined : askNetworkIfHere(network.judged, written, isOnlyGroup)
  if (there) return isProblem(there) ? there : pathAnswer(network, there)
  if (!isGroup && open.analysed.groups.length === 0) return ofNetwork(network, subject, written)
  return ofGroup(workspace, open, subject, line)
}

function ofNetwork(
  network: WorkspaceNetwork,
  { end }: Subject,
  written: WrittenFlow,
): VerifyFlowAnswer | CommandProblem {
  const thing = end === undefined ? undefined : findThing(network, end)
  if (isProblem(thing)) return thing
  const about = thing?.kind === "subnet" ? undefined : thing?.networkInterface
  const verdict = askNetwork(network.judged, written, about)
  return isProblem(verdict) ? verdict : pathAnswer(network, verdict)
}

function pathAnswer(network: WorkspaceNetwork, verdict: PathVerdict): VerifyFlowAnswer {
  const locate = locateIn(network)
  const { text, targets } = pathReport(verdict)
  const target = verdict.decider ? targetOf(verdict.decider) : undefined
  return {
    ...pathVerification(verdict),
    client: {
      text,
      view: pathView(verdict, locate),
      summary: summarisePath(verdict),
      links: targets.map(({ line, start, end, target }) => ({
        range: { start: { line, character: start }, end: { line, character: end } },
        location: locate(target),
      })),
      ...(target && { location: locate(target) }),
    },
  }
}

async function ofGroup(
  workspace: Workspace,
  open: OpenDocument,
  subject: Subject,
  line: string,
): Promise<VerifyFlowAnswer | CommandProblem> {
  const judged = referredGroup(open, subject)
  if (isProblem(judged)) return judged
  const written = parseFlow(line)
  if (isProblem(written)) return written
  const flow = resolveEnds(judged, written)
  if (isProblem(flow)) return flow
  const settings = await workspace.settingsOf(open.document.uri)
  const within = (virtualNetwork: readonly string[]) => {
    const network = parseNetworkContext(virtualNetwork)
    if (isProblem(network)) return network
    const context = networkContext({ ...network, tagData: judged.context.tagData })
    return verifyFlow(judged, flow, context, open.analysed)
  }
  const verdict = within(settings.virtualNetwork)
  if (isProblem(verdict)) return { problem: l10n.t`Setting nsg.virtualNetwork: ${verdict.problem}` }
  const settle = settlements(verdict, prefixes => {
    const settled = within([...settings.virtualNetwork, ...prefixes])
    return isProblem(settled) ? "Unknown" : settled.access
  })
  return { ...verification(verdict), client: clientPart(open, verdict, settle) }
}

function clientPart(
  { document, analysed }: OpenDocument,
  verdict: FlowVerdict,
  settle: readonly Settlement[],
): VerifyFlowAnswer["client"] {
  const { decider } = verdict
  const locate = locator(document, analysed)
  return {
    text: verdictText(verdict),
    view: verdictView(verdict, locate),
    summary: summariseVerdict(verdict),
    ...(decider && isLocated(decider) && { location: locate({ document: decider.document, range: decider.at.name }) }),
    ...(settle.length > 0 && { settle }),
  }
}

export function referredGroup(
  { document, analysed }: OpenDocument,
  { group, at }: Subject,
): JudgedGroup | CommandProblem {
  return chooseGroup(analysed, { name: group, offset: at && document.offsetAt(at) })
}
