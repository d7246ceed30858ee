import type { SyntaxDocument } from "./document.ts"
import { outerRange } from "./lookup.ts"
import type { ListNode, Range, ScalarNode } from "./node.ts"

/** A change of a document's text. */
export interface TextEdit {
  readonly range: Range
  readonly newText: string
}

/**
 * Takes an item out of a list and leaves the document valid: with its comma in JSON, with its dash and lines in YAML.
 * Undefined where the item is not written in the list itself (an alias, an expression's result).
 */
export function removeItem({ text }: SyntaxDocument, list: ListNode, index: number): TextEdit | undefined {
  const item = list.items[index]
  if (!item || !list.items.every(each => isWithin(each.range, list.range))) return undefined
  const starts = list.items.map(each => dashBefore(text, outerRange(each).start) ?? outerRange(each).start)
  const [start, next] = [starts[index], starts[index + 1]]
  if (start === undefined) return undefined
  const { end } = outerRange(item)
  if (next !== undefined) return { range: { start, end: next }, newText: "" }
  const previous = list.items[index - 1]
  if (previous) return { range: { start: outerRange(previous).end, end }, newText: "" }
  const isBlock = start !== outerRange(item).start
  return isBlock ? emptyBlock(text, start, end) : { range: { start, end }, newText: "" }
}

/** Writes another value in the place of a text, number or word, in the style the old one has. */
export function setValue({ text, language }: SyntaxDocument, node: ScalarNode, value: string | number): TextEdit {
  const written = language === "json" ? JSON.stringify(value) : yamlText(text, node, value)
  return { range: outerRange(node), newText: written }
}

/** The offset of the dash that a YAML item stands behind, perhaps on a line of its own, with an anchor or a tag. */
function dashBefore(text: string, start: number): number | undefined {
  const dash = /-\s+(?:[&!]\S*\s+)*$/.exec(text.slice(Math.max(0, start - 200), start))
  return dash ? start - dash[0].length : undefined
}

/** A block list that loses its last item becomes `[]`, behind its key where it has one. */
function emptyBlock(text: string, start: number, end: number): TextEdit {
  const before = text.slice(0, start).trimEnd()
  return before.endsWith(":")
    ? { range: { start: before.length, end }, newText: " []" }
    : { range: { start, end }, newText: "[]" }
}

function yamlText(text: string, node: ScalarNode, value: string | number): string {
  const quote = node.quoted ? text[node.range.start - 1] : undefined
  const written = String(value)
  if (quote === "'") return `'${written.replaceAll("'", "''")}'`
  if (quote === '"') return JSON.stringify(written)
  return typeof value === "number" || isPlain(written) ? written : JSON.stringify(written)
}

/** Whether a text means itself in YAML without quotes; `22-80` does, `22` would be a number, `*` an alias. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9][\w./-]*$/.test(text) && !/^([\d.]+|0[xo].*|true|false|yes|no|on|off|null|\d+[eE]\d+)$/i.test(text)
  )
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
