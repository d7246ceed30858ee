import type { ResourceIndex } from "../analysis/resource-index.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import { lspRange, readableLines } from "../features/lsp-range.ts"

/** A sentence for each linked template that is not at hand: what it deploys has no part in any answer. */
export function unreadLinks(index: ResourceIndex, nameOf: (uri: string) => string): readonly string[] {
  if (!index.texts.some(({ handsOn }) => handsOn)) return []
  const links = topologyOf(index).unresolved.filter(({ kind }) => kind === "linkedTemplate")
  return links.map(({ reference, document, range }) => {
    const { line, character } = lspRange(readableLines(index.lines.get(document) ?? { text: "" }), range).start
    const place = `${nameOf(document)}:${line + 1}:${character + 1}`
    return `${place}: the linked template ${reference} is not among these files. What it deploys is not part of the answer.`
  })
}
