import type { Range as LspRange } from "vscode-languageserver-types"
import { printable } from "./printable.ts"

/** The line of a finding with its number, and carets under what it is about. */
export interface CodeFrame {
  readonly source: string
  readonly carets: string
}

/** A text's lines, which end as LSP has it. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/)
}

/** Of a range of several lines the first; of a long line the part around the range. `before`: lines that stand before these. */
export function codeFrame(lines: readonly string[], { start, end }: LspRange, before = 0): CodeFrame | undefined {
  const line = lines[start.line]
  if (line === undefined) return undefined
  const until = end.line > start.line ? line.trimEnd().length : end.character
  const { from, to } = window(line, start.character, until)
  const number = `${before + start.line + 1}`
  const left = line.slice(from, start.character)
  const marked = line.slice(start.character, Math.min(until, to))
  const cut = { before: from > 0 ? "…" : "", behind: to < line.length ? "…" : "" }
  return {
    source: `${number} | ${cut.before}${printable(line.slice(from, to))}${cut.behind}`,
    carets: `${" ".repeat(number.length)} | ${" ".repeat(cut.before.length)}${blank(left)}${"^".repeat(Math.max(1, width(marked)))}`,
  }
}

/** What of a line is shown: minified JSON is one line of any length. */
function window(line: string, start: number, end: number): { readonly from: number; readonly to: number } {
  if (line.length <= widest) return { from: 0, to: line.length }
  const from = Math.max(0, start - context)
  const to = Math.min(line.length, Math.max(from + widest, Math.min(end + context, start + widest)))
  return { from: onCharacter(line, from), to: onCharacter(line, to) }
}

const widest = 120
const context = 40

/** Never between the two halves of one character. */
function onCharacter(line: string, place: number): number {
  return /[\udc00-\udfff]/.test(line.charAt(place)) ? place - 1 : place
}

/** White space as wide as a text: its tabs stay, as a terminal decides how wide they are. */
function blank(text: string): string {
  return text
    .split("\t")
    .map(part => " ".repeat(width(part)))
    .join("\t")
}

/** How many columns a text takes in a terminal: East Asian characters and pictures take two, combining marks none. */
function width(text: string): number {
  let columns = 0
  for (const character of text) columns += /\p{M}|\u200d/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return columns
}

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u
