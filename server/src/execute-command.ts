import type { CancellationToken } from "vscode-languageserver"
import type { Settings } from "./analysis/settings.ts"
import { chooseGroup } from "./features/choose-group.ts"
import { effectiveRules, effectiveRulesText } from "./features/effective-rules.ts"
import { resolveEnds } from "./features/flow-ends.ts"
import { isProblem, parseFlow } from "./features/flow-text.ts"
import { locator } from "./features/lsp-range.ts"
import { settlements } from "./features/settlements.ts"
import { verification } from "./features/verification.ts"
import { summariseVerdict, verdictText } from "./features/verification-text.ts"
import { isLocated } from "./judging/group-rule.ts"
import type { JudgedGroup } from "./judging/judged-group.ts"
import { networkContext, parseNetworkContext } from "./judging/network-context.ts"
import { type FlowVerdict, verifyFlow } from "./judging/verify-flow.ts"
import {
  type EffectiveRulesAnswer,
  effectiveRulesCommand,
  type GroupReference,
  type VerifyFlowAnswer,
  type VerifyFlowArgument,
  verifyFlowCommand,
} from "./protocol.ts"
import type { OpenDocument, Workspace } from "./workspace.ts"

/** Why a command has no answer: a sentence for the user. */
export interface CommandProblem {
  readonly problem: string
}

/** Runs a command of the server. The argument comes from any client, and is not taken for what it should be. */
export async function executeCommand(
  workspace: Workspace,
  command: string,
  argument: unknown,
  token: CancellationToken,
): Promise<VerifyFlowAnswer | EffectiveRulesAnswer | CommandProblem> {
  if (!isReference(argument)) return { problem: `${command} takes one argument, an object with a document's "uri".` }
  await workspace.tagFiles.loaded
  const open = await workspace.open(argument.uri, token)
  if (!open) return { problem: `${argument.uri} is not an open document.` }
  if (command === effectiveRulesCommand) return answerEffectiveRules(open, argument)
  if (command !== verifyFlowCommand) return { problem: `There is no command ${command}.` }
  return answerVerifyFlow(open, argument, await workspace.settingsOf(argument.uri))
}

function isReference(argument: unknown): argument is GroupReference & Partial<VerifyFlowArgument> {
  if (typeof argument !== "object" || argument === null) return false
  const { uri, group, flow }: { uri?: unknown; group?: unknown; flow?: unknown } = argument
  const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === "string"
  return typeof uri === "string" && isTextOrAbsent(group) && isTextOrAbsent(flow)
}

/** The rules of one group, or of all groups of the document where none is named. */
function answerEffectiveRules(open: OpenDocument, reference: GroupReference): EffectiveRulesAnswer | CommandProblem {
  const all = reference.group === undefined && reference.at === undefined && open.analysed.groups.length > 1
  const judged = all ? undefined : referredGroup(open, reference)
  if (isProblem(judged)) return judged
  const groups = judged ? [judged] : open.analysed.groups
  return { ...effectiveRules(groups), client: { text: effectiveRulesText(groups) } }
}

/** The command line's JSON, and what a client needs to show it. */
function answerVerifyFlow(
  open: OpenDocument,
  { flow: line, ...reference }: GroupReference & Partial<VerifyFlowArgument>,
  settings: Settings,
): VerifyFlowAnswer | CommandProblem {
  const judged = referredGroup(open, reference)
  if (isProblem(judged)) return judged
  const written = parseFlow(line ?? "")
  if (isProblem(written)) return written
  const flow = resolveEnds(judged, written)
  if (isProblem(flow)) return flow
  const network = parseNetworkContext(settings.virtualNetwork)
  if (isProblem(network)) return { problem: `Setting nsg.virtualNetwork: ${network.problem}` }
  const context = networkContext({ ...network, tagData: judged.context.tagData })
  const verdict = verifyFlow(judged, flow, context, open.analysed)
  return { ...verification(verdict), client: clientPart(open, verdict) }
}

function clientPart({ document, analysed }: OpenDocument, verdict: FlowVerdict): VerifyFlowAnswer["client"] {
  const { decider, flow, outcomes } = verdict
  const locate = locator(document, analysed)
  const settle = settlements(flow, outcomes)
  return {
    text: verdictText(verdict),
    summary: summariseVerdict(verdict),
    ...(decider && isLocated(decider) && { location: locate({ document: decider.document, range: decider.at.name }) }),
    ...(settle.length > 0 && { settle }),
  }
}

function referredGroup(
  { document, analysed }: OpenDocument,
  { group, at }: GroupReference,
): JudgedGroup | CommandProblem {
  return chooseGroup(analysed, { name: group, offset: at && document.offsetAt(at) })
}
