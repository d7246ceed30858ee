import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver"
import { issueOf } from "../azure/tag-data.ts"
import { readTagFile } from "../azure/tag-file.ts"
import { namesThings } from "../features/ask-network.ts"
import { completeFlow } from "../features/complete-flow.ts"
import { findingReport } from "../features/finding-report.ts"
import { isProblem, parseFlow } from "../features/flow-text.ts"
import { groupEntries } from "../features/groups.ts"
import { namedEnds } from "../features/named-ends.ts"
import { networkEntries } from "../features/network-entries.ts"
import { parsePathFlow } from "../features/path-flow-text.ts"
import { type FlowSuggestion, suggestFlows } from "../features/suggest-flows.ts"
import {
  type CheckTagsParams,
  type CheckTagsResult,
  checkTagsRequest,
  type FindingReportParams,
  findingReportRequest,
  flowChoicesRequest,
  type GroupEntry,
  type GroupsParams,
  groupsRequest,
  type NetworkEntry,
  networkEntriesRequest,
  networkTreeRequest,
  type Overview,
  type OverviewParams,
  overviewRequest,
  type StoredTagsParams,
  type Subject,
  storedTagsNotification,
  type ValidateFlowParams,
  type ValidateFlowResult,
  validateFlowRequest,
} from "../protocol.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import type { Workspace } from "../workspace/workspace.ts"
import { workspaceGroups } from "../workspace/workspace-groups.ts"
import { executeCommand } from "./execute-command.ts"
import { answerFlowChoices } from "./flow-choices-request.ts"
import { linesIn } from "./network-places.ts"
import { answerNetworkTree } from "./network-tree-request.ts"
import { referredGroup } from "./verify-flow-command.ts"

interface RequestSession {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly flows: FlowDocuments
}

/** The server's commands, and what clients ask beyond LSP. */
export function offerRequests(session: RequestSession): void {
  const { connection, workspace } = session
  connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }, token) => {
    const answer = await executeCommand(session, command, argument, token)
    return isProblem(answer) ? new ResponseError(LSPErrorCodes.RequestFailed, answer.problem) : answer
  })
  connection.onRequest(groupsRequest, async ({ uri }: GroupsParams): Promise<GroupEntry[]> => {
    if (uri === undefined) return workspaceGroups(workspace)
    const open = await workspace.open(uri)
    return open ? groupEntries(open.document, open.analysed) : []
  })
  connection.onNotification(storedTagsNotification, ({ uri }: StoredTagsParams) => {
    workspace.tagFiles.stored = uri
    void workspace.tagFiles.load(workspace.folders)
  })
  connection.onRequest(checkTagsRequest, ({ text, name }: CheckTagsParams): CheckTagsResult => checkTags(text, name))
  connection.onRequest(findingReportRequest, (params: FindingReportParams) => reportFinding(workspace, params))
  connection.onRequest(overviewRequest, ({ uri }: OverviewParams) => overview(workspace, uri))
  connection.onRequest(validateFlowRequest, (params: ValidateFlowParams, token) =>
    validateFlow(workspace, params, token),
  )
  connection.onRequest(flowChoicesRequest, (subject: Subject) => answerFlowChoices(session, subject))
  connection.onRequest(networkEntriesRequest, async ({ uri }: GroupsParams): Promise<NetworkEntry[]> => {
    const network = await workspace.network(uri)
    return networkEntries(network.topology, linesIn(network), uri)
  })
  connection.onRequest(networkTreeRequest, () => answerNetworkTree(workspace))
}

/** Null where the document has no such finding by now. */
async function reportFinding(workspace: Workspace, { uri, code, start }: FindingReportParams): Promise<string | null> {
  const open = await workspace.open(uri)
  const offset = open?.document.offsetAt(start)
  const finding = open?.analysed.findings.find(one => one.code === code && one.range.start === offset)
  if (!open || !finding) return null
  return findingReport(open.analysed, finding, await workspace.settingsOf(uri), () => Math.random() < 0.5)
}

async function overview(workspace: Workspace, uri: string): Promise<Overview> {
  const [groups, { profile }] = await Promise.all([workspaceGroups(workspace), workspace.settingsOf(uri)])
  const tagData = workspace.tagFiles.of(uri)
  return { groups: groups.length, profile, tagData: tagData ? issueOf(tagData) : null }
}

/** At every keystroke of a flow that is typed. */
async function validateFlow(
  workspace: Workspace,
  { flow: line, inNetworks = false, ...subject }: ValidateFlowParams,
  token: CancellationToken,
): Promise<ValidateFlowResult> {
  const { judged } = await workspace.network()
  const flow = parsePathFlow(line)
  const isOfNetworks = inNetworks || (!isProblem(flow) && namesThings(flow))
  const read = isOfNetworks ? flow : parseFlow(line)
  const completions = completeFlow(line, namedEnds(judged.index), subject.end)
  const suggestions = line.trim() === "" && !isOfNetworks ? await suggestionsFor(workspace, subject, token) : []
  return { message: isProblem(read) ? read.problem : null, completions, ...(suggestions.length > 0 && { suggestions }) }
}

async function suggestionsFor(
  workspace: Workspace,
  subject: Subject,
  token: CancellationToken,
): Promise<readonly FlowSuggestion[]> {
  const open = subject.uri === undefined ? undefined : await workspace.open(subject.uri, token)
  const judged = open && referredGroup(open, subject)
  return !judged || isProblem(judged) ? [] : suggestFlows(judged)
}

/** Tells a client what it has downloaded, before that takes the place of what was there. */
function checkTags(text: string, name: string): CheckTagsResult {
  const data = readTagFile(text, name)
  if ("problem" in data) return { problem: `${name} ${data.problem}` }
  return { problem: null, issue: issueOf(data), tags: data.tags.size }
}
