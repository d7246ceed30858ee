import * as l10n from "@vscode/l10n"
import type { ExpressionError } from "./expression.ts"

export interface Token {
  readonly kind: "string" | "number" | "identifier" | "(" | ")" | "[" | "]" | "." | "," | "end"
  /** The string's content without its quotes, the identifier, or the number's digits. */
  readonly text: string
  readonly start: number
  readonly end: number
}

const patterns: readonly (readonly ["string" | "number" | "identifier", RegExp])[] = [
  ["string", /'(?:[^']|'')*'/y],
  ["number", /[-+]?\d+(?:\.\d+)?/y],
  ["identifier", /[A-Za-z_$][\w$-]*/y],
]
const space = /\s*/y

/** The tokens of `text` from `start` to `end`, closed by an `end` token, up to the first error. */
export function tokenize(text: string, start: number, end: number): { tokens: Token[]; error?: ExpressionError } {
  const tokens: Token[] = []
  let at = skipSpace(text, start)
  while (at < end) {
    const token = tokenAt(text, at, end)
    if (!token) return { tokens, error: unreadable(text, at, end) }
    tokens.push(token)
    at = skipSpace(text, token.end)
  }
  tokens.push({ kind: "end", text: "", start: end, end })
  return { tokens }
}

function tokenAt(text: string, at: number, end: number): Token | undefined {
  const char = text[at]
  if (char === "(" || char === ")" || char === "[" || char === "]" || char === "." || char === ",") {
    return { kind: char, text: char, start: at, end: at + 1 }
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined || at + found.length > end) continue
    const content = kind === "string" ? found.slice(1, -1).replaceAll("''", "'") : found
    return { kind, text: content, start: at, end: at + found.length }
  }
  return undefined
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at
  return at + (space.exec(text)?.[0].length ?? 0)
}

function unreadable(text: string, at: number, end: number): ExpressionError {
  if (text[at] === "'") return { message: l10n.t`the string is not closed`, range: { start: at, end } }
  return { message: l10n.t`unexpected "${text[at] ?? ""}"`, range: { start: at, end: at + 1 } }
}
