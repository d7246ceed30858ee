import type { TemplateDirective } from "./document.ts"
import type { Range } from "./node.ts"

/** A YAML text that a template engine has yet to fill in, made readable: of equal length, so every offset stays true. */
export interface MaskedText {
  readonly text: string
  readonly directives: readonly TemplateDirective[]
}

/**
 * Hides Helm's and Jinja's templates from the YAML parser. What stands for a value becomes as many characters that mean
 * nothing to YAML, and `unmasked` brings the template back; lines of nothing but directives become white space.
 * Undefined for a text without templates.
 */
export function maskTemplates(text: string): MaskedText | undefined {
  if (!text.includes("{{") && !text.includes("{%")) return undefined
  const parts: string[] = []
  const marks: Mark[] = []
  let end = 0
  for (const mark of marksIn(text)) {
    const { range, isAlone } = mark
    const isBlank = isDirective(mark.text) || (isAlone && !isBlockScalar(text, range.start))
    if (isBlank) marks.push(mark)
    parts.push(text.slice(end, range.start), isBlank ? mark.text.replace(/[^\n\r]/g, " ") : masked(mark.text))
    end = range.end
  }
  return { text: parts.join("") + text.slice(end), directives: directivesOf(marks, text.length) }
}

/** A template in the text. */
interface Mark {
  readonly text: string
  readonly range: Range
  /** Nothing but white space and other templates is on its lines. */
  readonly isAlone: boolean
}

/** Every template, in one pass: a mark that is nowhere closed is not looked for again, nor is a line judged twice. */
function marksIn(text: string): readonly Mark[] {
  const found: Range[] = []
  const opening = /\{[{%#]/g
  const unclosed = new Set<string>()
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const [open] = match
    if (unclosed.has(open)) continue
    const close = text.indexOf(closings[open] ?? "}}", match.index + 2)
    if (close < 0) unclosed.add(open)
    else found.push({ start: match.index, end: close + 2 })
    if (close >= 0) opening.lastIndex = close + 2
  }
  return withLines(text, found)
}

const closings: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" }

/** Templates on the same lines, the first of which begins and the last of which ends these, stand alone together. */
function withLines(text: string, ranges: readonly Range[]): readonly Mark[] {
  const marks: Mark[] = []
  let here: Range[] = []
  let lineEnd = -1
  const flush = () => {
    const isAlone = hasOnlySpaceBetween(text, here, lineEnd)
    for (const range of here) marks.push({ text: text.slice(range.start, range.end), range, isAlone })
    here = []
  }
  for (const range of ranges) {
    if (range.start >= lineEnd) flush()
    if (range.end > lineEnd) lineEnd = endOfLine(text, range.end)
    here.push(range)
  }
  flush()
  return marks
}

function hasOnlySpaceBetween(text: string, ranges: readonly Range[], lineEnd: number): boolean {
  let from = text.lastIndexOf("\n", (ranges[0]?.start ?? 0) - 1) + 1
  for (const { start, end } of ranges) {
    if (text.slice(from, start).trim() !== "") return false
    from = end
  }
  return text.slice(from, lineEnd).trim() === ""
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from)
  return end < 0 ? text.length : end
}

/** A value of a masked text as it was written. */
export function unmasked(value: string): string {
  return value.replace(/[\uE000-\uE07F]/g, character => String.fromCharCode(character.charCodeAt(0) - privateUse))
}

/** ASCII characters are moved into Unicode's private use area, where none means anything to YAML. */
const privateUse = 0xe000

function masked(text: string): string {
  return text.replace(/[\s\S]/g, character => {
    const code = character.charCodeAt(0)
    return code < 128 ? String.fromCharCode(privateUse + code) : character
  })
}

/** Jinja's statements and comments never stand for a value. */
function isDirective(text: string): boolean {
  return text.startsWith("{%") || text.startsWith("{#")
}

/** Whether the line before opens a block scalar: then the template is its text. */
function isBlockScalar(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1)
  const before = text.slice(text.lastIndexOf("\n", lineStart - 1) + 1, Math.max(0, lineStart))
  return /[:-]\s*[|>][+-]?\d?\s*$/.test(before)
}

/** Pairs the marks that open a block with those that close it. */
function directivesOf(marks: readonly Mark[], end: number): TemplateDirective[] {
  const directives: TemplateDirective[] = []
  const open: Mark[] = []
  const close = (mark: Mark, end: number) =>
    directives.push({ range: { start: mark.range.start, end }, kind: "block", text: mark.text })
  for (const mark of marks) {
    const role = roleOf(mark.text)
    if (role === "open") open.push(mark)
    else if (role === "insert") directives.push({ range: mark.range, kind: "insert", text: mark.text })
    else if (role === "close") {
      const opening = open.pop()
      if (opening) close(opening, mark.range.end)
    }
  }
  for (const mark of open) close(mark, end)
  return directives.sort((a, b) => a.range.start - b.range.start)
}

/** What a directive does to the text around it; undefined where it brings nothing in and leaves nothing out. */
function roleOf(text: string): "open" | "close" | "insert" | undefined {
  const content = text.replace(/^\{[{%]-?\s*/, "")
  if (/^(if|with|range|define|block|for|macro|call|filter|raw)\b/.test(content)) return "open"
  if (/^end/.test(content)) return "close"
  if (text.startsWith("{#") || /^(\/\*|else\b|elif\b|\$\w*\s*:?=|set\b)/.test(content)) return undefined
  return "insert"
}
