import { columnOf, lineEnd, lineStart, nextLine } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { ListNode, MapNode, Node, Range } from "./node.ts"
import { type ItemStep, isAliased, type Path, type Step } from "./path.ts"
import type { Quote } from "./write-value.ts"

/** Whether a map or list stands in brackets, as all of JSON's do, and not in lines of its own. */
export function isFlow(text: string, { range }: ListNode | MapNode): boolean {
  return "[{".includes(text.charAt(range.start))
}

export function isInFlow(text: string, { steps }: Path): boolean {
  return steps.some(({ holder }) => isFlow(text, holder))
}

export function keyOf(step: Step): string | undefined {
  return "entry" in step ? step.entry.key : undefined
}

/** A key with its quotes. */
export function outerKey(text: string, { start, end }: Range): Range {
  const quote = text[end]
  const isQuoted = (quote === '"' || quote === "'") && text[start - 1] === quote
  return isQuoted ? { start: start - 1, end: end + 1 } : { start, end }
}

/** Where a value begins in the text: behind its key's colon, its dash or its comma. Undefined where no such sign is. */
export function placeOfValue(text: string, step: Step): number | undefined {
  if ("entry" in step) {
    const colon = /[ \t]*:/y
    colon.lastIndex = outerKey(text, step.entry.keyRange).end
    return colon.test(text) ? colon.lastIndex : undefined
  }
  if (!isFlow(text, step.holder)) {
    const dash = dashOf(text, step)
    return dash === undefined ? undefined : dash + 1
  }
  const previous = step.holder.items[step.index - 1]
  if (!previous) return step.holder.range.start + 1
  const comma = text.indexOf(",", outerRange(previous).end)
  return comma < 0 ? undefined : comma + 1
}

/** Behind the anchor and the tag that a value may have, where they stand on the line of its key or dash. */
export function behindProperties(text: string, place: number): number {
  const properties = /(?:[ \t]+[&!][^\s,[\]{}]*)*/y
  properties.lastIndex = place
  return properties.test(text) ? properties.lastIndex : place
}

/** The dash of an item of a block list: all of a list's dashes stand in one column, and nothing else of it does. */
export function dashOf(text: string, step: ItemStep): number | undefined {
  const { holder, index, value } = step
  const first = holder.range.start
  if (index === 0) return text[first] === "-" ? first : undefined
  if (isAliased(step)) return dashAt(text, first, index)
  for (let line = lineStart(text, value.range.start); line > first; line = lineStart(text, line - 1)) {
    if (isDash(text, line, columnOf(text, first))) return line + columnOf(text, first)
  }
  return undefined
}

/** The dash of an item of which only an alias stands in the list: it is found by counting. */
function dashAt(text: string, first: number, index: number): number | undefined {
  const column = columnOf(text, first)
  let left = index
  for (let line = nextLine(text, first); line < text.length; line = nextLine(text, line)) {
    if (isDash(text, line, column) && --left === 0) return line + column
  }
  return undefined
}

function isDash(text: string, line: number, column: number): boolean {
  const start = text.slice(line, line + column + 2)
  return /^ *-(\s|$)/.test(start) && start.indexOf("-") === column
}

/** Where the last character of a value is, with its quotes; of an alias, of the alias. Undefined for what cannot be told. */
export function endOfValue(text: string, step: Step): number | undefined {
  const place = placeOfValue(text, step)
  if (place === undefined) return undefined
  if (isAliased(step)) {
    const alias = /[ \t]*\*[^\s,[\]{}]+/y
    alias.lastIndex = place
    return alias.test(text) ? alias.lastIndex : undefined
  }
  const { value } = step
  if (value.range.start === value.range.end && !isQuoted(value))
    return Math.max(behindProperties(text, place), value.range.end)
  return lastCharacter(text, value)
}

/** The range of a block collection may run on over comments behind it: what counts is its last value. */
function lastCharacter(text: string, node: Node): number {
  if (node.kind === "scalar" || node.kind === "unknown" || isFlow(text, node)) return outerRange(node).end
  const last = lastStep(node)
  if (!last) return node.range.end
  const end = endOfValue(text, last)
  if (end !== undefined) return end
  return "entry" in last ? lineEnd(text, last.entry.keyRange.end) : node.range.start
}

/** The last that is written in the collection itself; merged keys stand elsewhere. */
function lastStep(holder: ListNode | MapNode): Step | undefined {
  if (holder.kind === "list") {
    const index = holder.items.length - 1
    const value = holder.items[index]
    return value && { holder, index, value }
  }
  const own = holder.entries.filter(
    ({ keyRange }) => keyRange.start >= holder.range.start && keyRange.end <= holder.range.end,
  )
  const entry = own.at(-1)
  return entry && { holder, entry, value: entry.value }
}

function isQuoted(node: Node): boolean {
  return node.kind === "scalar" && node.quoted === true
}

/** The quotes around a text that stands at a range without them. */
export function quoteAround(text: string, { start, end }: Range): Quote | undefined {
  const quote = text[start - 1]
  return (quote === "'" || quote === '"') && text[end] === quote ? quote : undefined
}
