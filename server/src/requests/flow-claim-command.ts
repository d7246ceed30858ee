import * as l10n from "@vscode/l10n"
import { formatFlow, isProblem, parseFlow } from "../features/flow-text.ts"
import { formatPathFlow, parsePathFlow } from "../features/path-flow-text.ts"
import { addClaim } from "../flows/add-claim.ts"
import { expectationText } from "../flows/expectation-text.ts"
import { parseFlowFile } from "../flows/parse-flow-file.ts"
import { proveFlowFile } from "../flows/prove-flow-file.ts"
import type { FlowClaimAnswer, FlowClaimArgument, Subject, VerifyFlowAnswer } from "../protocol.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import { folderUri } from "../workspace/path-uri.ts"
import type { Workspace } from "../workspace/workspace.ts"
import { claimedGroup, proposedFlowFile } from "./claimed-group.ts"
import type { CommandProblem, OpenSubject } from "./command-subject.ts"
import { answerVerifyFlow, referredGroup } from "./verify-flow-command.ts"

/** A verified flow as a claim of a `.nsgflow` file, which has been proved there. */
export async function answerFlowClaim(
  session: { readonly workspace: Workspace; readonly flows: FlowDocuments },
  subject: OpenSubject,
  argument: FlowClaimArgument,
): Promise<FlowClaimAnswer | CommandProblem> {
  const answer = await answerVerifyFlow(session.workspace, subject, argument.flow)
  if (isProblem(answer)) return answer
  if (answer.access === "Unknown") return { problem: l10n.t`Only a flow whose answer is certain can be expected.` }
  const written = "path" in answer ? pathClaim(answer, argument) : groupClaim(subject, argument)
  if (isProblem(written)) return written
  const { uri, use, flow } = written
  const claim = `${answer.access.toLowerCase()} ${flow}`
  const lines = [...(use === undefined ? [] : [use]), claim].join("\n")
  const proven = proveFlowFile(parseFlowFile(lines), await session.flows.worldOf(uri, lines))
  const problem = proven.find(({ status }) => status !== "holds")
  if (problem) return { problem: l10n.t`This flow cannot be written as an expectation. ${expectationText(problem)}` }
  const added = addClaim(argument.into?.text ?? "", claim, use)
  if (!added) return { problem: l10n.t`This is already expected: ${claim}` }
  return { uri, claim, at: { line: added.line, character: 0 }, text: added.text }
}

/** The argument comes from any client. */
export function isFlowClaimArgument(argument: Subject & { readonly into?: unknown }): argument is FlowClaimArgument {
  const { flow, into }: { flow?: unknown; into?: unknown } = argument
  if (typeof flow !== "string") return false
  if (into === undefined) return true
  if (typeof into !== "object" || into === null) return false
  const { uri, text }: { uri?: unknown; text?: unknown } = into
  return typeof uri === "string" && typeof text === "string"
}

interface WrittenExpectation {
  /** The flow file. */
  readonly uri: string
  /** What it is about; absent where the flow says it. */
  readonly use?: string
  readonly flow: string
}

function groupClaim({ subject, open }: OpenSubject, { flow: line, into }: FlowClaimArgument) {
  const judged = open && referredGroup(open, subject)
  if (!judged || isProblem(judged)) return judged ?? { problem: l10n.t`Name a document with an NSG.` }
  const flow = parseFlow(line)
  if (isProblem(flow)) return flow
  const uri = into?.uri ?? proposedFlowFile(open, judged)
  const claimed = claimedGroup(open, judged, uri)
  if (isProblem(claimed)) return claimed
  const use = `use nsg ${quoted(claimed.group)} in ${quoted(claimed.file)}`
  return { uri, use, flow: formatFlow(flow) } satisfies WrittenExpectation
}

/** Ends that name things of the networks need no `use`; other ends are of the NIC or subnet that was asked about. */
function pathClaim(
  answer: VerifyFlowAnswer & { readonly path: readonly { readonly direction: string }[] },
  { flow: line, into, end, uri: document }: FlowClaimArgument,
): WrittenExpectation | CommandProblem {
  const flow = parsePathFlow(line)
  if (isProblem(flow)) return flow
  const uri = into?.uri ?? proposedBeside(document)
  if (uri === undefined)
    return { problem: l10n.t`Open a file of the network first: the expectation is written beside it.` }
  const isPath = [flow.source, flow.destination].some(({ kind }) => kind !== "address")
  if (isPath) return { uri, flow: formatPathFlow(flow) }
  const [, type, name] = /^(nic|subnet):(.+)$/.exec(end ?? "") ?? []
  if (!type || !name) return { problem: l10n.t`Name a NIC or subnet in the flow, such as nic:web-0.` }
  const direction = flow.direction ?? (answer.path[0]?.direction === "Outbound" ? "Outbound" : "Inbound")
  return { uri, use: `use ${type} ${quoted(name)}`, flow: formatPathFlow({ ...flow, direction }) }
}

function proposedBeside(document: Subject["uri"]): string | undefined {
  return document === undefined ? undefined : `${folderUri(document, [])}/network.nsgflow`
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text
}
