import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import process from "node:process"
import { pathToFileURL } from "node:url"
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node"
import { type IndexState, indexStateNotification } from "../../server/src/protocol.ts"
import type { BenchDocument, BenchEdit } from "./keystroke-documents.ts"

/** A language server in a process of its own, asked over stdio as an editor does. */
export interface LanguageServer {
  open(document: BenchDocument): Promise<Diagnostic[]>
  /** Gives back the diagnostics of the new text. */
  edit(document: BenchDocument, version: number, edit: BenchEdit): Promise<Diagnostic[]>
  readonly pid: number
  /** What is known of the workspace's files as soon as all are read; only our own server tells that. */
  readonly indexed: Promise<IndexState>
  stop(): Promise<void>
}

/**
 * `pull`: the client asks for diagnostics after the edit; else it waits until they are sent. `folder`: the path of the
 * workspace's only folder.
 */
export async function startLanguageServer(
  args: readonly string[],
  pull: boolean,
  folder?: string,
): Promise<LanguageServer> {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] })
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const indexed = new Promise<IndexState>(resolve => {
    connection.onNotification(indexStateNotification, (state: IndexState) => {
      if (state.left === 0) resolve(state)
    })
  })
  connection.listen()
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: pull ? { diagnostic: {} } : { publishDiagnostics: {} } },
    initializationOptions: { indexState: true },
    ...(folder !== undefined && { workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }] }),
  })
  await connection.sendNotification(InitializedNotification.type, {})
  const diagnosticsOf = pull ? pullFrom(connection) : waitFor(connection)
  return {
    pid: child.pid ?? 0,
    indexed,
    open: ({ uri, languageId, text }) =>
      diagnosticsOf(uri, () =>
        connection.sendNotification(DidOpenTextDocumentNotification.type, {
          textDocument: { uri, languageId, version: 1, text },
        }),
      ),
    edit: ({ uri }, version, { line, from, to, text }) =>
      diagnosticsOf(uri, () =>
        connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri, version },
          contentChanges: [{ range: { start: { line, character: from }, end: { line, character: to } }, text }],
        }),
      ),
    stop: () => stop(connection, child),
  }
}

type DiagnosticsOf = (uri: string, send: () => Promise<void>) => Promise<Diagnostic[]>

function pullFrom(connection: ProtocolConnection): DiagnosticsOf {
  return async (uri, send) => {
    await send()
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
    return report.kind === "full" ? report.items : []
  }
}

function waitFor(connection: ProtocolConnection): DiagnosticsOf {
  let arrived: (diagnostics: Diagnostic[]) => void = () => {}
  connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => arrived(diagnostics))
  return async (_uri, send) => {
    const next = new Promise<Diagnostic[]>(resolve => {
      arrived = resolve
    })
    await send()
    return next
  }
}

async function stop(connection: ProtocolConnection, child: ChildProcess): Promise<void> {
  const ended = once(child, "exit")
  await connection.sendRequest(ShutdownRequest.type)
  await connection.sendNotification(ExitNotification.type)
  await ended
  connection.dispose()
}
