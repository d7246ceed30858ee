import { ProgressLocation, type Uri, window } from "vscode"
import {
  type LoadFlowLogParams,
  type LoadFlowLogResult,
  loadFlowLogRequest,
  unloadFlowLogRequest,
} from "../../server/src/protocol.ts"
import type { Session } from "./session.ts"

/** `NSG: Load Flow Log…`: hits beside rules, and in the lens what an edit would have dropped. `files` stands for the user's choice. */
export async function loadFlowLog(session: Session, files?: readonly Uri[]): Promise<LoadFlowLogResult | undefined> {
  const chosen = files ?? (await chooseFiles())
  if (!chosen || chosen.length === 0) return undefined
  const { client } = session.server
  const params: LoadFlowLogParams = { uris: chosen.map(file => client.code2ProtocolConverter.asUri(file)) }
  const loaded = await window.withProgress(
    { location: ProgressLocation.Notification, title: "Reading flow logs" },
    () => client.sendRequest<LoadFlowLogResult>(loadFlowLogRequest, params),
  )
  tell(loaded)
  return loaded
}

/** `NSG: Unload Flow Log`. */
export async function unloadFlowLog({ server }: Session): Promise<void> {
  await server.client.sendRequest(unloadFlowLogRequest)
}

async function chooseFiles(): Promise<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    openLabel: "Load",
    title: "Load flow logs",
    canSelectMany: true,
    filters: { "Flow logs": ["json", "gz"], "All files": ["*"] },
  })
}

function tell({ flows, problems }: LoadFlowLogResult): void {
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ""
  const unread = first === undefined ? "" : ` ${first}${more}`
  if (flows === 0) void window.showErrorMessage(`No flow was loaded.${unread}`)
  else if (unread) void window.showWarningMessage(`${flows.toLocaleString("en-US")} flows loaded.${unread}`)
  else
    void window.showInformationMessage(`${flows.toLocaleString("en-US")} flows loaded: rules show how many they took.`)
}
