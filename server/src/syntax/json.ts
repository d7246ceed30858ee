import * as l10n from "@vscode/l10n"
import { mostJsonValues, tooDeep, tooMany } from "./bounds.ts"
import type { SyntaxDocument, SyntaxProblem } from "./document.ts"
import { duplicateKeys } from "./duplicate-keys.ts"
import { maskJson } from "./json-mask.ts"
import { JsonTokens, kinds, notJson } from "./json-tokens.ts"
import { outerRange } from "./lookup.ts"
import type { Entry, Node } from "./node.ts"
import { breaksIn } from "./template-marks.ts"

type JsonDocument = Pick<SyntaxDocument, "problems" | "directives" | "masked"> & { readonly root: Node | undefined }

/**
 * Reads JSON with comments, trailing commas and a byte order mark into a tree. One that cannot be read is looked at again
 * for the placeholders and statements of a template engine.
 */
export function parseJson(text: string, nesting: number): JsonDocument {
  const plain = parseMasked(text, text, nesting)
  const templated = plain.problems.some(({ reason }) => reason === "syntax") ? maskJson(text) : undefined
  if (!templated) return plain
  const { directives } = templated
  const filled = parseMasked(templated.text, text, nesting, breaksIn(directives))
  if (filled.problems.length >= plain.problems.length) return plain
  return { ...filled, ...(directives.length > 0 && { directives }), masked: true }
}

/**
 * The tree is built from jsonc-parser's scanner, not from its parser: that is twice as fast, and the recovery is made for
 * a document in the middle of typing. A bracket that closes an outer level closes the inner ones; a key without a value
 * is left out, and the keys after it stand. What could not be read is a problem, never an exception.
 * `root` is undefined where there is no value at all, or where the text is nested beyond the bound.
 */
function parseMasked(text: string, original: string, nesting: number, breaks: readonly number[] = []): JsonDocument {
  const parser = new JsonParser(new JsonTokens(text, original), nesting, breaks)
  const root = parser.parseDocument()
  if (parser.refusal) return { root: undefined, problems: [parser.refusal] }
  return { root, problems: parser.tokens.problems.sort((a, b) => a.range.start - b.range.start) }
}

/** Lines of JSON, one text each, are no JSON as a whole. */
class JsonParser {
  readonly tokens: JsonTokens
  /** Set once the text turns out to be beyond a bound. */
  refusal: SyntaxProblem | undefined
  private values = 0
  private readonly nesting: number
  private readonly breaks: readonly number[]
  private openMaps = 0
  private openLists = 0

  constructor(tokens: JsonTokens, nesting: number, breaks: readonly number[]) {
    this.tokens = tokens
    this.nesting = nesting
    this.breaks = breaks
  }

  parseDocument(): Node | undefined {
    while (!this.tokens.is(kinds.end)) {
      const root = this.parseValue()
      if (!root) {
        this.tokens.report(l10n.t`Value expected`)
        this.tokens.next()
        continue
      }
      if (!this.tokens.is(kinds.end))
        this.tokens.report(
          this.isAnother()
            ? l10n.t`A second JSON text begins here: only the first one is read`
            : l10n.t`End of the document expected`,
        )
      return root
    }
    return undefined
  }

  private isAnother(): boolean {
    return this.tokens.is(kinds.openBrace) || this.tokens.is(kinds.openBracket)
  }

  private parseValue(): Node | undefined {
    if (++this.values > mostJsonValues) this.refuse(tooMany(l10n.t`values`, mostJsonValues))
    switch (this.tokens.kind) {
      case kinds.openBrace:
        return this.parseMap()
      case kinds.openBracket:
        return this.parseList()
      case kinds.text:
        return this.parseString()
      case kinds.number:
        return this.scalar(Number(this.tokens.value))
      case kinds.trueWord:
        return this.scalar(true)
      case kinds.falseWord:
        return this.scalar(false)
      case kinds.nullWord:
        return this.scalar(null)
      default:
        return undefined
    }
  }

  private parseString(): Node {
    const { value } = this.tokens
    const range = this.tokens.innerRange()
    const isClosed = this.tokens.isClosed()
    const isBare = this.tokens.isBare()
    this.tokens.next()
    if (isBare) return { kind: "scalar", range, value }
    return isClosed ? { kind: "scalar", range, value, quoted: true } : { kind: "scalar", range, value, unclosed: true }
  }

  private scalar(value: number | boolean | null): Node {
    const range = this.tokens.range()
    this.tokens.next()
    return { kind: "scalar", range, value }
  }

  private parseList(): Node {
    const start = this.tokens.start
    const items: Node[] = []
    this.openLists++
    this.enter()
    for (let separated = true; !this.atEndOf(kinds.closeBracket, this.openMaps); ) {
      if (this.tokens.is(kinds.comma)) {
        if (separated && !this.tokens.isBehindTemplate()) this.tokens.report(l10n.t`Value expected`)
        separated = true
        this.tokens.next()
        continue
      }
      const isKey = this.tokens.isKey()
      // A key behind values, or without a comma: the bracket that closes this list is missing. Else it is a map's brace.
      if (isKey && this.openMaps > 0 && (!separated || items.some(({ kind }) => kind !== "map"))) break
      if (!separated && !this.tokens.isBehindTemplate()) this.tokens.report(l10n.t`Comma expected`)
      const item = isKey ? this.parseMap(false) : this.parseValue()
      if (item) items.push(item)
      else this.skip()
      separated = false
    }
    this.openLists--
    return { kind: "list", range: { start, end: this.close(kinds.closeBracket, items.at(-1)) }, items }
  }

  private parseMap(hasBrace = true): Node {
    const start = this.tokens.start
    const entries: Entry[] = []
    this.openMaps++
    if (hasBrace) this.enter()
    else this.tokens.report(l10n.t`Opening brace expected`)
    for (let separated = true; !this.atEndOf(kinds.closeBrace, this.openLists); ) {
      if (this.tokens.is(kinds.comma)) {
        if (separated && !this.tokens.isBehindTemplate()) this.tokens.report(l10n.t`Property expected`)
        separated = true
        this.tokens.next()
        continue
      }
      if (!separated && !this.tokens.isBehindTemplate()) this.tokens.report(l10n.t`Comma expected`)
      // A new map where a key should be, inside a list: the bracket that closes this one is missing.
      if (this.tokens.is(kinds.openBrace) && this.openLists > 0) break
      if (this.tokens.is(kinds.text) || this.tokens.isKey()) this.parseEntry(entries)
      else this.skip()
      separated = false
    }
    this.openMaps--
    this.reportDuplicates(entries)
    return { kind: "map", range: { start, end: this.close(kinds.closeBrace, entries.at(-1)?.value) }, entries }
  }

  private parseEntry(entries: Entry[]): void {
    let key = this.tokens.key
    let keyRange = this.tokens.innerRange()
    const isWord = this.tokens.isWord()
    const isBare = this.tokens.isBare()
    if (isWord) this.tokens.report(l10n.t`A key must be in double quotes`)
    this.tokens.next()
    if (isWord) this.tokens.passQuote()
    if (isBare && !this.tokens.is(kinds.colon)) {
      entries.push({ key, keyRange, value: { kind: "scalar", range: keyRange, value: key } })
      return
    }
    while (this.passColon() || this.atValue()) {
      const value = this.parseValue()
      if (!value) {
        this.tokens.report(l10n.t`Value expected`)
        break
      }
      if (!this.tokens.is(kinds.colon) || value.kind !== "scalar" || typeof value.value !== "string") {
        entries.push({ key, keyRange, value })
        break
      }
      // `"direction": ⏎ "access": "Allow"`: what was taken for the value is the next key.
      this.tokens.report(l10n.t`Value expected`, keyRange)
      key = value.value
      keyRange = value.range
    }
  }

  /** Whether a value stands where the colon before it is missing: no text that is itself a key. */
  private atValue(): boolean {
    const { kind } = this.tokens
    if (kind === kinds.text) return this.tokens.isClosed() && !this.tokens.isKey()
    return kind === kinds.openBrace || kind === kinds.openBracket || (kinds.nullWord <= kind && kind <= kinds.number)
  }

  private passColon(): boolean {
    const found = this.tokens.is(kinds.colon)
    if (found) this.tokens.next()
    else this.tokens.report(l10n.t`Colon expected`)
    return found
  }

  /** Whether the current token ends the open level: its own bracket, the end, or a bracket that closes an outer level. */
  private atEndOf(own: number, othersOpen: number): boolean {
    if (this.tokens.is(own) || this.tokens.is(kinds.end)) return true
    return othersOpen > 0 && this.tokens.is(own === kinds.closeBrace ? kinds.closeBracket : kinds.closeBrace)
  }

  private enter(): void {
    this.tokens.next()
    if (this.openMaps + this.openLists <= this.nesting) return
    this.refuse(tooDeep(this.nesting))
  }

  /** Reads the closing bracket, or reports that it is missing; answers where the level ends. */
  private close(own: number, last: Node | undefined): number {
    if (this.tokens.is(own)) {
      const { end } = this.tokens
      this.tokens.next()
      return end
    }
    this.tokens.report(own === kinds.closeBrace ? l10n.t`Closing brace expected` : l10n.t`Closing bracket expected`)
    return last ? outerRange(last).end : this.tokens.start
  }

  private refuse(refusal: SyntaxProblem): void {
    this.refusal ??= refusal
    this.tokens.stop()
  }

  private skip(): void {
    this.tokens.report(this.tokens.is(kinds.unknown) ? l10n.t(notJson) : l10n.t`This is not expected here`)
    this.tokens.next()
  }

  private reportDuplicates(entries: readonly Entry[]): void {
    for (const { key, keyRange } of duplicateKeys(entries, this.tokens.problems, this.breaks)) {
      this.tokens.report(l10n.t`Property "${key}" is written twice`, keyRange, "duplicate-key")
    }
  }
}
