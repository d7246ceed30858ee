import * as l10n from "@vscode/l10n"
import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  InlayHintRefreshRequest,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from "vscode-languageserver"
import { type ClientAbilities, clientAbilities } from "./client-abilities.ts"
import { clientFiles } from "./client-files.ts"
import { offerRequests } from "./client-requests.ts"
import { answerCompletion } from "./completion-request.ts"
import { diagnosticReport, fileReport, flowReport, noDiagnostics } from "./diagnostic-reports.ts"
import { type ActionAbilities, codeActions } from "./features/code-actions.ts"
import { codeLenses } from "./features/code-lens.ts"
import { flowHover } from "./features/flow-hover.ts"
import { flowLenses } from "./features/flow-lenses.ts"
import { hover } from "./features/hover.ts"
import { inlayHints } from "./features/inlay/inlay-hints.ts"
import { networkLenses } from "./features/network-lens.ts"
import { outline } from "./features/outline.ts"
import { readSettings } from "./features/read-settings.ts"
import { ruleHitHints } from "./features/rule-hits.ts"
import { signatureHelp } from "./features/signature-help.ts"
import { FileDiagnostics } from "./file-diagnostics.ts"
import type { FileSource } from "./file-source.ts"
import { FlowDocuments, type ProvenFlows } from "./flow-documents.ts"
import { followFiles } from "./follow-files.ts"
import { followFlows } from "./follow-flows.ts"
import { LoadedLogs } from "./loaded-logs.ts"
import type { LogSource } from "./log-source.ts"
import { definitionPlaces, locationsOf } from "./naming-requests.ts"
import { offerNavigation } from "./navigation-requests.ts"
import { offerFlows, registerFlowFeatures } from "./offer-flows.ts"
import { followHeads, offerLogs } from "./offer-history.ts"
import {
  type AssistantToolParams,
  type AssistantToolResult,
  askFlowCommand,
  assistantToolRequest,
  showDifferenceCommand,
  showEffectiveRulesCommand,
  showPlaceCommand,
  verifyClaimsCommand,
} from "./protocol.ts"
import { pushedDiagnostics } from "./pushed-diagnostics.ts"
import { type ResolveHost, resolveCodeAction } from "./resolve-code-action.ts"
import { capabilities } from "./server-capabilities.ts"
import { type OpenDocument, Workspace } from "./workspace.ts"

const noFiles: FileSource = { read: async () => undefined, list: async () => [] }
const noLogs: LogSource = {
  read: async () => ["Flow logs are not read in a browser: use VS Code on a desktop, or nsg replay."],
}
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
    push: pushedDiagnostics(connection, {
      workspace,
      flows,
      syntaxElsewhere: () => session.client?.syntaxErrorsElsewhere,
    }),
    logError,
  }
  return session
}

function followClient(session: Session): void {
  const { connection, workspace, logError } = session
  connection.onInitialize(params => {
    session.client = clientAbilities(params)
    // Of the whole process, which serves this one editor.
    l10n.config({ contents: session.client.texts })
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
      : ask(uri, token, open => diagnosticReport(open, previousResultId, session.client), noDiagnostics),
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
