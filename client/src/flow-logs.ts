import { env, l10n, ProgressLocation, type Uri, window } from "vscode"
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
  const uris = chosen.map(file => session.server.client.code2ProtocolConverter.asUri(file))
  const loaded = await load(session, { uris })
  const group = loaded.groups.length > 0 ? await askGroup(loaded.groups) : undefined
  const known = group === undefined ? loaded : await load(session, { uris, group })
  tell(known)
  return known
}

async function load({ server }: Session, params: LoadFlowLogParams): Promise<LoadFlowLogResult> {
  const title = l10n.t("Reading flow logs")
  return window.withProgress({ location: ProgressLocation.Notification, title }, () =>
    server.client.sendRequest<LoadFlowLogResult>(loadFlowLogRequest, params),
  )
}

async function askGroup(groups: readonly string[]): Promise<string | undefined> {
  return window.showQuickPick([...groups], { placeHolder: l10n.t("The log does not say which NSG it comes from") })
}

/** `NSG: Unload Flow Log`. */
export async function unloadFlowLog({ server }: Session): Promise<void> {
  await server.client.sendRequest(unloadFlowLogRequest)
}

async function chooseFiles(): Promise<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    openLabel: l10n.t("Load"),
    title: l10n.t("Load flow logs"),
    canSelectMany: true,
    filters: { [l10n.t("Flow logs")]: ["json", "gz"], [l10n.t("All files")]: ["*"] },
  })
}

function tell({ flows, problems }: LoadFlowLogResult): void {
  const count = flows.toLocaleString(env.language)
  const unread = unreadText(problems)
  if (flows === 0) void window.showErrorMessage(`${l10n.t("No flow was loaded.")}${unread}`)
  else if (unread) void window.showWarningMessage(`${l10n.t("{0} flows loaded.", count)}${unread}`)
  else void window.showInformationMessage(l10n.t("{0} flows loaded: each rule shows how many it decided.", count))
}

function unreadText([first, ...others]: readonly string[]): string {
  if (first === undefined) return ""
  return others.length === 0 ? ` ${first}` : ` ${l10n.t("{0} (and {1} more)", first, others.length)}`
}
