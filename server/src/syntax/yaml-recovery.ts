import * as l10n from "@vscode/l10n"
import type { SyntaxDocument, SyntaxProblem } from "./document.ts"
import { lineStart } from "./lines.ts"
import type { Node, Range } from "./node.ts"

export interface YamlStream extends Pick<SyntaxDocument, "roots" | "problems"> {
  /** Set for a text that was refused as nested too deeply: the offset at which it gets so. */
  readonly deepAt?: number
}

/**
 * Reads a YAML text, and where one line of it takes the rest of the document with it, as a wrong indentation or an open
 * quote does while it is typed, reads it again without that line. What was wrong with the line stays a problem.
 */
export function recover(source: string, read: (text: string) => YamlStream): YamlStream {
  let text = source
  let best = read(text)
  const faults: SyntaxProblem[] = []
  for (let round = 0; ; round++) {
    const seen = readable({ text, stream: best }, read)
    const fault = seen.stream.problems.find(({ reason, local }) => reason === "syntax" && !local)
    if (!fault || !takesMore(fault, seen.text)) break
    best = seen.stream
    if (round === mostRounds || text.length > mostText) break
    const better = candidates(text, fault)
      .map(range => ({ range, text: blank(text, range) }))
      .map(without => ({ ...without, stream: read(without.text) }))
      .toSorted((a, b) => faultsIn(a.stream) - faultsIn(b.stream))[0]
    if (!better || !isBetter(better.stream, best, fault)) break
    faults.push(isWithin(fault.range, better.range) ? fault : { ...fault, range: trimmed(better.range, text) })
    text = better.text
    best = better.stream
  }
  return { ...best, problems: [...best.problems, ...faults].sort((a, b) => a.range.start - b.range.start) }
}

/** Leaving out a line has a price: it must save more than its own fault, or bring values to light. */
function isBetter(other: YamlStream, best: YamlStream, fault: SyntaxProblem): boolean {
  const saved = faultsIn(best) - faultsIn(other)
  return saved > 1 || (saved > 0 && (isUnclosed(fault) || valuesIn(other) > valuesIn(best)))
}

/** How many values there are, those of aliases once. */
function valuesIn({ roots }: YamlStream): number {
  const seen = new Set<Node>(roots)
  for (const node of seen) {
    if (node.kind === "list") for (const item of node.items) seen.add(item)
    if (node.kind === "map") for (const { value } of node.entries) seen.add(value)
  }
  return seen.size
}

interface Reading {
  readonly text: string
  readonly stream: YamlStream
}

/** To the parser each line behind a wrong indentation may be one level deeper: then it is read to where that is too much. */
function readable({ text, stream }: Reading, read: (text: string) => YamlStream): Reading {
  if (stream.deepAt === undefined) return { text, stream }
  const start = text.slice(0, lineAt(text, stream.deepAt).start)
  return { text: start, stream: read(start) }
}

/** Whether something stands behind a fault that is probably misread for it alone. */
function takesMore(fault: SyntaxProblem, text: string): boolean {
  return isUnclosed(fault) || text.slice(lineAt(text, fault.range.start).end).trim() !== ""
}

/** Each round reads the text three times at most: a broken text of this length is read in a fraction of a second. */
const mostRounds = 2
const mostText = 200_000

/** Keys that stand twice count, too: a line left out may have begun an item, whose keys then fall to the one before. */
function faultsIn({ problems, deepAt }: YamlStream): number {
  if (deepAt !== undefined) return Number.POSITIVE_INFINITY
  return problems.filter(({ local }) => !local).length
}

function isUnclosed({ detail }: SyntaxProblem): boolean {
  return detail === unclosedText()
}

/** What is said of a text in quotes that has only the first. */
export const unclosedText = () => l10n.t`The closing quote of a string is missing`

/** What to read the text without: an open text; else the line of the fault, the one before it, or one that opens a bracket. */
function candidates(text: string, fault: SyntaxProblem): readonly Range[] {
  if (isUnclosed(fault)) return [fault.range]
  const line = lineAt(text, fault.range.start)
  const above = lineBefore(line, text, /^\s*[^\s#]/)
  const opening = lineBefore(line, text, /[{[]\s*$/)
  return [line, ...(above ? [above] : []), ...(opening && opening.start !== above?.start ? [opening] : [])]
}

/** The nearest line above that looks so. */
function lineBefore({ start }: Range, text: string, looks: RegExp): Range | undefined {
  for (let at = start - 1; at >= 0; ) {
    const line = lineAt(text, at)
    if (looks.test(text.slice(line.start, line.end))) return line
    at = line.start - 1
  }
  return undefined
}

function lineAt(text: string, offset: number): Range {
  const start = lineStart(text, offset)
  const end = text.indexOf("\n", start)
  return { start, end: end < 0 ? text.length : end }
}

function isWithin(inner: Range, { start, end }: Range): boolean {
  return start <= inner.start && inner.start < end
}

function trimmed({ start, end }: Range, text: string): Range {
  const line = text.slice(start, end)
  return { start: end - line.trimStart().length, end: start + line.trimEnd().length }
}

/** The text with spaces in a place, so that everything else stays where it is. */
function blank(text: string, { start, end }: Range): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end)
}
