import type { FlowLine } from "./flow-file.ts"
import { parseFlowFile } from "./parse-flow-file.ts"

/** A text to be put into a `.nsgflow` file at the beginning of a line, which may be the one behind the last. */
export interface AddedLines {
  readonly line: number
  readonly text: string
}

/**
 * Adds a claim where its `use` is in force: behind the last claim below it, else with it at the end. A claim without one comes
 * before the first `use`, since all that is below is about something else. Undefined where the claim stands there already.
 */
export function addClaim(text: string, claim: string, use?: string): AddedLines | undefined {
  const read = parseFlowFile(text).lines
  const section = sectionOf(read, use)
  if (section?.some(one => wordsOf(one.text) === wordsOf(claim))) return undefined
  const last = section?.at(-1)
  if (last) return { line: last.line + 1, text: `${atNewLine(text, last.line)}${claim}\n` }
  if (use === undefined)
    return { line: lineBefore(text, read[0]?.line), text: `${claim}\n${read.length > 0 ? "\n" : ""}` }
  const lines = text.split("\n").length
  const gap = text.trim() === "" ? "" : "\n"
  const isEnded = text === "" || text.endsWith("\n")
  return isEnded
    ? { line: lines - 1, text: `${gap}${use}\n${claim}\n` }
    : { line: lines, text: `\n${gap}${use}\n${claim}\n` }
}

/** The lines below this `use`, and itself; without one those before the first. The last of several, as people add below. */
function sectionOf(lines: readonly FlowLine[], use: string | undefined): readonly FlowLine[] | undefined {
  const starts = [...lines.entries()].flatMap(([place, { kind }]) => (kind === "use" ? [place] : []))
  if (use === undefined) return lines.slice(0, starts[0] ?? lines.length)
  const start = starts.findLast(place => wordsOf(lines[place]?.text ?? "") === wordsOf(use))
  if (start === undefined) return undefined
  return lines.slice(start, starts.find(place => place > start) ?? lines.length)
}

/** Blanks and quotes say nothing. */
function wordsOf(text: string): string {
  return text.replaceAll('"', "").toLowerCase().split(/\s+/).join(" ")
}

/** The last line of a file may have no end. */
function atNewLine(text: string, line: number): string {
  return text.split("\n").length - 1 === line ? "\n" : ""
}

/** Above the comments that belong to a line; without one at the end. */
function lineBefore(text: string, line: number | undefined): number {
  const all = text.split("\n")
  let before = line ?? all.length - 1
  while (line !== undefined && before > 0 && /^\s*#/.test(all[before - 1] ?? "")) before--
  return before
}
