import type { SyntaxDocument } from "./document.ts"
import { breakOf, columnOf, indentAt } from "./lines.ts"
import { isCollection } from "./lookup.ts"
import type { ListNode, MapNode, Node, Range } from "./node.ts"
import { nodeOf, type Path } from "./path.ts"
import type { Quote, WritingStyle } from "./write-value.ts"
import { isPlain } from "./write-yaml.ts"
import { isFlow, outerKey, quoteAround } from "./written-place.ts"

/** How the neighbours of a place write: what is nearest to it counts, then what the document has elsewhere. */
export function styleAt({ text, language }: SyntaxDocument, path: Path, like: Node = nodeOf(path)): WritingStyle {
  const near = survey(text, [like, ...path.steps.map(({ holder }) => holder).toReversed(), path.root])
  return {
    language,
    lineBreak: breakOf(text),
    unit: near.unit ?? "  ",
    listIndent: near.listIndent ?? "  ",
    shortLists: near.shortLists ?? false,
    quote: near.quote ?? '"',
    quoteOf: key => (near.plain.get(key ?? "") ?? near.plain.get("") ?? none)[0],
  }
}

const none: readonly Quote[] = []

interface Survey {
  unit?: string
  listIndent?: string
  shortLists?: boolean
  /** Of the first text in quotes. */
  quote?: Quote
  /** By key, and by the empty one for all, the quotes around the first text that needs none; empty where it has none. */
  readonly plain: Map<string, readonly Quote[]>
  left: number
}

/** Nodes that are looked at: a neighbour has a dozen, and a document may have a million. */
const mostNodes = 2000

function survey(text: string, nodes: readonly Node[]): Survey {
  const found: Survey = { plain: new Map(), left: mostNodes }
  for (const node of nodes) look(node, undefined, text, found)
  return found
}

function look(node: Node, key: string | undefined, text: string, found: Survey): void {
  if (found.left-- <= 0) return
  if (node.kind === "scalar" && typeof node.value === "string") noteQuote(node.value, node.range, key, text, found)
  if (isCollection(node) && isFlow(text, node)) noteBrackets(node, text, found)
  if (node.kind === "list") {
    noteList(node, text, found)
    for (const item of node.items) look(item, key, text, found)
  }
  if (node.kind !== "map") return
  for (const entry of node.entries) {
    noteBlock(entry.value, outerKey(text, entry.keyRange).start, text, found)
    look(entry.value, entry.key, text, found)
  }
}

function noteQuote(value: string, range: Range, key: string | undefined, text: string, found: Survey): void {
  const quote = quoteAround(text, range)
  if (quote) found.quote ??= quote
  if (!isPlain(value)) return
  for (const each of ["", key]) {
    if (each !== undefined && !found.plain.has(each)) found.plain.set(each, quote ? [quote] : [])
  }
}

function noteList(node: ListNode, text: string, found: Survey): void {
  const [first] = node.items
  if (!first || first.kind === "map" || first.kind === "list" || found.shortLists !== undefined) return
  found.shortLists = isFlow(text, node) && !text.slice(node.range.start, first.range.start).includes("\n")
}

/** How much further in than its key a block list has its dashes, and a map of lines its entries. */
function noteBlock(node: Node, key: number, text: string, found: Survey): void {
  if (!isCollection(node) || isFlow(text, node) || node.range.start < key) return
  const further = columnOf(text, node.range.start) - columnOf(text, key)
  if (node.kind === "list") found.listIndent ??= " ".repeat(Math.max(0, further))
  else if (further > 0) found.unit ??= " ".repeat(further)
}

/** How much further in than its brackets what stands between them is. */
function noteBrackets(node: ListNode | MapNode, text: string, found: Survey): void {
  const first = node.kind === "map" ? node.entries[0]?.keyRange.start : node.items[0]?.range.start
  if (first === undefined || !text.slice(node.range.start, first).includes("\n")) return
  const [outer, inner] = [indentAt(text, node.range.start), indentAt(text, first)]
  if (inner.length > outer.length && inner.startsWith(outer)) found.unit ??= inner.slice(outer.length)
}
