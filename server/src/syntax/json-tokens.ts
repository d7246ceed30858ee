import * as l10n from "@vscode/l10n"
import { createScanner } from "jsonc-parser"
import { mostProblems } from "./bounds.ts"
import type { SyntaxProblem } from "./document.ts"
import { keyIn } from "./known-keys.ts"
import type { Range } from "./node.ts"
import { unmasked } from "./template-mask.ts"

/** jsonc-parser's token numbers, spelled out because its const enum cannot be used under `isolatedModules`. */
export const kinds = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  nullWord: 7,
  trueWord: 8,
  falseWord: 9,
  text: 10,
  number: 11,
  unknown: 16,
  end: 17,
} as const

/** Its numbers for what is wrong with a token. */
const unclosedText = 2
export const scanProblems: Readonly<Record<number, string>> = {
  1: "Comment is not closed",
  [unclosedText]: "The closing quote of a string is missing",
  3: "Number is incomplete",
  4: "Invalid unicode escape",
  5: "Invalid escape",
  6: "Control character in a string",
}

export const notJson = "This is not valid JSON"

/** The tokens of a JSON text one by one, without white space and comments, and the problems found on the way. */
export class JsonTokens {
  readonly problems: SyntaxProblem[] = []
  /** Of the current token. */
  kind: number = kinds.unknown
  start = 0
  end = 0
  private readonly text: string
  /** The text before the templates in it were masked. */
  private readonly original: string
  private readonly scanner
  private error = 0
  /** Undefined where it stands in the text as it is: most values are asked for once, and keys otherwise. */
  private read: string | undefined = ""
  private stopped = false
  /** The current token, or the one before it, is a placeholder without quotes. */
  private bare = false
  private afterBare = false

  constructor(text: string, original: string) {
    this.text = text
    this.original = original
    this.scanner = createScanner(text)
    const byteOrderMark = 0xfeff
    this.end = text.charCodeAt(0) === byteOrderMark ? 1 : 0
    this.next()
  }

  /** Reads on to the next token. White space is passed by here, which the scanner does slowly. */
  next(): void {
    if (this.stopped) return
    let at = this.end
    while (isSpace(this.text.charCodeAt(at))) at++
    if (this.original === this.text && this.readPlain(at)) return
    this.scanner.setPosition(at)
    do this.scan()
    while (this.kind > kinds.number && this.kind < kinds.unknown)
  }

  /** A text without its escapes; a number or word as written. */
  get value(): string {
    return this.read ?? this.text.slice(this.start + 1, this.end - 1)
  }

  /** The same of a key, of which there are few: equal ones are one string. */
  get key(): string {
    return this.read ?? keyIn(this.text, this.start + 1, this.end - 1)
  }

  /** Goes on behind a quote, in `key": …` the one that opens no text. */
  passQuote(): void {
    if (this.text[this.start] !== '"') return
    this.end = this.start + 1
    this.next()
  }

  /** Whether the current token is a placeholder that stands without quotes: what it brings in is not known. */
  isBare(): boolean {
    return this.bare
  }

  /** Whether a template stands right before, and may bring in the comma or the value that is missing. */
  isBehindTemplate(): boolean {
    if (this.bare || this.afterBare) return true
    let at = this.start - 1
    while (isSpace(this.original.charCodeAt(at))) at--
    return at >= 0 && isSpace(this.text.charCodeAt(at))
  }

  /** From here on there is nothing but the end of the text. */
  stop(): void {
    this.stopped = true
    this.kind = kinds.end
  }

  is(kind: number): boolean {
    return this.kind === kind
  }

  /** Whether the current token is a text before a colon, as only the keys of a map are, or a word that lacks its quotes. */
  isKey(): boolean {
    if (this.kind !== kinds.text && !this.isWord()) return false
    let at = this.end
    if (this.isWord() && this.text[at] === '"') at++
    while (isSpace(this.text.charCodeAt(at))) at++
    return this.text[at] === ":"
  }

  /** Whether the current token is a word without quotes. */
  isWord(): boolean {
    return this.kind === kinds.unknown && /^[\w$]/.test(this.value)
  }

  range(): Range {
    return { start: this.start, end: this.end }
  }

  /** The current text without its quotes; one that is not closed has only the first, and a word none. */
  innerRange(): Range {
    if (this.kind !== kinds.text || this.bare) return this.range()
    return { start: this.start + 1, end: this.isClosed() ? this.end - 1 : this.end }
  }

  /** Whether the current text ends with a quote. */
  isClosed(): boolean {
    return this.error !== unclosedText
  }

  /**
   * One problem for each place, and of a text that is no JSON at all, where each word is one, only the first.
   */
  report(detail: string, range = this.range(), reason: SyntaxProblem["reason"] = "syntax"): void {
    if (this.problems.length >= mostProblems || this.problems.at(-1)?.range.start === range.start) return
    this.problems.push({ reason, detail, range })
  }

  /** Nearly every token is a sign, or a text without escapes: read here, in a fraction of the time that the scanner takes. */
  private readPlain(at: number): boolean {
    const kind = kindsByCode[this.text.charCodeAt(at)]
    if (kind === undefined) return false
    const end = kind === kinds.text ? endOfPlainText(this.text, at + 1) : at + 1
    if (end === undefined) return false
    this.kind = kind
    this.start = at
    this.end = end
    this.read = kind === kinds.text ? undefined : ""
    this.error = 0
    return true
  }

  private scan(): void {
    this.afterBare = this.bare
    this.kind = this.scanner.scan()
    this.start = this.scanner.getTokenOffset()
    this.end = this.start + this.scanner.getTokenLength()
    this.read = this.scanner.getTokenValue()
    this.error = this.scanner.getTokenError()
    if (this.error === unclosedText && !this.readOverLines()) this.endBeforeBrackets()
    if (this.error) this.report(l10n.t(scanProblems[this.error] ?? notJson))
    if (this.original !== this.text) this.readOriginal()
  }

  private readOriginal(): void {
    this.bare = this.kind === kinds.text && this.original[this.start] !== '"'
    this.read = this.bare ? this.original.slice(this.start, this.end) : unmasked(this.value)
  }

  /** ARM templates may break an expression into lines inside of its quotes, which JSON forbids. */
  private readOverLines(): boolean {
    if (this.text[this.start + 1] !== "[") return false
    const quote = this.text.indexOf('"', this.end)
    if (quote < 0 || this.text[quote - 1] !== "]") return false
    this.end = quote + 1
    this.error = 0
    this.read = this.text.slice(this.start + 1, quote).replace(/\\(["\\/])/g, "$1")
    return true
  }

  /**
   * A text that is not closed takes the rest of its line. The brackets and commas in there are the document's: with them
   * lost, everything behind would be read on a wrong level.
   */
  private endBeforeBrackets(): void {
    const line = this.text.slice(this.start + 1, this.end)
    const key = /^([\w$.-]+)\s*:\s*[{[]?$/.exec(line.trimEnd())?.[1]
    this.read = key ?? withoutClosers(line)
    this.end = this.start + 1 + this.read.length
  }
}

/** Where a text ends that has nothing in it but signs that stand for themselves. */
function endOfPlainText(text: string, start: number): number | undefined {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    // Behind the end of the text there is no code at all.
    if (code === backslash || !(code >= firstPrintable)) return undefined
  }
}

const [quote, backslash, firstPrintable] = [0x22, 0x5c, 0x20]

/** The kinds of tokens that a sign begins. */
const kindsBySign: Readonly<Record<string, number>> = {
  "{": kinds.openBrace,
  "}": kinds.closeBrace,
  "[": kinds.openBracket,
  "]": kinds.closeBracket,
  ",": kinds.comma,
  ":": kinds.colon,
  '"': kinds.text,
}
const kindsByCode = Array.from({ length: 128 }, (_, code) => kindsBySign[String.fromCharCode(code)])

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}

/** A text without the commas at its end, and without the brackets there that it does not open itself. */
function withoutClosers(line: string): string {
  const surplus = { "}": countOf("}", line) - countOf("{", line), "]": countOf("]", line) - countOf("[", line) }
  let end = line.length
  for (; end > 0; end--) {
    const last = line[end - 1]
    if (last === "}" || last === "]") {
      if (surplus[last]-- <= 0) break
    } else if (last !== "," && !isSpace(line.charCodeAt(end - 1))) break
  }
  return line.slice(0, end)
}

function countOf(letter: string, line: string): number {
  return line.split(letter).length
}
