import { directivesOf, isStatement, markAt, type TemplateMark } from "./template-marks.ts"
import { blank, type MaskedText, masked } from "./template-mask.ts"

/**
 * A JSON text that a template engine has yet to fill in, made readable: of equal length, so every offset stays true. A
 * placeholder without quotes (`"priority": {{ p }}`) becomes a text in quotes, statements become white space, and quotes
 * of a template within a text are hidden. Undefined for a text without templates.
 */
export function maskJson(text: string): MaskedText | undefined {
  const { changes, statements } = templates.test(text) ? scan(text) : { changes: [], statements: [] }
  if (changes.length === 0) return undefined
  const parts: string[] = []
  let end = 0
  for (const change of changes) {
    parts.push(text.slice(end, change.start), change.text)
    end = change.start + change.text.length
  }
  return { text: parts.join("") + text.slice(end), directives: directivesOf(statements, text.length) }
}

const templates = /\{[{%#]|<[%A-Za-z]|[#$]\{|\$\(|__|%[A-Za-z_]|@@/

/** What stands in the place of a part of the text that is as long. */
interface Change {
  readonly start: number
  readonly text: string
}

interface Scan {
  readonly changes: Change[]
  readonly statements: TemplateMark[]
}

/** One pass over everything that is no comment. */
function scan(text: string): Scan {
  const found: Scan = { changes: [], statements: [] }
  const opening = /["/]|\{[{%#]|<[%A-Za-z]|[#$]\{|\$\(|__|%[A-Za-z_]|@@/g
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const [open] = match
    if (open === '"') opening.lastIndex = passText(text, match.index + 1, found)
    else if (open === "/") opening.lastIndex = passComment(text, match.index)
    else opening.lastIndex = Math.max(opening.lastIndex, passTemplate(text, match.index, found))
  }
  return found
}

/** The end of a text in quotes. In a template in it quotes are the template's own: `"{{ lookup("env") }}"`. */
function passText(text: string, start: number, { changes }: Scan): number {
  const stop = /["\\\n]|\{[{%]/g
  stop.lastIndex = start
  for (let match = stop.exec(text); match; match = stop.exec(text)) {
    const [found] = match
    if (found === '"' || found === "\n") return stop.lastIndex
    if (found === "\\") stop.lastIndex++
    else {
      const mark = markOnLine(text, match.index)
      if (mark?.text.includes('"')) changes.push({ start: mark.range.start, text: masked(mark.text) })
      if (mark) stop.lastIndex = mark.range.end
    }
  }
  return text.length
}

function passComment(text: string, start: number): number {
  const close = { "/": "\n", "*": "*/" }[text[start + 1] ?? ""]
  if (close === undefined) return start + 1
  const end = text.indexOf(close, start + 2)
  return end < 0 ? text.length : end + close.length
}

function passTemplate(text: string, start: number, { changes, statements }: Scan): number {
  const mark = markOnLine(text, start)
  if (mark && isStatement(mark)) {
    statements.push(mark)
    changes.push({ start, text: blank(mark.text) })
    return mark.range.end
  }
  const token = mark ? mark.text : tokenAt(text, start)
  if (token === undefined) return start
  const from = wordStart(text, start, changes)
  const end = wordEnd(text, start + token.length)
  changes.push({ start: from, text: `"${masked(text.slice(from + 1, end - 1))}"` })
  return end
}

/** A template on one line that is no two braces of the JSON itself. */
function markOnLine(text: string, start: number): TemplateMark | undefined {
  const lineEnd = text.indexOf("\n", start)
  const end = Math.min(start + longestMark, lineEnd < 0 ? text.length : lineEnd)
  const mark = markAt(text.slice(start, end), 0)
  if (!mark || (mark.role === "value" && /"\s*:/.test(mark.text))) return undefined
  return { ...mark, range: { start, end: start + mark.range.end } }
}

const longestMark = 1000

function tokenAt(text: string, start: number): string | undefined {
  const token =
    /\$\{[^{}\n"]{1,200}\}|\$\([\w.-]{1,200}\)|__[A-Za-z][\w.-]{0,200}?__|<[A-Za-z][\w .-]{0,200}>|%[A-Za-z_][\w.-]{0,200}%|@@[\w.-]{1,200}@@/y
  token.lastIndex = start
  return token.exec(text)?.[0]
}

/** A placeholder may be a part of a number or word: `1{{ n }}0`. */
function wordStart(text: string, start: number, changes: readonly Change[]): number {
  const last = changes.at(-1)
  const least = Math.max(last ? last.start + last.text.length : 0, start - longestMark)
  let from = start
  while (from > least && /[\w.-]/.test(text[from - 1] ?? "")) from--
  return from
}

function wordEnd(text: string, end: number): number {
  const rest = /(?:[\w.-]|\{\{[^{}"\n]{0,200}\}\}){0,50}/y
  rest.lastIndex = end
  rest.test(text)
  return Math.max(end, rest.lastIndex)
}
