import { keepsLines } from "./block-scalar.ts"
import type { SyntaxDocument } from "./document.ts"
import { type Edit, insertion, isRefusal, refuse, type TextEdit } from "./edit.ts"
import { refusalAt } from "./editable.ts"
import { blockExtent } from "./extent.ts"
import { readGap } from "./gap.ts"
import { indentAt, isBlank, lineEnd, nextLine, startsLine } from "./lines.ts"
import { isCollection } from "./lookup.ts"
import type { ListNode, MapNode, Node } from "./node.ts"
import { nodeOf, type Path, type Step } from "./path.ts"
import { separatedExtent, stepsOf } from "./separated-extent.ts"
import { setAt } from "./set.ts"
import { writeJson, writeShortJson } from "./write-json.ts"
import { isCollectionValue, type Writable, type WritingStyle } from "./write-value.ts"
import { writeEntry, writeFlow, writeItem } from "./write-yaml.ts"
import { styleAt } from "./writing-style.ts"
import { isFlow } from "./written-place.ts"

/** What is inserted: a list's item, or a map's entry. */
export interface Insertion {
  readonly key?: string
  readonly value: Writable
  /** The number of values before it; behind all of them where there is none. */
  readonly index?: number
}

/** Puts an item into a list or an entry into a map, as its neighbours are written. */
export function insertInto(document: SyntaxDocument, path: Path, what: Insertion): Edit {
  const holder = nodeOf(path)
  const { text } = document
  if (holder.kind === "scalar" && holder.value === null) return setAt(document, path, collectionOf(what))
  if (holder.kind !== (what.key === undefined ? "list" : "map")) return refuse("it holds no values of its own")
  const steps = stepsOf(holder)
  const index = Math.min(what.index ?? steps.length, steps.length)
  const [previous, next] = [steps[index - 1], steps[index]]
  const style = styleAt(document, path, (previous ?? next)?.value)
  const edit =
    steps.length === 0
      ? intoEmpty(document, path, holder, what, style)
      : isFlow(text, holder)
        ? separated(document, previous, next, what, style)
        : block(document, previous, next, what, style)
  return isRefusal(edit) ? edit : (refused(document, path, edit) ?? edit)
}

function refused(document: SyntaxDocument, path: Path, edits: readonly TextEdit[]) {
  for (const { range } of edits) {
    const refusal = refusalAt(document, path, { start: Math.max(0, range.start - 1), end: range.end + 1 })
    if (refusal) return refusal
  }
  return undefined
}

function collectionOf({ key, value }: Insertion): Writable {
  return key === undefined ? [value] : { [key]: value }
}

const unusual = refuse("its text is of an unusual form")

/** The text of it between brackets; on one line, or with lines of its own from `indent` on. */
function partOf({ key, value }: Insertion, indent: string | undefined, style: WritingStyle): string {
  if (style.language === "yaml") {
    return key === undefined ? writeFlow(value, style) : writeFlow({ [key]: value }, style).slice(2, -2)
  }
  const written = indent === undefined ? writeShortJson(value) : writeJson(value, indent, style)
  return key === undefined ? written : `${JSON.stringify(key)}: ${written}`
}

function separated(
  document: SyntaxDocument,
  previous: Step | undefined,
  next: Step | undefined,
  what: Insertion,
  style: WritingStyle,
): Edit {
  const { text } = document
  const step = previous ?? next
  const extent = step && separatedExtent(document, step)
  if (!extent) return unusual
  const isOnLines = startsLine(text, extent.start)
  const indent = isOnLines ? indentAt(text, extent.start) : undefined
  const gap = indent === undefined ? " " : style.lineBreak + indent
  const part = partOf(what, isOnOneLine(text, step.value) ? undefined : indent, style)
  if (!previous) return [insertion(extent.start, `${part},${gap}`)]
  const { core, end, commaAfter } = extent
  const isBehindComment = /^(#|\/\/)/.test(lastComment(document, core.end, end))
  const before = isBehindComment && !isOnLines ? style.lineBreak + indentAt(text, core.start) : gap
  const added = insertion(end, `${before}${part}${commaAfter ? "," : ""}`)
  if (commaAfter) return [added]
  return isBehindComment ? [insertion(core.end, ","), added] : [insertion(end, `,${added.newText}`)]
}

/** Whether a neighbour that could have lines of its own has none. */
function isOnOneLine(text: string, node: Node): boolean {
  return isCollection(node) && stepsOf(node).length > 0 && !text.slice(node.range.start, node.range.end).includes("\n")
}

function lastComment(document: SyntaxDocument, start: number, end: number): string {
  const last = readGap(document, { start, end }).at(-1)
  return last?.kind === "comment" ? document.text.slice(last.range.start, last.range.end) : ""
}

function block(
  document: SyntaxDocument,
  previous: Step | undefined,
  next: Step | undefined,
  what: Insertion,
  style: WritingStyle,
): Edit {
  const { text } = document
  const step = previous ?? next
  const extent = step && blockExtent(document, step)
  if (!step || !extent || keepsLines(text, step.holder)) return unusual
  const indent = " ".repeat(extent.column)
  const written = blockPart(what, indent, style)
  const gap = isSpread(document, step) ? style.lineBreak.repeat(2) : style.lineBreak
  if (previous) return [insertion(extent.end, `${gap}${indent}${written}`)]
  if (!startsLine(text, extent.start)) return [insertion(extent.start, `${written}${gap}${indent}`)]
  return [insertion(extent.above, `${indent}${written}${gap}`)]
}

function blockPart({ key, value }: Insertion, indent: string, style: WritingStyle): string {
  return key === undefined ? writeItem(value, indent, style) : writeEntry([key, value], indent, style)
}

/** Whether the values of a collection have empty lines between them. */
function isSpread(document: SyntaxDocument, { holder }: Step): boolean {
  const { text } = document
  const extents = stepsOf(holder)
    .slice(0, 3)
    .map(step => blockExtent(document, step))
  const between = extents.slice(1).map((extent, k) => ({ before: extents[k], extent }))
  return (
    between.length > 0 &&
    between.every(({ before, extent }) => {
      const line = before && nextLine(text, before.end)
      return (
        line !== undefined && extent !== undefined && line < extent.above && isBlank(text, line, lineEnd(text, line))
      )
    })
  )
}

function intoEmpty(
  document: SyntaxDocument,
  path: Path,
  holder: ListNode | MapNode,
  what: Insertion,
  style: WritingStyle,
): Edit {
  const { text, language } = document
  if (!isFlow(text, holder)) return refuse("it has no values of its own")
  const [start, end] = [holder.range.start + 1, holder.range.end - 1]
  const comments = readGap(document, { start, end })
  if (language === "yaml" && comments.length === 0 && isInBlock(text, path))
    return setAt(document, path, collectionOf(what))
  const indent = indentAt(text, holder.range.start)
  const last = comments.at(-1)?.range.end
  const isLong = last !== undefined || (language === "json" && isCollectionValue(what.value) && text.includes("\n"))
  if (!isLong) return [{ range: { start, end }, newText: bracketed(partOf(what, undefined, style), holder) }]
  const inner = indent + style.unit
  const part = `${style.lineBreak}${inner}${partOf(what, inner, style)}`
  const isClosedBelow = last !== undefined && startsLine(text, end)
  return [
    {
      range: { start: last ?? start, end: isClosedBelow ? last : end },
      newText: isClosedBelow ? part : `${part}${style.lineBreak}${indent}`,
    },
  ]
}

function bracketed(part: string, { kind }: Node): string {
  return kind === "map" ? ` ${part} ` : part
}

function isInBlock(text: string, { steps }: Path): boolean {
  return steps.length > 0 && steps.every(({ holder }) => !isFlow(text, holder))
}
