import { lspRange } from "../features/lsp-range.ts"
import { type NetworkTree, networkTree } from "../features/network-tree.ts"
import type { NamedPlace } from "../protocol.ts"
import type { Workspace } from "../workspace/workspace.ts"
import { linesIn } from "./network-places.ts"

export async function answerNetworkTree(workspace: Workspace): Promise<NetworkTree<NamedPlace>> {
  const network = await workspace.network()
  const linesOf = linesIn(network)
  return networkTree(network.topology, ({ document, range, nameRange }) => {
    const lines = linesOf(document)
    return { uri: document, range: lspRange(lines, range), nameRange: lspRange(lines, nameRange) }
  })
}
