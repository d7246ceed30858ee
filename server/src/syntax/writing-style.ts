import type { SyntaxDocument } from "./document.ts"
import { breakOf, columnOf, indentAt, startsLine } from "./lines.ts"
import type { ListNode, Node } from "./node.ts"
import { nodeOf, type Path } from "./path.ts"
import type { WritingStyle } from "./write-value.ts"
import { isFlow, outerKey } from "./written-place.ts"

/** How the neighbours of a place write: what is nearest to it counts, then what the document has elsewhere. */
export function styleAt({ text, language }: SyntaxDocument, path: Path, like: Node = nodeOf(path)): WritingStyle {
  const near = survey(text, [like, ...path.steps.map(({ holder }) => holder).toReversed(), path.root])
  const quotes = near.quotes
  return {
    language,
    lineBreak: breakOf(text),
    unit: near.unit ?? "  ",
    listIndent: near.listIndent ?? "  ",
    shortLists: near.shortLists ?? false,
    quoteOf: key => (key !== undefined && quotes.has(key) ? quotes.get(key) : near.quote) ?? undefined,
  }
}

interface Survey {
  unit?: string
  listIndent?: string
  shortLists?: boolean
  /** Null for texts without. */
  quote?: '"' | "'" | null
  readonly quotes: Map<string, '"' | "'" | null>
  left: number
}

/** Nodes that are looked at: a neighbour has a dozen, and a document may have a million. */
const mostNodes = 2000

function survey(text: string, nodes: readonly Node[]): Survey {
  const found: Survey = { quotes: new Map(), left: mostNodes }
  for (const node of nodes) look(node, undefined, text, found)
  return found
}

function look(node: Node, key: string | undefined, text: string, found: Survey): void {
  if (found.left-- <= 0) return
  if (node.kind === "scalar" && typeof node.value === "string") noteQuote(node, key, text, found)
  if (node.kind === "list") {
    noteList(node, text, found)
    for (const item of node.items) look(item, key, text, found)
  }
  if (node.kind !== "map") return
  for (const entry of node.entries) {
    noteNesting(entry.value, outerKey(text, entry.keyRange).start, text, found)
    look(entry.value, entry.key, text, found)
  }
}

function noteQuote(
  node: Extract<Node, { readonly kind: "scalar" }>,
  key: string | undefined,
  text: string,
  found: Survey,
): void {
  const before = node.quoted ? text[node.range.start - 1] : null
  const quote = before === "'" || before === '"' ? before : null
  // What cannot stand without quotes has them whatever the style.
  if (quote !== null && !/^[A-Za-z]\w*$/.test(String(node.value)) && found.quote === undefined) {
    if (key !== undefined && !found.quotes.has(key)) found.quotes.set(key, quote)
    return
  }
  found.quote ??= quote
  if (key !== undefined && !found.quotes.has(key)) found.quotes.set(key, quote)
}

function noteList(node: ListNode, text: string, found: Survey): void {
  const [first] = node.items
  if (!first || first.kind === "map" || first.kind === "list" || found.shortLists !== undefined) return
  found.shortLists = isFlow(text, node) && !text.slice(node.range.start, first.range.start).includes("\n")
}

/** How much further in than its key a map's entries are, or a list's items. */
function noteNesting(node: Node, key: number, text: string, found: Survey): void {
  if (node.kind !== "map" && node.kind !== "list") return
  const isBlock = !isFlow(text, node)
  const first = node.kind === "map" ? node.entries[0]?.keyRange.start : node.items[0]?.range.start
  if (first === undefined || node.range.start < key) return
  if (isBlock && node.kind === "list") {
    found.listIndent ??= " ".repeat(Math.max(0, columnOf(text, node.range.start) - columnOf(text, key)))
    return
  }
  const start = isBlock ? node.range.start : first
  const outer = isBlock ? " ".repeat(columnOf(text, key)) : indentAt(text, node.range.start)
  const inner = indentAt(text, start)
  const isOwnLine = startsLine(text, isBlock ? start : start - (text[start - 1] === '"' ? 1 : 0))
  if (isOwnLine && inner.length > outer.length && inner.startsWith(outer)) found.unit ??= inner.slice(outer.length)
}
