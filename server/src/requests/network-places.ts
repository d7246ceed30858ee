import { type Lines, lspRange, readableLines } from "../features/lsp-range.ts"
import type { DocumentPlace } from "../features/topology-json.ts"
import type { Location } from "../protocol.ts"
import type { WorkspaceNetwork } from "../workspace/network-keeper.ts"

/** The lines of the documents of a network; each document's are counted once. */
export function linesIn({ lines }: Pick<WorkspaceNetwork, "lines">): (uri: string) => Lines {
  const counted = new Map<string, Lines>()
  return uri => {
    const known = counted.get(uri)
    if (known) return known
    const readable = readableLines(lines.get(uri) ?? { text: "" })
    counted.set(uri, readable)
    return readable
  }
}

export function locateIn(network: Pick<WorkspaceNetwork, "lines">): (place: DocumentPlace) => Location {
  const linesOf = linesIn(network)
  return ({ document, range }) => ({ uri: document, range: lspRange(linesOf(document), range) })
}
