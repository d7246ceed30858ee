import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  InlayHintRefreshRequest,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver"
import { issueOf } from "./azure/tag-data.ts"
import { readTagFile } from "./azure/tag-file.ts"
import { type ClientAbilities, clientAbilities } from "./client-abilities.ts"
import { clientFiles } from "./client-files.ts"
import { answerCompletion, completionTriggers } from "./completion-request.ts"
import { compareDocument } from "./difference-command.ts"
import { executeCommand } from "./execute-command.ts"
import { namesThings } from "./features/ask-network.ts"
import { type ActionAbilities, codeActions, fixAllKind } from "./features/code-actions.ts"
import { codeLenses } from "./features/code-lens.ts"
import { completeFlow } from "./features/complete-flow.ts"
import { diagnostics } from "./features/diagnostics.ts"
import { findingReport } from "./features/finding-report.ts"
import { flowDiagnostics } from "./features/flow-diagnostics.ts"
import { flowHover } from "./features/flow-hover.ts"
import { flowLenses } from "./features/flow-lenses.ts"
import { isProblem, parseFlow } from "./features/flow-text.ts"
import { groupEntries } from "./features/groups.ts"
import { hover } from "./features/hover.ts"
import { inlayHints } from "./features/inlay/inlay-hints.ts"
import { namedEnds } from "./features/named-ends.ts"
import { networkEntries } from "./features/network-entries.ts"
import { networkLenses } from "./features/network-lens.ts"
import { outline } from "./features/outline.ts"
import { parsePathFlow } from "./features/path-flow-text.ts"
import { readSettings } from "./features/read-settings.ts"
import { ruleHitHints } from "./features/rule-hits.ts"
import { signatureHelp } from "./features/signature-help.ts"
import { type FlowSuggestion, suggestFlows } from "./features/suggest-flows.ts"
import { FileDiagnostics, type FileReport } from "./file-diagnostics.ts"
import type { FileSource } from "./file-source.ts"
import { FlowDocuments, type ProvenFlows } from "./flow-documents.ts"
import { followFiles } from "./follow-files.ts"
import { followFlows } from "./follow-flows.ts"
import { HeadDifferences } from "./head-differences.ts"
import { LoadedLogs } from "./loaded-logs.ts"
import type { LogSource } from "./log-source.ts"
import { definitionPlaces, locationsOf } from "./naming-requests.ts"
import { offerNavigation } from "./navigation-requests.ts"
import { linesIn } from "./network-places.ts"
import { answerNetworkTree } from "./network-tree-request.ts"
import { flowCapabilities, flowTriggers, offerFlows, registerFlowFeatures } from "./offer-flows.ts"
import {
  type AssistantToolParams,
  type AssistantToolResult,
  askFlowCommand,
  assistantToolRequest,
  type CheckTagsParams,
  type CheckTagsResult,
  checkTagsRequest,
  differenceCommand,
  draftClaimsCommand,
  effectiveRulesCommand,
  type FindingReportParams,
  findingReportRequest,
  type GroupEntry,
  type GroupsParams,
  groupsRequest,
  type HeadTextParams,
  headMovedNotification,
  headTextRequest,
  type LoadFlowLogParams,
  loadFlowLogRequest,
  type NetworkEntry,
  networkEntriesRequest,
  networkTreeRequest,
  type Overview,
  type OverviewParams,
  overviewRequest,
  type StoredTagsParams,
  type Subject,
  showDifferenceCommand,
  showEffectiveRulesCommand,
  showPlaceCommand,
  storedTagsNotification,
  topologyCommand,
  unloadFlowLogRequest,
  type ValidateFlowParams,
  type ValidateFlowResult,
  validateFlowRequest,
  verifyClaimsCommand,
  verifyFlowCommand,
} from "./protocol.ts"
import { pushedDiagnostics } from "./pushed-diagnostics.ts"
import { type ResolveHost, resolveCodeAction } from "./resolve-code-action.ts"
import { referredGroup } from "./verify-flow-command.ts"
import { type OpenDocument, Workspace } from "./workspace.ts"
import { workspaceGroups } from "./workspace-groups.ts"

const noFiles: FileSource = { read: async () => undefined, list: async () => [] }
const noLogs: LogSource = { read: async uri => [`${uri} cannot be read here.`] }
const lensCommands = {
  verify: askFlowCommand,
  effective: showEffectiveRulesCommand,
  difference: showDifferenceCommand,
}

/** Runs a tool for an assistant on a folder; only a platform with files of its own has it. */
export type RunTool = (params: AssistantToolParams) => Promise<AssistantToolResult>

/** What a platform has besides files. */
export interface Platform {
  readonly logs?: LogSource | undefined
  readonly runTool?: RunTool
}

/** Connects the features with the protocol, on whatever platform the connection and the files come from. */
export function startServer(
  connection: Connection,
  files: FileSource = noFiles,
  { logs = noLogs, runTool }: Platform = {},
): void {
  const session = openSession(connection, files, logs)
  followClient(session)
  followDocuments(session)
  offerFeatures(session)
  offerRequests(session)
  if (runTool) connection.onRequest(assistantToolRequest, runTool)
  session.workspace.documents.listen(connection)
  connection.listen()
}

/** One editor, from its first message to its last. */
interface Session {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly flows: FlowDocuments
  readonly logs: LoadedLogs
  /** The editor's files, else those of the server's machine. */
  readonly files: FileSource
  /** Sends a document's diagnostics to a client that cannot ask for them. */
  readonly push: (uri: string) => void
  /** Known from the first request on. */
  client?: ClientAbilities
  /** The settings that came with a notification, for a client that cannot be asked. */
  sentSettings?: unknown
  logError(error: unknown): void
}

function openSession(connection: Connection, ownFiles: FileSource, logs: LogSource): Session {
  const logError = (error: unknown) => connection.console.error(String(error))
  const editorsFiles = clientFiles(connection)
  const files = () => (session.client?.hasFiles ? editorsFiles : ownFiles)
  const anyFiles: FileSource = { read: uri => files().read(uri), list: query => files().list(query) }
  const workspace = new Workspace({
    files: anyFiles,
    settingsOf: async scopeUri => {
      if (!session.client?.answersConfiguration) return readSettings(session.sentSettings)
      return readSettings(await connection.workspace.getConfiguration({ scopeUri, section: "nsg" }))
    },
    // A notification: nobody is asked for anything.
    warn: message =>
      connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }).catch(logError),
    logError,
  })
  const flows = new FlowDocuments(workspace, anyFiles)
  const session: Session = {
    connection,
    workspace,
    flows,
    logs: new LoadedLogs(workspace, logs),
    files: anyFiles,
    push: pushedDiagnostics(connection, workspace, flows),
    logError,
  }
  return session
}

function followClient(session: Session): void {
  const { connection, workspace, logError } = session
  connection.onInitialize(params => {
    session.client = clientAbilities(params)
    workspace.tagFiles.stored = session.client.storedTags
    workspace.folders = foldersOf(params)
    return { capabilities: capabilities(session.client), serverInfo: { name: "nsg" } }
  })
  connection.onInitialized(() => {
    if (session.client?.registersConfiguration) {
      connection.client.register(DidChangeConfigurationNotification.type, { section: "nsg" }).catch(logError)
    }
    if (!session.client) return
    registerFlowFeatures(session, session.client)
    followFiles({ connection, workspace, client: session.client, lookAgain: () => lookAgain(session), logError })
  })
  connection.onDidChangeConfiguration(({ settings }) => {
    session.sentSettings = settings?.nsg
    workspace.forgetSettings()
    workspace.index.fillAgain(workspace.folders).catch(logError)
    void workspace.tagFiles.load(workspace.folders)
    lookAgain(session)
  })
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
}

/** Tells the editor, whichever way it works, that answers about unchanged texts may have changed. */
function lookAgain(session: Session): void {
  const { connection, client, logError } = session
  if (client?.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(logError)
  if (client?.refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(logError)
  if (client?.refreshesInlayHints) connection.sendRequest(InlayHintRefreshRequest.type).catch(logError)
  pushAll(session)
}

/** Of every document, because what changed in one may belong to a group of another. */
function pushAll({ client, workspace, push }: Session): void {
  if (!client?.pullsDiagnostics) workspace.documents.keys().forEach(push)
}

function followDocuments(session: Session): void {
  const { connection, workspace, flows, logError } = session
  followFlows({ workspace, flows, changed: () => lookAgain(session), logError })
  workspace.documents.onDidChangeContent(() => pushAll(session))
  workspace.documents.onDidClose(({ document: { uri } }) => {
    if (!session.client?.pullsDiagnostics) connection.sendDiagnostics({ uri, diagnostics: [] }).catch(logError)
    pushAll(session)
  })
}

function offerFeatures(session: Session): void {
  const { connection, workspace, flows } = session
  /** Answers a question about one document; `otherwise` where it is not open. */
  async function ask<T>(uri: string, token: CancellationToken, answer: (open: OpenDocument) => T, otherwise: T) {
    const open = await workspace.open(uri, token)
    if (token.isCancellationRequested) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "Cancelled.")
    return open ? answer(open) : otherwise
  }
  /** The same about a file of claims, when they are proved. */
  async function askFlows<T>(uri: string, token: CancellationToken, answer: (proven: ProvenFlows) => T, otherwise: T) {
    const proven = await flows.proven(uri, token)
    if (token.isCancellationRequested) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "Cancelled.")
    return proven ? answer(proven) : otherwise
  }
  const files = new FileDiagnostics(workspace)
  const heads = followHeads(session)
  offerLogs(session, heads)
  const commands = () => (session.client?.hasCommands ? lensCommands : undefined)

  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    flows.isFlow(uri)
      ? askFlows(uri, token, proven => flowReport(proven, previousResultId), noDiagnostics)
      : ask(uri, token, open => diagnosticReport(open, previousResultId), noDiagnostics),
  )
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) => {
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
    return { items: (await files.reports(known)).map(fileReport) }
  })
  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    if (flows.isFlow(uri)) return askFlows(uri, token, proven => flowHover(proven, position), null)
    const { judged } = await workspace.network(uri)
    return ask(uri, token, open => hover(open.document, open.analysed, position, judged, commands()?.verify), null)
  })
  connection.onCodeAction(async (params, token) => {
    if (!session.client?.takesActions) return []
    const text = await workspace.fixable(params.textDocument.uri, token)
    if (token.isCancellationRequested) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "Cancelled.")
    const actions = text ? codeActions(text, params, actionAbilities(session.client)) : []
    const host = resolveHost(session, session.client)
    return session.client.resolvesActions
      ? actions
      : Promise.all(actions.map(action => resolveCodeAction(action, host)))
  })
  connection.onCodeActionResolve(action =>
    session.client ? resolveCodeAction(action, resolveHost(session, session.client)) : action,
  )
  connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
    ask(uri, token, open => signatureHelp(open.document, open.analysed, position), null),
  )
  offerNavigation(connection, workspace, ask)
  offerFlows(session, {
    symbols: ({ textDocument: { uri } }, token) => ask(uri, token, open => outline(open.document, open.analysed), []),
    completion: async params => (session.client ? answerCompletion(workspace, params, session.client) : []),
    definition: async ({ textDocument: { uri }, position }) =>
      locationsOf(workspace, await definitionPlaces(workspace, uri, position)),
    hints: async ({ textDocument: { uri }, range }, token) => {
      const settings = await workspace.settingsOf(uri)
      const use = await session.logs.use(uri)
      const hints = ({ document, analysed }: OpenDocument) => [
        ...inlayHints(document, analysed, range, settings.inlayHints),
        ...(use ? ruleHitHints(document, analysed, use) : []),
      ]
      return ask(uri, token, hints, [])
    },
  })
  connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
    if (flows.isFlow(uri)) {
      const command = session.client?.hasTests ? verifyClaimsCommand : undefined
      return askFlows(uri, token, one => flowLenses(one.document, one.file, one.expectations, command), [])
    }
    const { topology } = await workspace.network(uri)
    const lenses = (open: OpenDocument) => [
      ...codeLenses(open.document, open.analysed, commands(), session.client?.hasRevisions ? heads.of(open) : []),
      ...networkLenses(open.document, topology, commands()),
    ]
    return ask(uri, token, lenses, [])
  })
}

/** Only for a client that has the texts of revisions. */
function followHeads(session: Session): HeadDifferences {
  const { connection, workspace, logs, logError } = session
  const heads = new HeadDifferences({
    async headTextOf(uri) {
      const params: HeadTextParams = { uri }
      return (await connection.sendRequest<string | null>(headTextRequest, params)) ?? undefined
    },
    compare: async (uri, text) => {
      const compared = await compareDocument(workspace, uri, text)
      return compared && logs.withFlows(uri, compared)
    },
    changed: () => {
      if (session.client?.refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(logError)
    },
    logError,
  })
  connection.onNotification(headMovedNotification, () => heads.forgetHeads())
  workspace.documents.onDidClose(({ document: { uri } }) => heads.close(uri))
  return heads
}

/** What is known of flows is beside rules, and in what lenses say of HEAD. */
function offerLogs(session: Session, heads: HeadDifferences): void {
  const { connection, logs, logError } = session
  const refresh = () => {
    heads.compareAgain()
    if (session.client?.refreshesInlayHints) connection.languages.inlayHint.refresh().catch(logError)
  }
  connection.onRequest(loadFlowLogRequest, async (params: LoadFlowLogParams) => {
    const loaded = await logs.load(params)
    refresh()
    return loaded
  })
  connection.onRequest(unloadFlowLogRequest, () => {
    logs.unload()
    refresh()
    return null
  })
}

function actionAbilities({
  takesVersions,
  takesSnippetEdits,
  showsDisabled,
  hasCommands,
}: ClientAbilities): ActionAbilities {
  return { takesVersions, takesSnippets: takesSnippetEdits, showsDisabled, ...(hasCommands && { showPlaceCommand }) }
}

function resolveHost({ workspace, files }: Session, { takesVersions, createsFiles }: ClientAbilities): ResolveHost {
  return { workspace, files, takesVersions, createsFiles }
}

function offerRequests(session: Session): void {
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

const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }

/** Whole reports only when something changed: editors ask about every open document after each edit of one. */
function diagnosticReport(
  { document, analysed, resultId }: OpenDocument,
  previousResultId: string | undefined,
): DocumentDiagnosticReport {
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics(document, analysed) }
}

function flowReport(
  { document, expectations, resultId }: ProvenFlows,
  previousResultId: string | undefined,
): DocumentDiagnosticReport {
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: flowDiagnostics(document, expectations) }
}

/** Version null: that of the file, whatever it is. */
function fileReport({ uri, resultId, items }: FileReport): WorkspaceDocumentDiagnosticReport {
  return items
    ? { kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: [...items] }
    : { kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId }
}

function capabilities(client: ClientAbilities): ServerCapabilities {
  const { pullsDiagnostics, takesActions, resolvesActions } = client
  return {
    ...flowCapabilities(client),
    textDocumentSync: TextDocumentSyncKind.Incremental,
    hoverProvider: true,
    completionProvider: { triggerCharacters: [...new Set([...completionTriggers, ...flowTriggers])] },
    codeLensProvider: {},
    inlayHintProvider: true,
    documentSymbolProvider: { label: "NSG" },
    workspaceSymbolProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    signatureHelpProvider: { triggerCharacters: ["(", ","] },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    ...(takesActions && {
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
        resolveProvider: resolvesActions,
      },
    }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    executeCommandProvider: {
      commands: [verifyFlowCommand, effectiveRulesCommand, topologyCommand, differenceCommand, draftClaimsCommand],
    },
    // Between files: a rule can belong to a group that another document defines.
    ...(pullsDiagnostics && {
      diagnosticProvider: { identifier: "nsg", interFileDependencies: true, workspaceDiagnostics: true },
    }),
  }
}
