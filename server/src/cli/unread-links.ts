import type { ResourceIndex } from "../analysis/resource-index.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import { lspRange, readableLines } from "../features/lsp-range.ts"
import { groupedBy } from "../values/grouped.ts"

/**
 * A sentence for each linked template that is not at hand: what it deploys has no part in any answer. A portal's template may
 * link a few of them dozens of times.
 */
export function unreadLinks(index: ResourceIndex, nameOf: (uri: string) => string): readonly string[] {
  if (!index.texts.some(({ handsOn }) => handsOn)) return []
  const links = topologyOf(index).unresolved.filter(({ kind }) => kind === "linkedTemplate")
  const templates = [...groupedBy(links, ({ reference, document }) => `${document} ${reference}`).values()]
  const more = templates.length - mostNamed
  const sentences = templates.slice(0, more > 1 ? mostNamed : undefined).flatMap(([first, ...others]) => {
    if (!first) return []
    const { reference, document, range } = first
    const { line, character } = lspRange(readableLines(index.lines.get(document) ?? { text: "" }), range).start
    const place = `${nameOf(document)}:${line + 1}:${character + 1}`
    const also = others.length > 0 ? ` (linked ${others.length + 1} times)` : ""
    return [
      `${place}: the linked template ${reference}${also} is not among these files. What it deploys is not part of the answer.`,
    ]
  })
  return more > 1 ? [...sentences, `${more} more linked templates are not among these files.`] : sentences
}

const mostNamed = 5
