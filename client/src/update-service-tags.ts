import {
  type CancellationToken,
  type ExtensionContext,
  env,
  l10n,
  ProgressLocation,
  UIKind,
  window,
  workspace,
} from "vscode"
import { type CheckTagsParams, type CheckTagsResult, checkTagsRequest } from "../../server/src/protocol.ts"
import { downloadTags } from "./download-tags.ts"
import type { Session } from "./session.ts"
import { storeTags } from "./stored-tags.ts"

/**
 * `NSG: Update Service Tags`, the only thing in the extension that uses the network. Hands back which issue was stored,
 * `2025-10-28 (Public)`; undefined when it was cancelled or failed, which leaves the one before as it is.
 */
export async function updateServiceTags(session: Session, context: ExtensionContext): Promise<string | undefined> {
  const progress = {
    location: ProgressLocation.Notification,
    title: l10n.t("Downloading Azure service tags"),
    cancellable: true,
  }
  try {
    const issue = await window.withProgress(progress, (_, token) => update(session, context, token))
    if (issue !== undefined) void window.showInformationMessage(l10n.t("Azure service tags updated: {0}.", issue))
    return issue
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    void window.showErrorMessage(
      [l10n.t("Azure service tags were not updated. {0}", reason), ...browsersLimit()].join(" "),
    )
    return undefined
  }
}

/** In a browser the extension may load only what servers give to every page. */
function browsersLimit(): readonly string[] {
  if (env.uiKind === UIKind.Desktop || env.remoteName !== undefined) return []
  return [l10n.t("A browser can load it only from servers that allow this. Put the file into the workspace instead.")]
}

async function update(
  { server }: Session,
  context: ExtensionContext,
  token: CancellationToken,
): Promise<string | undefined> {
  const cancelling = new AbortController()
  const subscription = token.onCancellationRequested(() => cancelling.abort())
  try {
    const address = workspace.getConfiguration("nsg").get("serviceTags.address", "")
    const downloaded = await downloadTags(address, cancelling.signal)
    const params: CheckTagsParams = downloaded
    const { problem, issue } = await server.client.sendRequest<CheckTagsResult>(checkTagsRequest, params)
    if (token.isCancellationRequested) return undefined
    if (problem !== null) throw new Error(problem)
    await server.useTags(await storeTags(context, downloaded))
    return issue
  } catch (error) {
    if (token.isCancellationRequested) return undefined
    throw error
  } finally {
    subscription.dispose()
  }
}
