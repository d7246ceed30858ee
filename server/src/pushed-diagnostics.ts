import { type Connection, RAL } from "vscode-languageserver"
import { diagnostics } from "./features/diagnostics.ts"
import type { Workspace } from "./workspace.ts"

/** A burst of edits ends in one analysis. Only clients that cannot ask for diagnostics wait for it. */
const pauseInMilliseconds = 50

/**
 * Sends a document's diagnostics shortly after it was named, once for however many times it was named meanwhile, and not
 * at all where they are those that were sent last.
 */
export function pushedDiagnostics(connection: Connection, workspace: Workspace): (uri: string) => void {
  const pending = new Set<string>()
  const sent = new Map<string, string>()
  const send = async (uri: string): Promise<void> => {
    pending.delete(uri)
    const open = await workspace.open(uri)
    if (!open || sent.get(uri) === open.resultId) return
    const { document, analysed, resultId } = open
    sent.set(uri, resultId)
    await connection.sendDiagnostics({ uri, version: document.version, diagnostics: diagnostics(document, analysed) })
  }
  return uri => {
    if (pending.has(uri)) return
    pending.add(uri)
    RAL().timer.setTimeout(() => {
      send(uri).catch(error => connection.console.error(`Diagnostics of ${uri} could not be sent: ${error}`))
    }, pauseInMilliseconds)
  }
}
