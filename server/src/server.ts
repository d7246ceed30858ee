import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver"
import { type ClientAbilities, clientAbilities } from "./client-abilities.ts"
import { executeCommand } from "./execute-command.ts"
import { codeLenses } from "./features/code-lens.ts"
import { diagnostics } from "./features/diagnostics.ts"
import { isProblem, parseFlow } from "./features/flow-text.ts"
import { groupEntries } from "./features/groups.ts"
import { hover } from "./features/hover.ts"
import { readSettings } from "./features/read-settings.ts"
import type { FileSource } from "./file-source.ts"
import {
  askFlowCommand,
  effectiveRulesCommand,
  type GroupEntry,
  type GroupsParams,
  groupsRequest,
  showEffectiveRulesCommand,
  type ValidateFlowParams,
  type ValidateFlowResult,
  validateFlowRequest,
  verifyFlowCommand,
} from "./protocol.ts"
import { pushedDiagnostics } from "./pushed-diagnostics.ts"
import { type OpenDocument, Workspace } from "./workspace.ts"

const noFiles: FileSource = { read: async () => undefined }
const parameterFilePattern = "**/*.parameters.{json,jsonc}"
const lensCommands = { verify: askFlowCommand, effective: showEffectiveRulesCommand }

/** Connects the features with the protocol, on whatever platform the connection and the files come from. */
export function startServer(connection: Connection, files: FileSource = noFiles): void {
  let client: ClientAbilities | undefined
  let sentSettings: unknown
  const logError = (error: unknown) => connection.console.error(String(error))
  const workspace = new Workspace({
    files,
    settingsOf: async scopeUri => {
      if (!client?.answersConfiguration) return readSettings(sentSettings)
      return readSettings(await connection.workspace.getConfiguration({ scopeUri, section: "nsg" }))
    },
    logError,
  })
  const { documents } = workspace
  const push = pushedDiagnostics(connection, workspace)

  /** Answers a question about one document; `otherwise` where it is not open. */
  async function ask<T>(uri: string, token: CancellationToken, answer: (open: OpenDocument) => T, otherwise: T) {
    const open = await workspace.open(uri, token)
    if (token.isCancellationRequested) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "Cancelled.")
    return open ? answer(open) : otherwise
  }

  connection.onInitialize(params => {
    client = clientAbilities(params)
    return { capabilities: capabilities(client), serverInfo: { name: "nsg" } }
  })
  connection.onInitialized(async () => {
    if (client?.registersConfiguration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: "nsg" })
    }
    if (client?.registersWatchers) {
      const watchers = [{ globPattern: parameterFilePattern }]
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
    }
  })
  connection.onDidChangeConfiguration(({ settings }) => {
    sentSettings = settings?.nsg
    workspace.forgetSettings()
    lookAgain()
  })
  connection.onDidChangeWatchedFiles(() => {
    workspace.parameterFiles.forget()
    lookAgain()
  })
  documents.onDidChangeContent(pushAll)
  documents.onDidClose(({ document: { uri } }) => {
    if (!client?.pullsDiagnostics) connection.sendDiagnostics({ uri, diagnostics: [] }).catch(logError)
    pushAll()
  })

  /** Tells the editor, whichever way it works, that answers about unchanged texts may have changed. */
  function lookAgain(): void {
    if (client?.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(logError)
    if (client?.refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(logError)
    pushAll()
  }

  /** Of every document, because what changed in one may belong to a group of another. */
  function pushAll(): void {
    if (!client?.pullsDiagnostics) documents.keys().forEach(push)
  }

  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    ask(uri, token, open => diagnosticReport(open, previousResultId), noDiagnostics),
  )
  connection.onHover(({ textDocument: { uri }, position }, token) =>
    ask(uri, token, open => hover(open.document, open.analysed, position), null),
  )
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    ask(
      uri,
      token,
      open => codeLenses(open.document, open.analysed, client?.hasCommands ? lensCommands : undefined),
      [],
    ),
  )
  connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }, token) => {
    const answer = await executeCommand(workspace, command, argument, token)
    return isProblem(answer) ? new ResponseError(LSPErrorCodes.RequestFailed, answer.problem) : answer
  })
  connection.onRequest(groupsRequest, async ({ uri }: GroupsParams): Promise<GroupEntry[]> => {
    const open = await Promise.all((uri === undefined ? documents.keys() : [uri]).map(uri => workspace.open(uri)))
    return open.flatMap(one => (one ? groupEntries(one.document, one.analysed) : []))
  })
  connection.onRequest(validateFlowRequest, ({ flow: line }: ValidateFlowParams): ValidateFlowResult => {
    const flow = parseFlow(line)
    return { message: isProblem(flow) ? flow.problem : null }
  })
  documents.listen(connection)
  connection.listen()
}

const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }

/** Whole reports only when something changed: editors ask about every open document after each edit of one. */
function diagnosticReport(
  { document, analysed, serial }: OpenDocument,
  previousResultId: string | undefined,
): DocumentDiagnosticReport {
  const resultId = String(serial)
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics(document, analysed) }
}

function capabilities({ pullsDiagnostics }: ClientAbilities): ServerCapabilities {
  return {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    hoverProvider: true,
    codeLensProvider: {},
    executeCommandProvider: { commands: [verifyFlowCommand, effectiveRulesCommand] },
    // Between files: a rule can belong to a group that another document defines.
    ...(pullsDiagnostics && {
      diagnosticProvider: { identifier: "nsg", interFileDependencies: true, workspaceDiagnostics: false },
    }),
  }
}
