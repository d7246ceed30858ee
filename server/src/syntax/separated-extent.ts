import type { SyntaxDocument } from "./document.ts"
import { type GapToken, readGap } from "./gap.ts"
import { endsLine, startsLine } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { ListNode, MapNode, Range } from "./node.ts"
import { isAliased, type Step } from "./path.ts"
import { endOfValue, outerKey } from "./written-place.ts"

/** An entry or item between brackets as a part of the text. */
export interface SeparatedExtent {
  /** From its key, or its anchor, to the end of its value. */
  readonly core: Range
  /** The core with its own comments, and with the comma behind it. */
  readonly start: number
  readonly end: number
  readonly commaBefore?: Range
  readonly commaAfter?: Range
  /** What is before it in the brackets: the end of its neighbour's value, or of the bracket that opens. */
  readonly previousEnd: number
  /** Where its neighbour begins, or the bracket that closes. */
  readonly nextStart: number
}

/**
 * An entry or item between brackets with the comments that are its own: those directly above it, and those behind it on
 * its last line, unless another one follows on that line. Undefined where more than commas and comments is around it.
 */
export function separatedExtent(document: SyntaxDocument, step: Step): SeparatedExtent | undefined {
  const { text } = document
  const steps = stepsOf(step.holder)
  const at = steps.findIndex(each => startOf(text, each) === startOf(text, step))
  const [previous, next] = [steps[at - 1], steps[at + 1]]
  if ([previous, step, next].some(each => each && isAliased(each))) return undefined
  const { range } = step.holder
  const previousEnd = previous ? endOfCore(text, previous) : range.start + 1
  const nextStart = next ? startOf(text, next) : range.end - 1
  const core = { start: startOf(text, step), end: endOfCore(text, step) ?? 0 }
  if (previousEnd === undefined || core.end < core.start) return undefined
  const before = readGap(document, { start: previousEnd, end: core.start })
  const after = readGap(document, { start: core.end, end: nextStart })
  if ([...before, ...after].some(({ kind }) => kind === "other")) return undefined
  const ends = { core, previousEnd, nextStart }
  return extentBetween(text, before, after, ends)
}

function extentBetween(
  text: string,
  before: readonly GapToken[],
  after: readonly GapToken[],
  ends: Pick<SeparatedExtent, "core" | "previousEnd" | "nextStart">,
): SeparatedExtent {
  const commaBefore = before.find(({ kind }) => kind === "comma")?.range
  const commaAfter = after.find(({ kind }) => kind === "comma")?.range
  const own = before.filter(({ range }) => !commaBefore || range.start > commaBefore.start)
  const start = own.find(({ kind }) => kind === "property")?.range.start ?? ends.core.start
  const comments = own.filter(({ kind, range }) => kind === "comment" && range.end <= start)
  return {
    ...ends,
    core: { start, end: ends.core.end },
    start: startWithComments(text, comments, start),
    end: endWithComments(text, after, ends.core.end),
    ...(commaBefore && { commaBefore }),
    ...(commaAfter && { commaAfter }),
  }
}

/** A comment is this one's where no empty line is between, and nothing before it on its line that it may be about. */
function startWithComments(text: string, comments: readonly GapToken[], core: number): number {
  let start = core
  for (const { range } of comments.toReversed()) {
    const breaks = text.slice(range.end, start).split("\n").length - 1
    if (breaks > 1 || (breaks === 1 && !startsLine(text, range.start))) break
    start = range.start
  }
  return start
}

function endWithComments(text: string, after: readonly GapToken[], core: number): number {
  const comma = after.find(({ kind }) => kind === "comma")
  let end = core
  for (const { kind, range } of after) {
    if (text.slice(end, range.start).includes("\n") && kind !== "comma") break
    const isBehindComma = comma !== undefined && range.start > comma.range.start
    if (kind === "property" || (isBehindComma && !isLastOnLine(text, range, after))) break
    end = range.end
  }
  return end
}

/** A comment with another value behind it on its line is about that one. */
function isLastOnLine(text: string, { start, end }: Range, after: readonly GapToken[]): boolean {
  const further = after.filter(({ range }) => range.start >= start).at(-1)?.range.end ?? end
  return (
    endsLine(text, end) ||
    text.slice(end, further).includes("\n") ||
    /^\s*[\]}]/.test(text.slice(further, further + 100))
  )
}

/** A collection's own entries or items, in the order of the text. */
export function stepsOf(holder: ListNode | MapNode): readonly Step[] {
  if (holder.kind === "list") return holder.items.map((value, index) => ({ holder, index, value }))
  return holder.entries
    .filter(({ keyRange }) => keyRange.start >= holder.range.start && keyRange.end <= holder.range.end)
    .map(entry => ({ holder, entry, value: entry.value }))
}

function startOf(text: string, step: Step): number {
  return "entry" in step ? outerKey(text, step.entry.keyRange).start : outerRange(step.value).start
}

function endOfCore(text: string, step: Step): number | undefined {
  return "entry" in step ? endOfValue(text, step) : outerRange(step.value).end
}
