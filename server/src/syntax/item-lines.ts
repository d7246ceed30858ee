import type { ChangedSpan } from "./changed-span.ts"
import type { SyntaxDocument } from "./document.ts"
import { lineStart, nextLine } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { Node } from "./node.ts"

/** An item of a YAML list whose line begins with its dash, and the lines that it takes, with comments and empty ones behind it. */
export interface ItemLines {
  /** From the root of its document to the item. */
  readonly path: readonly Node[]
  readonly start: number
  readonly end: number
  /** The offset of the dash. */
  readonly dash: number
}

/** The items that have all of an edit in their lines, outermost first. */
export function itemsAround({ roots, text }: SyntaxDocument, span: ChangedSpan): readonly ItemLines[] {
  const found: ItemLines[] = []
  const path: Node[] = []
  for (let node = lastBefore(roots, span); node; node = childBefore(node, span)) {
    path.push(node)
    const item = path.at(-2)?.kind === "list" ? linesOf([...path], node, text) : undefined
    if (item && holds(item, text, span)) found.push(item)
  }
  return found
}

/** The last of several nodes that begins before the edit does. */
function lastBefore(nodes: readonly Node[], { start }: ChangedSpan): Node | undefined {
  return nodes.findLast(node => node.range.start <= start)
}

/** None under a key whose value is looked at together with it: numbers that versions of YAML read differently are told there. */
function childBefore(node: Node, span: ChangedSpan): Node | undefined {
  if (node.kind === "list") return lastBefore(node.items, span)
  if (node.kind !== "map") return undefined
  const entry = node.entries.findLast(({ keyRange }) => keyRange.start <= span.start)
  return entry && !/port|priority/i.test(entry.key) ? lastBefore([entry.value], span) : undefined
}

function linesOf(path: readonly Node[], node: Node, text: string): ItemLines | undefined {
  const content = outerRange(node)
  const start = lineStart(text, content.start)
  const before = text.slice(start, content.start)
  if (!/^ *- +$/.test(before)) return undefined
  const indent = before.indexOf("-")
  const end = endOfLines(text, nextLine(text, start), indent)
  return content.end <= end ? { path, start, end, dash: start + indent } : undefined
}

/** Where the first line begins that is indented no deeper, and is neither empty nor a comment. */
function endOfLines(text: string, from: number, indent: number): number {
  const content = /[^ ]/g
  let line = from
  while (line < text.length) {
    content.lastIndex = line
    const first = content.exec(text)?.index ?? text.length
    if (first - line <= indent && !nothingOrComment.test(text.slice(first, first + 2))) return line
    line = nextLine(text, first)
  }
  return text.length
}

/** A carriage return without a line feed is neither: the parser reads on behind it. */
const nothingOrComment = /^(?:\r?\n|#|$)/

/** The line break behind the lines stays what it is, which separates them from what follows. */
function holds({ start, end }: ItemLines, text: string, { start: from, oldEnd }: ChangedSpan): boolean {
  return start <= from && (oldEnd < end || end === text.length)
}
