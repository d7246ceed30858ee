import * as l10n from "@vscode/l10n"
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  InlayHintRefreshRequest,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver"
import { readSettings } from "./features/read-settings.ts"
import { type AssistantToolParams, type AssistantToolResult, assistantToolRequest } from "./protocol.ts"
import { type ClientAbilities, clientAbilities } from "./requests/client-abilities.ts"
import { clientFiles } from "./requests/client-files.ts"
import { offerRequests } from "./requests/client-requests.ts"
import { followFiles } from "./requests/follow-files.ts"
import { followFlows } from "./requests/follow-flows.ts"
import { offerFeatures } from "./requests/offer-features.ts"
import { registerFlowFeatures } from "./requests/offer-flows.ts"
import { pushedDiagnostics } from "./requests/pushed-diagnostics.ts"
import { capabilities } from "./requests/server-capabilities.ts"
import type { FileSource } from "./workspace/file-source.ts"
import { FlowDocuments } from "./workspace/flow-documents.ts"
import { LoadedLogs } from "./workspace/loaded-logs.ts"
import type { LogSource } from "./workspace/log-source.ts"
import { Workspace } from "./workspace/workspace.ts"

const noFiles: FileSource = { read: async () => undefined, list: async () => [] }
const noLogs: LogSource = {
  read: async () => [l10n.t`Flow logs are not read in a browser: use VS Code on a desktop, or nsg replay.`],
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
