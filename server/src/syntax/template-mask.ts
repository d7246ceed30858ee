import type { TemplateDirective } from "./document.ts"
import { lineStart } from "./lines.ts"
import {
  directivesOf,
  isStatement,
  type TemplateBlock,
  type TemplateMark,
  templateBlocks,
  templateMarks,
} from "./template-marks.ts"

/** A YAML text that a template engine has yet to fill in, made readable: of equal length, so every offset stays true. */
export interface MaskedText {
  readonly text: string
  readonly directives: readonly TemplateDirective[]
}

/**
 * Hides templates from the YAML parser. What stands for a value becomes as many characters that mean nothing to YAML, and
 * `unmasked` brings the template back; statements, and lines of nothing but templates, become white space.
 * Undefined for a text without templates.
 */
export function maskTemplates(text: string): MaskedText | undefined {
  const marks = /\{[{%#]|<%|#\{/.test(text) ? templateMarks(text) : []
  const withTokens = text.includes("${") ? text.replace(dollars, masked) : text
  if (marks.length === 0) return withTokens === text ? undefined : { text: withTokens, directives: [] }
  const parts: string[] = []
  const blanks = blankMarks(text, marks)
  let end = 0
  for (const mark of marks) {
    const { range } = mark
    parts.push(withTokens.slice(end, range.start), blanks.has(mark) ? blank(mark.text) : masked(mark.text))
    end = range.end
  }
  const directives = directivesOf([...blanks], text.length)
  return { text: parts.join("") + withTokens.slice(end), directives }
}

/** `${x}` would break a flow list. On one line and of few characters, so that nothing else is taken for one. */
const dollars = /\$\{[^{}\n"']{1,200}\}/g

/** The marks that become white space, in the order of the text. */
function blankMarks(text: string, marks: readonly TemplateMark[]): ReadonlySet<TemplateMark> {
  const lines = linesOf(text, marks)
  const inText = new Set<TemplateMark>()
  const includes = marks.filter(mark => mark.role === "value" && isStatement(mark))
  for (const block of [
    ...templateBlocks(marks),
    ...includes.map(mark => ({ open: mark, branches: [], close: mark })),
  ]) {
    if (isInText(block, text, lines.get(block.open))) for (const mark of marksOf(block)) inText.add(mark)
  }
  return new Set(
    marks.filter(mark => {
      if (mark.role === "silent") return true
      if (inText.has(mark)) return false
      return isStatement(mark) || (lines.get(mark)?.isAlone === true && !isBlockScalar(text, mark.range.start))
    }),
  )
}

function marksOf({ open, branches, close }: TemplateBlock): readonly TemplateMark[] {
  return close ? [open, ...branches, close] : [open, ...branches]
}

/** A line (or several, where a template runs on) with templates in it. */
interface MarkedLine {
  readonly start: number
  readonly end: number
  /** Nothing but white space and templates is on it. */
  readonly isAlone: boolean
}

function linesOf(text: string, marks: readonly TemplateMark[]): ReadonlyMap<TemplateMark, MarkedLine> {
  const lines = new Map<TemplateMark, MarkedLine>()
  let here: TemplateMark[] = []
  let end = -1
  const flush = () => {
    const start = lineStart(text, here[0]?.range.start ?? 0)
    const line = { start, end, isAlone: hasOnlySpaceBetween(text, here, { start, end }) }
    for (const mark of here) lines.set(mark, line)
    here = []
  }
  for (const mark of marks) {
    if (mark.range.start >= end) flush()
    if (mark.range.end > end) end = endOfLine(text, mark.range.end)
    here.push(mark)
  }
  flush()
  return lines
}

function hasOnlySpaceBetween(
  text: string,
  marks: readonly TemplateMark[],
  { start, end }: Omit<MarkedLine, "isAlone">,
): boolean {
  let from = start
  for (const { range } of marks) {
    if (text.slice(from, range.start).trim() !== "") return false
    from = range.end
  }
  return text.slice(from, end).trim() === ""
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from)
  return end < 0 ? text.length : end
}

/**
 * Whether a block is part of a text, `source: {{ if x }}a{{ else }}b{{ end }}`, and not of the structure around it. A line
 * that it leaves out as a whole, `{{ if x }}source: a{{ end }}`, keeps its indentation only as a text.
 */
function isInText({ open, close }: TemplateBlock, text: string, line: MarkedLine | undefined): boolean {
  if (!line || !close || close.range.end > line.end || open.range.start - line.start > longestStart) return false
  if (close.range.start - open.range.end > longestStart) return false
  const before = text.slice(line.start, open.range.start).replace(/"[^"]*"|'[^']*'/g, "")
  if (/["']/.test(before)) return true
  if (before.trim() !== "") return !/[[{]/.test(before)
  const inside = text.slice(open.range.end, close.range.start).replace(/\{\{.*?\}\}|\{%.*?%\}|<%.*?%>/g, "")
  return inside.trim() !== "" && !/[[{]/.test(inside)
}

/** A line is looked at again for each of its blocks: so much of it can stand before a block, and in it. */
const longestStart = 1000

/** A value of a masked text as it was written. */
export function unmasked(value: string): string {
  return value.replace(/[\uE000-\uE07F]/g, character => String.fromCharCode(character.charCodeAt(0) - privateUse))
}

/** ASCII characters are moved into Unicode's private use area, where none means anything to YAML. */
const privateUse = 0xe000

export function masked(text: string): string {
  return text.replace(/[\s\S]/g, character => {
    const code = character.charCodeAt(0)
    return code < 128 ? String.fromCharCode(privateUse + code) : character
  })
}

/** White space as long as the text, with its ends of lines. */
export function blank(text: string): string {
  return text.replace(/[^\n\r]/g, " ")
}

/** Whether the line before opens a block scalar: then the template is its text. */
function isBlockScalar(text: string, offset: number): boolean {
  const start = lineStart(text, offset)
  const before = start === 0 ? "" : text.slice(lineStart(text, start - 1), start - 1)
  return /[:-]\s*[|>][+-]?\d?\s*$/.test(before)
}
