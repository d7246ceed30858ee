import { CodeLensRefreshRequest, type Connection } from "vscode-languageserver"
import {
  type HeadTextParams,
  headMovedNotification,
  headTextRequest,
  type LoadFlowLogParams,
  loadFlowLogRequest,
  unloadFlowLogRequest,
} from "../protocol.ts"
import { HeadDifferences } from "../workspace/head-differences.ts"
import type { LoadedLogs } from "../workspace/loaded-logs.ts"
import type { Workspace } from "../workspace/workspace.ts"
import type { ClientAbilities } from "./client-abilities.ts"
import { compareDocument } from "./difference-command.ts"

/** What of a session is needed here. */
interface LogSession {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly logs: LoadedLogs
  readonly client?: ClientAbilities
  logError(error: unknown): void
}

/** Only for a client that has the texts of revisions. */
export function followHeads(session: LogSession): HeadDifferences {
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
export function offerLogs(session: LogSession, heads: HeadDifferences): void {
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
