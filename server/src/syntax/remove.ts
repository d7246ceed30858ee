import { keepsLines } from "./block-scalar.ts"
import type { SyntaxDocument } from "./document.ts"
import { deletion, type Edit, insertion, isRefusal, refuse, type TextEdit } from "./edit.ts"
import { elsewhere, refusalAt, removalRefusal } from "./editable.ts"
import { type BlockExtent, blockExtent } from "./extent.ts"
import { endsLine, isBlank, lineEnd, lineStart, nextLine, startsLine } from "./lines.ts"
import { isMerged, type Path, parentOf, type Step } from "./path.ts"
import { type SeparatedExtent, separatedExtent } from "./separated-extent.ts"
import { behindProperties, isFlow, placeOfValue } from "./written-place.ts"

/**
 * Takes an entry or item out of its map or list, with its own comments and with no other's, and leaves the document valid:
 * with its comma in JSON, with its dash and lines in YAML.
 */
export function removeAt(document: SyntaxDocument, path: Path): Edit {
  const step = path.steps.at(-1)
  if (!step) return refuse("it is the whole document")
  if (isMerged(step)) return elsewhere
  const edit = isFlow(document.text, step.holder) ? removeSeparated(document, step) : removeBlock(document, path, step)
  if (isRefusal(edit)) return edit
  for (const { range } of edit) {
    const refusal = refusalAt(document, parentOf(path), range) ?? removalRefusal(document, range)
    if (refusal) return refusal
  }
  return edit
}

const unusual = refuse("its text is of an unusual form")

function removeSeparated(document: SyntaxDocument, step: Step): Edit {
  const { text } = document
  const extent = separatedExtent(document, step)
  if (!extent || hasLeadingComma(text, extent)) return unusual
  const { range } = step.holder
  const region = regionOf(text, extent)
  const isAlone = isBlank(text, range.start + 1, region.start) && isBlank(text, region.end, range.end - 1)
  if (isAlone) return [deletion(range.start + 1, range.end - 1)]
  const { commaBefore } = extent
  if (extent.commaAfter || !commaBefore) return [deletion(region.start, region.end)]
  // The last one: the comma before it goes, and a comment between the two stays.
  if (isBlank(text, commaBefore.end, region.start) && !startsLineOf(text, region))
    return [deletion(commaBefore.start, region.end)]
  return [deletion(commaBefore.start, commaBefore.end), deletion(region.start, region.end)]
}

/** `⏎ , 2 ⏎ , 3`: commas that stand with what follows them. */
function hasLeadingComma(text: string, { core, commaAfter, commaBefore }: SeparatedExtent): boolean {
  if (commaAfter && text.slice(core.end, commaAfter.start).includes("\n")) return true
  return commaBefore !== undefined && startsLine(text, commaBefore.start)
}

function startsLineOf(text: string, { start }: TextEdit["range"]): boolean {
  return start === lineStart(text, start)
}

/** Whole lines where nothing else is on them; else the text with the white space on one side. */
function regionOf(text: string, { start, end, nextStart }: SeparatedExtent): TextEdit["range"] {
  if (startsLine(text, start) && endsLine(text, end))
    return withoutGap(text, lineStart(text, start), nextLine(text, end))
  const isLast = isBlank(text, end, nextStart) && "]}".includes(text.charAt(nextStart))
  if (!isLast && !endsLine(text, end)) return { start, end: end + text.slice(end).search(/\S|$/) }
  return { start: spaceBefore(text, start), end }
}

/** Lines with an empty one before them, and none to keep apart from what is before: the empty one goes, too. */
function withoutGap(text: string, start: number, end: number): TextEdit["range"] {
  const before = start === 0 ? 0 : lineStart(text, start - 1)
  const isApart = before < start && isBlank(text, before, start)
  const isLast = end === text.length || /^\s*([\]}]|$)/.test(text.slice(end, lineEnd(text, end)))
  return { start: isApart && isLast ? before : start, end }
}

function spaceBefore(text: string, start: number): number {
  let at = start
  while (/\s/.test(text.charAt(at - 1))) at--
  return text.slice(at, start).includes("\n") && !/[,[{]/.test(text.charAt(at - 1)) ? start : at
}

function removeBlock(document: SyntaxDocument, path: Path, step: Step): Edit {
  const { text } = document
  const extent = blockExtent(document, step)
  if (!extent || keepsLines(text, step.holder)) return unusual
  const hasNext = isFollowed(text, extent, step)
  if (!hasNext && extent.start <= step.holder.range.start) return emptied(document, path, step, extent)
  if (startsLine(text, extent.start)) return [wholeLines(text, extent)]
  // Behind a dash: what follows it moves up to its place.
  const next = nextLine(text, extent.end)
  return [deletion(extent.start, next + text.slice(next).search(/\S|$/))]
}

function isFollowed(text: string, { end, column }: BlockExtent, step: Step): boolean {
  const next = nextContent(text, end)
  if (next === undefined || next - lineStart(text, next) !== column) return false
  const sign = text.slice(next, next + 3)
  return "entry" in step ? !/^(---|\.\.\.|-\s)/.test(sign) : /^-(\s|$)/.test(sign)
}

/** The first character behind a line that is no comment's. */
function nextContent(text: string, end: number): number | undefined {
  const content = /^[ \t]*([^\s#])/gm
  content.lastIndex = nextLine(text, end)
  const match = content.lastIndex > end ? content.exec(text) : null
  return match ? match.index + match[0].length - 1 : undefined
}

function wholeLines(text: string, { above, end }: BlockExtent): TextEdit {
  const next = nextLine(text, end)
  if (next < text.length || text.endsWith("\n")) return { range: withoutGap(text, above, next), newText: "" }
  const lineBreak = text.slice(0, above).endsWith("\r\n") ? 2 : Math.min(1, above)
  return deletion(above - lineBreak, next)
}

/** A block collection that loses its last value becomes `[]` or `{}`, behind its key or dash where it has one. */
function emptied(document: SyntaxDocument, path: Path, step: Step, extent: BlockExtent): Edit {
  const { text } = document
  const brackets = step.holder.kind === "list" ? "[]" : "{}"
  const parent = parentOf(path).steps.at(-1)
  const place = parent && placeOfValue(text, parent)
  if (parent && place === undefined) return unusual
  if (place === undefined || !startsLine(text, extent.start)) {
    return [{ range: { start: extent.start, end: extent.end }, newText: brackets }]
  }
  return [insertion(behindProperties(text, place), ` ${brackets}`), wholeLines(text, extent)]
}
