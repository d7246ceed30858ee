import { blockHead, writeLiteral } from "./block-scalar.ts"
import type { SyntaxDocument } from "./document.ts"
import { type Edit, refuse } from "./edit.ts"
import { refusalAt } from "./editable.ts"
import { blockExtent } from "./extent.ts"
import { readGap } from "./gap.ts"
import { breakOf, columnOf, indentAt, lineEnd, nextLine } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { Node, Range, ScalarNode } from "./node.ts"
import { type Path, pathAt, type Step } from "./path.ts"
import { writeJson } from "./write-json.ts"
import { isCollection, isListValue, isShort, type Writable, type WritingStyle } from "./write-value.ts"
import { writeBlockValue, writeFlow, writeItem, writeScalar } from "./write-yaml.ts"
import { styleAt } from "./writing-style.ts"
import { behindProperties, endOfValue, isFlow, outerKey, placeOfValue } from "./written-place.ts"

/** Writes another value in the place of a value, in the style of the old one and of its neighbours. */
export function setAt(document: SyntaxDocument, path: Path, value: Writable): Edit {
  const step = path.steps.at(-1)
  if (!step) return refuse("it is the whole document")
  const { text } = document
  const place = placeOfValue(text, step)
  if (place === undefined) return refuse("its text is of an unusual form")
  if (!isWrittenOut(document, step.value)) return refuse("what it is cannot be known here")
  const whole = { start: place, end: endOfValue(text, step) ?? place }
  const refusal = refusalAt(document, path, whole)
  if (refusal) return refusal
  if (isCollection(value) || isCollectionNode(step.value)) return setCollection(document, path, step, value, whole)
  if (document.language === "json") return [{ range: outerRange(step.value), newText: JSON.stringify(value) }]
  return [setYamlScalar(document, path, step, value, place)]
}

/** Gives an entry another key. */
export function renameKey(document: SyntaxDocument, path: Path, key: string): Edit {
  const step = path.steps.at(-1)
  if (!step || !("entry" in step)) return refuse("it has no name")
  const { start, end } = outerKey(document.text, step.entry.keyRange)
  const refusal = refusalAt(document, path, { start, end })
  if (refusal) return refusal
  const quote = start === step.entry.keyRange.start ? undefined : document.text[start]
  const newText =
    document.language === "json"
      ? JSON.stringify(key)
      : writeScalar(key, quote === "'" || quote === '"' ? quote : undefined)
  return [{ range: { start, end }, newText }]
}

/** Whether the value is the text at its range; where a value should be in quotes and is not, it is plain to see. */
function isWrittenOut({ problems }: SyntaxDocument, { kind, range }: Node): boolean {
  return kind !== "unknown" || problems.some(({ local, range: { start } }) => local && start === range.start)
}

function isCollectionNode(node: Node): boolean {
  return node.kind === "map" || node.kind === "list"
}

function setYamlScalar(
  document: SyntaxDocument,
  path: Path,
  step: Step,
  value: Exclude<Writable, object> | null,
  place: number,
) {
  const { text } = document
  const node = step.value as ScalarNode
  const head = isInFlow(text, path) ? undefined : blockHead(text, place, node)
  if (head)
    return {
      range: { start: head.start, end: contentEnd(text, node, head.start) },
      newText: blockText(document, step, value, head.rest),
    }
  if (node.range.start === node.range.end && !node.quoted) {
    const at = behindProperties(text, place)
    return {
      range: { start: at, end: at },
      newText: ` ${writeScalar(value, styleAt(document, path).quoteOf(keyOf(step)))}`,
    }
  }
  const before = node.quoted ? text[node.range.start - 1] : undefined
  const quote = before === "'" || before === '"' ? before : undefined
  return { range: outerRange(node), newText: writeScalar(value, quote) }
}

function keyOf(step: Step): string | undefined {
  return "entry" in step ? step.entry.key : undefined
}

function isInFlow(text: string, { steps }: Path): boolean {
  return steps.some(({ holder }) => isFlow(text, holder))
}

/** The text ends with its line; an empty one with its head. */
function contentEnd(text: string, { range }: ScalarNode, head: number): number {
  return lineEnd(text, Math.max(range.end, head))
}

/** Several lines stay a text of lines; one line goes behind the key, and a comment that stood there behind it. */
function blockText(
  document: SyntaxDocument,
  step: Step,
  value: Exclude<Writable, object> | null,
  rest: string,
): string {
  const { text } = document
  const first = text.slice(step.value.range.start - columnOf(text, step.value.range.start), step.value.range.start)
  const literal =
    typeof value === "string" && first.trim() === "" ? writeLiteral(value, first, breakOf(text)) : undefined
  if (literal === undefined) return writeScalar(value, undefined) + rest.trimEnd()
  const [head = "", ...lines] = literal.split("\n")
  return [head.replace(/\r?$/, end => rest.trimEnd() + end), ...lines].join("\n")
}

/** A map or list is replaced as a whole; where people wrote comments in it, it is not. */
function setCollection(document: SyntaxDocument, path: Path, step: Step, value: Writable, whole: Range): Edit {
  const { text, language } = document
  if (isCollectionNode(step.value) && holdsComments(document, step, whole.start))
    return refuse("comments stand inside of it")
  const style = styleAt(document, path)
  if (language === "json") {
    const range = outerRange(step.value)
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
  const isInLines = (value.kind === "map" || value.kind === "list") && !isFlow(document.text, value)
  const end = isInLines ? (blockExtent(document, step)?.end ?? value.range.end) : value.range.end
  const start = isInLines ? Math.min(value.range.start, nextLine(document.text, place)) : value.range.start
  return readGap(document, { start, end }).some(
    ({ kind, range }) => kind === "comment" && !isInScalar(document, range.start, value),
  )
}

function isInScalar(document: SyntaxDocument, offset: number, within: Node): boolean {
  const last = pathAt(document, offset)?.steps.at(-1)
  if (!last || last.value.range.start < within.range.start) return false
  const key = "entry" in last ? last.entry.keyRange : undefined
  const isOn = ({ start, end }: Range) => start <= offset && offset < end
  return (!isCollectionNode(last.value) && isOn(outerRange(last.value))) || (key !== undefined && isOn(key))
}
