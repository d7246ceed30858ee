import type { SyntaxDocument } from "./document.ts"
import { columnOf, lineEnd, lineStart, nextLine, startsLine } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { Node } from "./node.ts"
import type { Step } from "./path.ts"
import { dashOf, endOfValue, outerKey } from "./written-place.ts"

/** An entry or item of block style as a part of the text. */
export interface BlockExtent {
  /** Its key or dash. */
  readonly start: number
  /** Where its own comments above it begin, at the start of their line; the start of its own line where it has none. */
  readonly above: number
  /** The end of its last line, comments behind it and inside of it included. */
  readonly end: number
  readonly column: number
}

/**
 * An entry or item in block style with the comments that are its own: directly above it and no further in than it is, on
 * its lines, and inside of it, which is deeper than it begins. Undefined where its text is of a form not written by people.
 */
export function blockExtent({ text }: SyntaxDocument, step: Step): BlockExtent | undefined {
  const start = startOfBlock(text, step)
  const last = endOfValue(text, step)
  if (start === undefined || last === undefined) return undefined
  const column = columnOf(text, start)
  if (!/^ *(- +)*$/.test(text.slice(lineStart(text, start), start))) return undefined
  const isOnItself = "entry" in step && step.value.kind === "list"
  const end = endOfBlock(text, last, column, isOnItself)
  return { start, above: commentsAbove(text, start, floorOf(step)), end, column }
}

function startOfBlock(text: string, step: Step): number | undefined {
  return "entry" in step ? outerKey(text, step.entry.keyRange).start : dashOf(text, step)
}

/** No comment of this one stands before its neighbour's end. */
function floorOf(step: Step): number {
  const { holder } = step
  const others: readonly Node[] =
    "entry" in step ? step.holder.entries.map(({ value }) => value) : step.holder.items.slice(0, step.index)
  const start = "entry" in step ? step.entry.keyRange.start : step.value.range.start
  const ends = others.filter(({ range }) => range.start >= holder.range.start).map(each => outerRange(each).end)
  return Math.max(0, ...ends.filter(end => end <= start))
}

/** The start of the first line of the comments directly above; those that begin the document are about all of it. */
function commentsAbove(text: string, start: number, floor: number): number {
  const [first, column] = [lineStart(text, start), columnOf(text, start)]
  let above = first
  // On the line of an outer dash: what is above is about the outer item.
  if (!startsLine(text, start)) return first
  while (above > floor) {
    const line = lineStart(text, above - 1)
    const indent = /^ *(?=#)/.exec(text.slice(line, lineEnd(text, line)))?.[0].length
    if (line < floor || indent === undefined || indent > column) break
    above = line
  }
  return above === 0 && column === 0 ? first : above
}

/** The end of the last line that is indented deeper than the block begins; of a list under its key, its dashes count. */
function endOfBlock(text: string, last: number, column: number, withDashes: boolean): number {
  let end = lineEnd(text, last)
  for (let line = nextLine(text, end); line < text.length; line = nextLine(text, line)) {
    const content = text.slice(line, lineEnd(text, line))
    if (content.trim() === "") continue
    const indent = content.search(/[^ ]/)
    const isInside = indent > column || (withDashes && indent === column && /^ *-(\s|$)/.test(content))
    if (!isInside) break
    end = lineEnd(text, line)
  }
  return end
}
