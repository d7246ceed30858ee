import { ConfigurationTarget, l10n, type Uri, workspace } from "vscode"
import type { Settlement } from "../../server/src/protocol.ts"

/** States that these address prefixes are inside the virtual network: for the workspace, else for the user. */
export async function addToVirtualNetwork(scope: Uri, prefixes: readonly string[]): Promise<void> {
  const configuration = workspace.getConfiguration("nsg", scope)
  const stated = configuration.get<readonly string[]>("virtualNetwork", [])
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global
  await configuration.update("virtualNetwork", [...new Set([...stated, ...prefixes])], target)
}

/** What that does, and what the verdict is then: `Add 10.20.0.0/16 to workspace settings: Allow`. */
export function settlementLabel({ prefixes, access }: Settlement): string {
  const added = prefixes.join(", ")
  return workspace.workspaceFolders
    ? l10n.t("Add {0} to workspace settings: {1}", added, access)
    : l10n.t("Add {0} to user settings: {1}", added, access)
}
