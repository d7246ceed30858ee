import { lineEnd, lineStart } from "./lines.ts"
import type { Range } from "./node.ts"
import { placeholderWord, type TypedMeaning, type TypedWord } from "./typed-word.ts"
import type { Quote } from "./write-value.ts"

/** A line of a YAML text, cut where something is typed. */
interface Line extends Range {
  readonly text: string
  /** What stands on it before the cursor. */
  readonly typed: string
}

export function typedInYaml(text: string, offset: number): TypedWord | undefined {
  const [start, end] = [lineStart(text, offset), lineEnd(text, offset)]
  const line: Line = { text, start, end, typed: text.slice(start, offset) }
  if (isInComment(line.typed)) return undefined
  const bracket = openBracket(line.typed)
  return bracket ? typedInBrackets(line, bracket) : typedInBlock(line)
}

/** `- access: Al`: indentation and dashes, a key with its colon, and the beginning of its value. */
const blockEntry = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[\w$./-]+)\s*:)(\s*)((["']?).*)$/
const blockWord = /^(\s*(?:-(?: +|$))*)((["']?)[^:]*)$/

function typedInBlock(line: Line): TypedWord | undefined {
  const entry = blockEntry.exec(line.typed)
  if (entry) {
    const [, dashes = "", key = "", gap = "", value = "", quote] = entry
    const range = wordAt(line, dashes.length + key.length + gap.length, value, /\s+#|$/)
    return range && word(range, quote, [meaning("value", line.text, range, { before: gap === "" ? " " : "" })])
  }
  const [, dashes, typed = "", quote] = blockWord.exec(line.typed) ?? []
  if (dashes === undefined) return undefined
  const range = wordAt(line, dashes.length, typed, /\s*:|\s+#|$/)
  if (!range) return undefined
  const before = /-$/.test(dashes) ? " " : ""
  const hasValue = /^\s*:/.test(line.text.slice(range.end, line.end))
  const key = meaning("key", line.text, range, { before, hasValue })
  if (hasValue) return word(range, quote, [key])
  if (/-/.test(dashes)) return word(range, quote, [meaning("value", line.text, range, { before }), key])
  const item = meaning("item", line.text, range, { before: "- " })
  return word(range, quote, opensBlock(line) ? [item, key] : [key, item])
}

/** Whether the line above is a key that waits for its value. */
function opensBlock({ text, start }: Line): boolean {
  return /:\s*$/.test(text.slice(0, start))
}

/** `{ name: web, acc`: what is typed behind the bracket, or behind the last comma in it. */
function typedInBrackets(line: Line, { mark, part }: Bracket): TypedWord | undefined {
  const typed = line.typed.slice(part)
  const entry = mark === "{" ? /^(\s*(?:"[^"]*"|'[^']*'|[\w$./-]+)\s*:)(\s*)((["']?).*)$/.exec(typed) : null
  const [, key = "", gap = "", value = "", quote] = entry ?? /^(\s*)()((["']?).*)$/.exec(typed) ?? []
  const range = wordAt(line, part + key.length + gap.length, value, entry ? /\s*[,}\]]|$/ : /\s*[,:}\]]|$/)
  if (!range) return undefined
  if (entry || mark === "[") {
    const needsSpace = entry !== null && gap === ""
    return word(range, quote, [meaning("value", line.text, range, { before: needsSpace ? " " : "" })])
  }
  const hasValue = /^\s*:/.test(line.text.slice(range.end, line.end))
  return word(range, quote, [meaning("key", line.text, range, { hasValue })])
}

interface Bracket {
  readonly mark: string
  /** Where on the line the part of it begins that is being typed. */
  readonly part: number
}

/** The innermost bracket that the line opens and has not closed yet. */
function openBracket(typed: string): Bracket | undefined {
  const open: Bracket[] = []
  for (const { 0: found, index } of typed.matchAll(/"(?:[^"\\]|\\.)*"?|'[^']*'?|\{\{.*?\}\}|[[\]{},]/g)) {
    const last = open.at(-1)
    if (found === "{" || found === "[") open.push({ mark: found, part: index + 1 })
    else if (found === "}" || found === "]") open.pop()
    else if (found === "," && last) open[open.length - 1] = { ...last, part: index + 1 }
  }
  return open.at(-1)
}

/** A word from its first character to where it ends behind the cursor. Undefined behind a closing quote. */
function wordAt({ text, start, end, typed }: Line, column: number, value: string, stop: RegExp): Range | undefined {
  const cursor = start + typed.length
  const quote = /^["']/.exec(value)?.[0]
  const rest = text.slice(cursor, end)
  if (!quote) return { start: start + column, end: cursor + (stop.exec(rest)?.index ?? rest.length) }
  if (value.indexOf(quote, 1) >= 0) return undefined
  const close = rest.indexOf(quote)
  return { start: start + column, end: close < 0 ? cursor : cursor + close + 1 }
}

function word(range: Range, quote: string | undefined, meanings: readonly TypedMeaning[]): TypedWord {
  return { range, ...(isQuote(quote) && { quote }), meanings }
}

function isQuote(text: string | undefined): text is Quote {
  return text === '"' || text === "'"
}

function meaning(
  role: TypedMeaning["role"],
  text: string,
  { start, end }: Range,
  { before = "", hasValue = false }: { readonly before?: string; readonly hasValue?: boolean },
): TypedMeaning {
  const head = `${text.slice(0, start)}${before}`
  const value = role === "value" || hasValue ? "" : ": null"
  return {
    role,
    text: `${head}${placeholderWord}${value}${text.slice(end)}`,
    offset: head.length,
    ...(hasValue && { hasValue }),
    before,
    after: "",
  }
}

function isInComment(typed: string): boolean {
  return /(^|\s)#/.test(typed.replaceAll(/"(?:[^"\\]|\\.)*"?|'[^']*'?/g, ""))
}
