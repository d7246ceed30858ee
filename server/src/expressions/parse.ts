import * as l10n from "@vscode/l10n"
import type { Expression, ExpressionError } from "./expression.ts"
import { type Token, tokenize } from "./tokenize.ts"

/** Nesting of calls, brackets and chained properties that is read; Azure's own bound is on length, 24,576 characters. */
const maxDepth = 100

export type ParseResult =
  | { readonly expression: Expression; readonly error?: undefined }
  | { readonly expression?: undefined; readonly error: ExpressionError }

/** Whether ARM evaluates this string: it begins with one `[` and ends with `]`. */
export function isExpression(text: string): boolean {
  return text.charCodeAt(0) === 0x5b && text.charCodeAt(1) !== 0x5b && text.endsWith("]")
}

/** What a string that is no expression says: `[[x]` stands for the text `[x]`. */
export function unescapeLiteral(text: string): string {
  return text.startsWith("[[") && text.endsWith("]") ? text.slice(1) : text
}

/**
 * Parses a string for which `isExpression` holds, brackets included. `offset` is where the string stands in the
 * document, and is added to every range of the result.
 */
export function parseExpression(text: string, offset = 0): ParseResult {
  const { tokens, error } = tokenize(text, 1, text.length - 1)
  if (error) return { error: shifted(error, offset) }
  const parser: Parser = { tokens, at: 0, depth: 0, offset }
  const result = parseOperand(parser)
  const rest = peek(parser)
  if (isError(result)) return { error: result }
  return rest.kind === "end" ? { expression: result } : { error: unexpected(parser, rest) }
}

interface Parser {
  readonly tokens: readonly Token[]
  readonly offset: number
  at: number
  depth: number
}

type Parsed = Expression | ExpressionError

function parseOperand(parser: Parser): Parsed {
  parser.depth += 1
  if (parser.depth > maxDepth) return tooDeep(parser)
  const primary = parsePrimary(parser)
  const result = isError(primary) ? primary : parseAccesses(parser, primary)
  parser.depth -= 1
  return result
}

function parsePrimary(parser: Parser): Parsed {
  const token = next(parser)
  if (token.kind === "string") return { kind: "literal", value: token.text, range: rangeOf(parser, token, token) }
  if (token.kind === "number")
    return { kind: "literal", value: Number(token.text), range: rangeOf(parser, token, token) }
  if (token.kind !== "identifier") return unexpected(parser, token)
  return parseCall(parser, token)
}

/** A call; `namespace.function(…)` is a user's function. */
function parseCall(parser: Parser, first: Token): Parsed {
  let name = first.text
  let last = first
  while (peek(parser).kind === ".") {
    next(parser)
    last = next(parser)
    if (last.kind !== "identifier") return unexpected(parser, last)
    name += `.${last.text}`
  }
  if (peek(parser).kind !== "(") return failure(parser, last, l10n.t`"${name}" is not in quotes and is not called`)
  next(parser)
  const args = parseArguments(parser)
  if (isError(args)) return args
  return { kind: "call", name, nameRange: rangeOf(parser, first, last), args, range: rangeTo(parser, first) }
}

function parseArguments(parser: Parser): Expression[] | ExpressionError {
  const args: Expression[] = []
  if (peek(parser).kind === ")") {
    next(parser)
    return args
  }
  while (true) {
    const arg = parseOperand(parser)
    if (isError(arg)) return arg
    args.push(arg)
    const separator = next(parser)
    if (separator.kind === ")") return args
    if (separator.kind !== ",") return unexpected(parser, separator, ")")
  }
}

function parseAccesses(parser: Parser, primary: Expression): Parsed {
  let base = primary
  const outer = parser.depth
  while (peek(parser).kind === "." || peek(parser).kind === "[") {
    parser.depth += 1
    if (parser.depth > maxDepth) return tooDeep(parser)
    const access = parseAccess(parser, base)
    if (isError(access)) return access
    base = access
  }
  parser.depth = outer
  return base
}

function parseAccess(parser: Parser, base: Expression): Parsed {
  if (next(parser).kind === ".") {
    const name = next(parser)
    if (name.kind !== "identifier") return unexpected(parser, name)
    return { kind: "property", base, name: name.text, range: rangeAfter(parser, base) }
  }
  const index = parseOperand(parser)
  if (isError(index)) return index
  const close = next(parser)
  if (close.kind !== "]") return unexpected(parser, close, "]")
  return { kind: "index", base, index, range: rangeAfter(parser, base) }
}

function peek(parser: Parser): Token {
  return parser.tokens[parser.at] ?? endOf(parser)
}

function next(parser: Parser): Token {
  const token = peek(parser)
  parser.at += 1
  return token
}

function endOf(parser: Parser): Token {
  return parser.tokens.at(-1) ?? { kind: "end", text: "", start: 1, end: 1 }
}

function rangeOf(parser: Parser, first: Token, last: Token) {
  return { start: first.start + parser.offset, end: last.end + parser.offset }
}

/** From a token to the one read last. */
function rangeTo(parser: Parser, first: Token) {
  return rangeOf(parser, first, parser.tokens[parser.at - 1] ?? first)
}

function rangeAfter(parser: Parser, base: Expression) {
  const last = parser.tokens[parser.at - 1]
  return { start: base.range.start, end: last ? last.end + parser.offset : base.range.end }
}

/** `missing` is the bracket that was to close there. */
function unexpected(parser: Parser, token: Token, missing?: string): ExpressionError {
  if (token.kind === "end") {
    return failure(parser, token, missing === undefined ? l10n.t`it ends too early` : l10n.t`"${missing}" is missing`)
  }
  return failure(parser, token, l10n.t`unexpected "${token.text}"`)
}

function tooDeep(parser: Parser): ExpressionError {
  return { ...failure(parser, peek(parser), l10n.t`the expression is nested too deeply`), isBound: true }
}

function failure(parser: Parser, token: Token, message: string): ExpressionError {
  return { message, range: rangeOf(parser, token, token) }
}

function shifted(error: ExpressionError, offset: number): ExpressionError {
  return { ...error, range: { start: error.range.start + offset, end: error.range.end + offset } }
}

function isError(result: Parsed | Expression[]): result is ExpressionError {
  return "message" in result
}
