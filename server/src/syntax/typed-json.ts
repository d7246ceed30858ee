import { JsonTokens, kinds } from "./json-tokens.ts"
import type { Range } from "./node.ts"
import { placeholderWord, type TypedMeaning, type TypedWord } from "./typed-word.ts"

/** What stands around a place of a JSON text. */
interface Around {
  readonly previous: Token
  /** The text or word that the place is in, or at the edge of. */
  readonly word: (Token & { readonly isText: boolean }) | undefined
  readonly next: number
  /** The innermost bracket that is open. */
  readonly holder: number | undefined
}

interface Token extends Range {
  readonly kind: number
}

export function typedInJson(text: string, offset: number): TypedWord | undefined {
  const around = lookAround(text, offset)
  if (!around) return undefined
  const { word } = around
  const range = word ? { start: word.start, end: word.end } : { start: offset, end: offset }
  const meanings = rolesOf(around).map(role => meaningOf(role, text, range, around))
  return { range, ...(word?.isText && { quote: '"' }), meanings }
}

function lookAround(text: string, offset: number): Around | undefined {
  const tokens = new JsonTokens(text, text)
  const open: number[] = []
  let previous: Token = { kind: kinds.unknown, start: 0, end: 0 }
  for (; !tokens.is(kinds.end) && !reaches(tokens, offset); tokens.next()) {
    if (tokens.is(kinds.openBrace) || tokens.is(kinds.openBracket)) open.push(tokens.kind)
    if (tokens.is(kinds.closeBrace) || tokens.is(kinds.closeBracket)) open.pop()
    previous = { kind: tokens.kind, ...tokens.range() }
  }
  const isInside = !tokens.is(kinds.end) && tokens.start <= offset && !isMark(tokens.kind)
  if (!isInside && isComment(text.slice(previous.end, offset))) return undefined
  const isText = tokens.is(kinds.text)
  // Right before a text, or right behind a closed one, nothing of it is being typed.
  if (isText && isInside && offset === tokens.start) return undefined
  if (previous.kind === kinds.text && previous.end === offset) return undefined
  const word = isInside
    ? { kind: tokens.kind, start: tokens.start, end: endOf(tokens, text, offset), isText }
    : undefined
  if (isInside) tokens.next()
  return { previous, word, next: tokens.kind, holder: open.at(-1) }
}

/** Whether the current token is the one at the offset, or the first behind it. */
function reaches(tokens: JsonTokens, offset: number): boolean {
  if (tokens.start >= offset) return true
  const isOpen = !isMark(tokens.kind) && !(tokens.is(kinds.text) && tokens.isClosed())
  return isOpen ? offset <= tokens.end : offset < tokens.end
}

function isMark(kind: number): boolean {
  return kind <= kinds.colon
}

/** A text that is not closed runs on to the end of its line. */
function endOf(tokens: JsonTokens, text: string, offset: number): number {
  if (!tokens.is(kinds.text) || tokens.isClosed()) return tokens.end
  return Math.max(offset, tokens.start + text.slice(tokens.start, tokens.end).trimEnd().length)
}

function isComment(gap: string): boolean {
  return /\/\/[^\n]*$/.test(gap) || gap.lastIndexOf("/*") > gap.lastIndexOf("*/")
}

function rolesOf({ previous, holder }: Around): readonly TypedMeaning["role"][] {
  if (previous.kind === kinds.colon) return ["value"]
  if (holder === kinds.openBrace) return ["key"]
  return holder === kinds.openBracket ? ["value", "item"] : []
}

function meaningOf(role: TypedMeaning["role"], text: string, { start, end }: Range, around: Around): TypedMeaning {
  const { previous, next } = around
  const hasValue = role === "key" && next === kinds.colon
  const isLast = next === kinds.comma || next === kinds.closeBrace || next === kinds.closeBracket || next === kinds.end
  const after = hasValue || isLast ? "" : ","
  const isBehindValue = previous.kind !== kinds.comma && previous.kind !== kinds.colon && !isOpening(previous.kind)
  const comma = isBehindValue ? "," : ""
  const [opening, closing] = role === "item" ? ["{", "}"] : ["", ""]
  const value = role === "value" || hasValue ? "" : ": null"
  const before = `${text.slice(0, start)}${comma}${opening}"`
  return {
    role,
    text: `${before}${placeholderWord}"${value}${closing}${after}${text.slice(end)}`,
    offset: before.length,
    ...(hasValue && { hasValue }),
    before: "",
    after,
    ...(isBehindValue && { missingComma: previous.end }),
  }
}

function isOpening(kind: number): boolean {
  return kind === kinds.openBrace || kind === kinds.openBracket
}
