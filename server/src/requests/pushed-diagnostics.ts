import { type Connection, type Diagnostic, RAL } from "vscode-languageserver"
import { diagnostics } from "../features/diagnostics.ts"
import { flowDiagnostics } from "../features/flow-diagnostics.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import type { Workspace } from "../workspace/workspace.ts"

/** A burst of edits ends in one analysis. Only clients that cannot ask for diagnostics wait for it. */
const pauseInMilliseconds = 50

/**
 * Sends a document's diagnostics shortly after it was named, once for however many times it was named meanwhile, and not
 * at all where they are those that were sent last.
 */
export function pushedDiagnostics(
  connection: Connection,
  { workspace, flows, syntaxElsewhere }: PushedSource,
): (uri: string) => void {
  const pending = new Set<string>()
  const sent = new Map<string, string>()
  const send = async (uri: string): Promise<void> => {
    pending.delete(uri)
    const report = flows.isFlow(uri) ? await flowReport(uri) : await ownReport(uri)
    if (!report || sent.get(uri) === report.resultId) return
    const { resultId, version, items } = report
    sent.set(uri, resultId)
    await connection.sendDiagnostics({ uri, version, diagnostics: items() })
  }
  const ownReport = async (uri: string): Promise<Report | undefined> => {
    const open = await workspace.open(uri)
    if (!open) return undefined
    const { document, analysed, resultId } = open
    return { resultId, version: document.version, items: () => diagnostics(document, analysed, syntaxElsewhere()) }
  }
  const flowReport = async (uri: string): Promise<Report | undefined> => {
    const proven = await flows.proven(uri)
    if (!proven) return undefined
    const { document, expectations, resultId } = proven
    return { resultId, version: document.version, items: () => flowDiagnostics(document, expectations) }
  }
  return uri => {
    if (pending.has(uri)) return
    pending.add(uri)
    RAL().timer.setTimeout(() => {
      send(uri).catch(error => connection.console.error(`Diagnostics of ${uri} could not be sent: ${error}`))
    }, pauseInMilliseconds)
  }
}

interface PushedSource {
  readonly workspace: Workspace
  readonly flows: FlowDocuments
  /** The languages whose syntax errors another server of the editor reports. */
  readonly syntaxElsewhere: () => ReadonlySet<string> | undefined
}

interface Report {
  readonly resultId: string
  readonly version: number
  items(): Diagnostic[]
}
