import { createScanner, type ScanError, type SyntaxKind } from "jsonc-parser"
import { tooDeep } from "./bounds.ts"
import type { SyntaxProblem } from "./document.ts"
import { outerRange } from "./lookup.ts"
import type { Entry, Node, Range } from "./node.ts"

/**
 * Reads JSON with comments, trailing commas and a byte order mark into a tree.
 *
 * The tree is built from jsonc-parser's scanner, not from its parser: that is twice as fast, and the recovery is made for
 * a document in the middle of typing. A bracket that closes an outer level closes the inner ones; a key without a value
 * is left out, and the keys after it stand. What could not be read is a problem, never an exception.
 * `root` is undefined where there is no value at all, or where the text is nested beyond the bound.
 */
export function parseJson(text: string, nesting: number): { root: Node | undefined; problems: SyntaxProblem[] } {
  const parser = new JsonParser(text, nesting)
  const root = parser.parseDocument()
  return parser.refused ? { root: undefined, problems: [tooDeep(nesting)] } : { root, problems: parser.problems }
}

/** jsonc-parser's token numbers, spelled out because its const enum cannot be used under `isolatedModules`. */
const openBrace: SyntaxKind.OpenBraceToken = 1
const closeBrace: SyntaxKind.CloseBraceToken = 2
const openBracket: SyntaxKind.OpenBracketToken = 3
const closeBracket: SyntaxKind.CloseBracketToken = 4
const comma: SyntaxKind.CommaToken = 5
const colon: SyntaxKind.ColonToken = 6
const nullWord: SyntaxKind.NullKeyword = 7
const trueWord: SyntaxKind.TrueKeyword = 8
const falseWord: SyntaxKind.FalseKeyword = 9
const string: SyntaxKind.StringLiteral = 10
const number: SyntaxKind.NumericLiteral = 11
const unknown: SyntaxKind.Unknown = 16
const endOfText: SyntaxKind.EOF = 17

const unclosedText: ScanError.UnexpectedEndOfString = 2

const scanProblems: Partial<Record<ScanError, string>> = {
  1: "Comment is not closed",
  2: "Text is not closed",
  3: "Number is cut off",
  4: "Invalid unicode escape",
  5: "Invalid escape",
  6: "Control character in a text",
}

class JsonParser {
  readonly problems: SyntaxProblem[] = []
  /** Set once the text turns out to be nested beyond the bound; everything after is the end of the text. */
  refused = false
  private readonly text: string
  private readonly nesting: number
  private readonly scanner
  private token: SyntaxKind = unknown
  private value = ""
  private error: ScanError = 0
  private start = 0
  private end = 0
  private openMaps = 0
  private openLists = 0

  constructor(text: string, nesting: number) {
    this.text = text
    this.nesting = nesting
    this.scanner = createScanner(text)
    this.end = text.charCodeAt(0) === 0xfeff ? 1 : 0
    this.next()
  }

  parseDocument(): Node | undefined {
    while (this.token !== endOfText) {
      const root = this.parseValue()
      if (!root) {
        this.report("Value expected")
        this.next()
        continue
      }
      if (!this.at(endOfText)) this.report("End of the document expected")
      return root
    }
    return undefined
  }

  private parseValue(): Node | undefined {
    switch (this.token) {
      case openBrace:
        return this.parseMap()
      case openBracket:
        return this.parseList()
      case string:
        return this.parseString()
      case number:
        return this.scalar(Number(this.value))
      case trueWord:
        return this.scalar(true)
      case falseWord:
        return this.scalar(false)
      case nullWord:
        return this.scalar(null)
      default:
        return undefined
    }
  }

  private parseString(): Node {
    const value = this.value
    const range = this.innerRange()
    const closed = range.end < this.end
    this.next()
    return closed ? { kind: "scalar", range, value, quoted: true } : { kind: "scalar", range, value }
  }

  private scalar(value: number | boolean | null): Node {
    const range = this.range()
    this.next()
    return { kind: "scalar", range, value }
  }

  private parseList(): Node {
    const start = this.start
    const items: Node[] = []
    this.openLists++
    this.enter()
    for (let separated = true; !this.atEndOf(closeBracket, this.openMaps); ) {
      if (this.token === comma) {
        if (separated) this.report("Value expected")
        separated = true
        this.next()
        continue
      }
      if (!separated) this.report("Comma expected")
      const item = this.parseValue()
      if (item) items.push(item)
      else this.skip()
      separated = false
    }
    this.openLists--
    return { kind: "list", range: { start, end: this.close(closeBracket, items.at(-1)) }, items }
  }

  private parseMap(): Node {
    const start = this.start
    const entries: Entry[] = []
    this.openMaps++
    this.enter()
    for (let separated = true; !this.atEndOf(closeBrace, this.openLists); ) {
      if (this.token === comma) {
        if (separated) this.report("Property expected")
        separated = true
        this.next()
        continue
      }
      if (!separated) this.report("Comma expected")
      // A new map where a key should be, inside a list: the bracket that closes this one is missing.
      if (this.token === openBrace && this.openLists > 0) break
      if (this.token === string) this.parseEntry(entries)
      else this.skip()
      separated = false
    }
    this.openMaps--
    this.reportDuplicates(entries)
    return { kind: "map", range: { start, end: this.close(closeBrace, entries.at(-1)?.value) }, entries }
  }

  private parseEntry(entries: Entry[]): void {
    let key = this.value
    let keyRange = this.innerRange()
    this.next()
    while (this.expect(colon, "Colon expected")) {
      const value = this.parseValue()
      if (!value) {
        this.report("Value expected")
        break
      }
      if (!this.at(colon) || value.kind !== "scalar" || typeof value.value !== "string") {
        entries.push({ key, keyRange, value })
        break
      }
      // `"direction": ⏎ "access": "Allow"`: what was taken for the value is the next key.
      this.problem("Value expected", keyRange)
      key = value.value
      keyRange = value.range
    }
  }

  private expect(token: SyntaxKind, otherwise: string): boolean {
    const found = this.token === token
    if (found) this.next()
    else this.report(otherwise)
    return found
  }

  /** Whether the current token ends the open level: its own bracket, the end, or a bracket that closes an outer level. */
  private atEndOf(own: SyntaxKind, othersOpen: number): boolean {
    if (this.token === own || this.token === endOfText) return true
    return othersOpen > 0 && this.token === (own === closeBrace ? closeBracket : closeBrace)
  }

  private at(token: SyntaxKind): boolean {
    return this.token === token
  }

  private enter(): void {
    if (this.openMaps + this.openLists > this.nesting) this.refused = true
    this.next()
  }

  /** Reads the closing bracket, or reports that it is missing; answers where the level ends. */
  private close(own: SyntaxKind, last: Node | undefined): number {
    if (this.token === own) {
      const { end } = this
      this.next()
      return end
    }
    this.report(own === closeBrace ? "Closing brace expected" : "Closing bracket expected")
    return last ? outerRange(last).end : this.start
  }

  /** Reads on to the next token that is no comment. White space is passed by here, which the scanner does slowly. */
  private next(): void {
    if (this.refused) {
      this.token = endOfText
      return
    }
    let at = this.end
    for (let code = this.text.charCodeAt(at); code <= 32; code = this.text.charCodeAt(++at)) {
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break
    }
    this.scanner.setPosition(at)
    do {
      this.token = this.scanner.scan()
      this.start = this.scanner.getTokenOffset()
      this.end = this.start + this.scanner.getTokenLength()
      this.value = this.scanner.getTokenValue()
      this.error = this.scanner.getTokenError()
      if (this.error === unclosedText) this.readOverLines()
      if (this.error) this.report(scanProblems[this.error] ?? "Unreadable")
    } while (this.token > number && this.token < unknown)
  }

  /** ARM templates may break an expression into lines inside of its quotes, which JSON forbids. */
  private readOverLines(): void {
    if (this.text[this.start + 1] !== "[") return
    const quote = this.text.indexOf('"', this.end)
    if (quote < 0 || this.text[quote - 1] !== "]") return
    this.end = quote + 1
    this.error = 0
    this.value = this.text.slice(this.start + 1, quote).replace(/\\(["\\/])/g, "$1")
  }

  private skip(): void {
    this.report(this.token === unknown ? "Unreadable" : "Not expected here")
    this.next()
  }

  private reportDuplicates(entries: readonly Entry[]): void {
    if (new Set(entries.map(entry => entry.key)).size === entries.length) return
    const seen = new Set<string>()
    for (const { key, keyRange } of entries) {
      if (seen.has(key)) this.problem(`Property "${key}" is written twice`, keyRange, "duplicate-key")
      seen.add(key)
    }
  }

  private range(): Range {
    return { start: this.start, end: this.end }
  }

  /** The current text without its quotes; one that is not closed has only the first. */
  private innerRange(): Range {
    const closed = this.error !== unclosedText
    return { start: this.start + 1, end: closed ? this.end - 1 : this.end }
  }

  private report(detail: string): void {
    this.problem(detail, this.range())
  }

  /**
   * One problem for each place, and for a text that is no JSON at all, where each word is one, no more than a thousand:
   * the others would say nothing new.
   */
  private problem(detail: string, range: Range, reason: SyntaxProblem["reason"] = "syntax"): void {
    if (this.problems.length >= 1000 || this.problems.at(-1)?.range.start === range.start) return
    this.problems.push({ reason, detail, range })
  }
}
