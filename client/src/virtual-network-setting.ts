import { ConfigurationTarget, type Uri, workspace } from "vscode"

/** States that these address prefixes are inside the virtual network: for the workspace, else for the user. */
export async function addToVirtualNetwork(scope: Uri, prefixes: readonly string[]): Promise<void> {
  const configuration = workspace.getConfiguration("nsg", scope)
  const stated = configuration.get<readonly string[]>("virtualNetwork", [])
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global
  await configuration.update("virtualNetwork", [...new Set([...stated, ...prefixes])], target)
}
