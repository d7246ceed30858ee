import { PassThrough } from "node:stream"
import { onTestFinished } from "vitest"
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node"
import { type HeadTextParams, headTextRequest } from "../../server/src/protocol.ts"
import { startServer } from "../../server/src/server.ts"
import type { LogSource } from "../../server/src/workspace/log-source.ts"

export interface Client {
  readonly connection: ProtocolConnection
  readonly capabilities: ServerCapabilities
  /** What was pushed for each document, the last report last. */
  readonly pushed: Map<string, Diagnostic[][]>
  readonly uri: string
  open(text: string, uri?: string, languageId?: string): Promise<void>
  /** Replaces one text by another, as a keystroke does. */
  edit(change: { range: [line: number, from: number, to: number]; text: string }, version?: number): Promise<void>
  pull(uri?: string): Promise<string[]>
}

/** A client that pulls diagnostics and answers questions about settings, as VS Code does. */
export const pulling: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
}

export interface Surroundings {
  readonly settings?: () => unknown
  /** Whether the client has the commands that lenses run. */
  readonly commands?: boolean
  /** What HEAD has of a document, of a client that has the texts of revisions. */
  readonly head?: (uri: string) => string | undefined
  /** The text of a file that is not open. */
  readonly files?: (uri: string) => string | undefined | Promise<string | undefined>
  /** Where the features are noted that the server registers for some documents alone. */
  readonly registered?: string[]
  /** The files that the server finds by itself in the workspace's only folder, `file:///w`. */
  readonly listed?: () => readonly string[]
  readonly logs?: LogSource
  /** What else the client says in its `initializationOptions`. */
  readonly options?: object
}

/** The server of this process at the other end of two streams, shut down when the test ends. */
export async function connect(
  capabilities: ClientCapabilities = pulling,
  {
    settings = () => ({}),
    commands = true,
    files = () => undefined,
    head,
    listed,
    registered,
    logs,
    options,
  }: Surroundings = {},
): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()]
  const source = { read: async (uri: string) => files(uri), list: async () => listed?.() ?? [] }
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), source, { logs })
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up))
  const pushed = new Map<string, Diagnostic[][]>()
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(settings))
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    for (const { method, registerOptions } of registrations)
      if (registerOptions?.documentSelector) registered?.push(method)
  })
  connection.onRequest(headTextRequest, ({ uri }: HeadTextParams) => head?.(uri) ?? null)
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    pushed.set(uri, [...(pushed.get(uri) ?? []), diagnostics])
  })
  connection.listen()
  onTestFinished(() => connection.dispose())
  const initializationOptions = { clientCommands: commands, clientRevisions: head !== undefined, ...options }
  const { capabilities: offered } = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: listed ? [{ uri: "file:///w", name: "w" }] : null,
    capabilities,
    initializationOptions,
  })
  await connection.sendNotification(InitializedNotification.type, {})
  const ownUri = "file:///nsg.json"
  return {
    connection,
    capabilities: offered,
    pushed,
    uri: ownUri,
    open: (text, uri = ownUri, languageId = "json") =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      }),
    edit: ({ range: [line, from, to], text }, version = 2) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: ownUri, version },
        contentChanges: [{ range: { start: { line, character: from }, end: { line, character: to } }, text }],
      }),
    pull: async (uri = ownUri) => {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
      return report.kind === "full" ? report.items.map(describeDiagnostic) : [report.kind]
    },
  }
}

/** `12:15 error shadowed-rule`, counted from zero. */
export function describeDiagnostic({ range, severity, code }: Diagnostic): string {
  const word = ["error", "warning", "information", "hint"][(severity ?? 1) - 1]
  return `${range.start.line}:${range.start.character} ${word} ${code}`
}
