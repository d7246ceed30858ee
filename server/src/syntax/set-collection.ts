import type { SyntaxDocument } from "./document.ts"
import { type Edit, refuse } from "./edit.ts"
import { blockExtent } from "./extent.ts"
import { readGap } from "./gap.ts"
import { breakOf, columnOf, indentAt, lineEnd, nextLine } from "./lines.ts"
import { isCollection, outerRange } from "./lookup.ts"
import type { Node, Range } from "./node.ts"
import type { Path, Step } from "./path.ts"
import { writeJson, writeShortJson } from "./write-json.ts"
import { isListValue, isShort, type Writable, type WritingStyle } from "./write-value.ts"
import { writeBlockValue, writeFlow, writeItem } from "./write-yaml.ts"
import { styleAt } from "./writing-style.ts"
import { behindProperties, isFlow, isInFlow, keyOf, outerKey } from "./written-place.ts"

/** A map or list is replaced as a whole; where people wrote comments in it, it is not. */
export function setCollection(document: SyntaxDocument, path: Path, step: Step, value: Writable, whole: Range): Edit {
  const { text, language } = document
  if (isCollection(step.value) && holdsComments(document, step, whole.start))
    return refuse("comments stand inside of it")
  const style = styleAt(document, path)
  if (language === "json") {
    const range = outerRange(step.value)
    const { start, end } = step.holder.range
    if (!text.slice(start, end).includes("\n") && text.includes("\n"))
      return [{ range, newText: writeShortJson(value) }]
    return [{ range, newText: writeJson(value, indentAt(text, range.start), style) }]
  }
  if (isInFlow(text, path))
    return [
      { range: { start: outerRange(step.value).start, end: whole.end }, newText: writeFlow(value, style, keyOf(step)) },
    ]
  const start = behindProperties(text, whole.start)
  const written = writeInBlock(text, step, value, style)
  return replaceBlock(document, step, { start, end: whole.end }, written)
}

function writeInBlock(text: string, step: Step, value: Writable, style: WritingStyle): string {
  const node = step.value
  if (isListValue(value) && node.kind === "list" && isFlow(text, node) && isShort(value)) {
    return ` ${writeFlow(value, style, keyOf(step))}`
  }
  if (!("entry" in step)) return writeItem(value, " ".repeat(columnOf(text, step.holder.range.start)), style).slice(1)
  const { start } = outerKey(text, step.entry.keyRange)
  return writeBlockValue(value, " ".repeat(columnOf(text, start)), style, step.entry.key)
}

/** A comment on the line of the key or dash, or behind a value of one line, is on the line of the key or dash again. */
function replaceBlock({ text }: SyntaxDocument, step: Step, { start, end }: Range, written: string): Edit {
  const head = /^[ \t]*(?:[|>][-+\d]{0,2})?([ \t]+#.*)$/.exec(text.slice(start, lineEnd(text, start)))
  const behind = /^[ \t]+#.*$/.exec(text.slice(end, lineEnd(text, end)))
  const comment = head?.[1] ?? behind?.[0]
  if (comment === undefined) return [{ range: { start, end }, newText: written }]
  const last = Math.max(end + (behind?.[0].length ?? 0), start + (head?.[0].length ?? 0))
  const lines = onLinesOfItsOwn(written, step, text)
  const at = lines.search(/\r?\n|$/)
  return [{ range: { start, end: last }, newText: lines.slice(0, at) + comment + lines.slice(at) }]
}

/** A map that would begin on the line of its dash begins below it where a comment is on that line. */
function onLinesOfItsOwn(written: string, step: Step, text: string): string {
  if (!written.includes("\n") || /^\r?\n/.test(written)) return written
  const indent = " ".repeat(columnOf(text, step.holder.range.start) + 2)
  return `${breakOf(text)}${indent}${written.trimStart()}`
}

/** Whether comments stand between the values of a collection, or on lines before its first one. */
function holdsComments(document: SyntaxDocument, step: Step, place: number): boolean {
  const { value } = step
  const isInLines = isCollection(value) && !isFlow(document.text, value)
  const end = isInLines ? (blockExtent(document, step)?.end ?? value.range.end) : value.range.end
  const start = isInLines ? Math.min(value.range.start, nextLine(document.text, place)) : value.range.start
  return gapsIn(document.text, value, { start, end }).some(gap =>
    readGap(document, gap).some(({ kind }) => kind === "comment"),
  )
}

/** What of a range is no key and no text of a node. */
function gapsIn(text: string, node: Node, { start, end }: Range): readonly Range[] {
  const leaves = leavesOf(text, node)
    .filter(leaf => start <= leaf.start && leaf.end <= end)
    .toSorted((a, b) => a.start - b.start)
  const starts = [start, ...leaves.map(leaf => leaf.end)]
  const ends = [...leaves.map(leaf => leaf.start), end]
  return starts.map((from, k) => ({ start: from, end: ends[k] ?? end }))
}

function leavesOf(text: string, node: Node): readonly Range[] {
  if (node.kind === "list") return node.items.flatMap(item => leavesOf(text, item))
  if (node.kind !== "map") return [outerRange(node)]
  return node.entries.flatMap(({ keyRange, value }) => [outerKey(text, keyRange), ...leavesOf(text, value)])
}
