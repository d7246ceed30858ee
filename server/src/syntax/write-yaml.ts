import {
  isCollectionValue,
  isListValue,
  isShort,
  type Quote,
  type Writable,
  type WritableMap,
  type WritableScalar,
  type WritingStyle,
} from "./write-value.ts"

/** A text in quotes: where it needs none, in those of its neighbours, which may have none. */
export function writeScalar(value: WritableScalar, plain: Quote | undefined, quote: Quote = '"'): string {
  if (typeof value !== "string") return String(value)
  const isSafe = isPlain(value)
  if (isSafe && plain === undefined) return value
  const isOneLine = /^[\x20-\x7E\xA0-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]*$/.test(value)
  return (isSafe ? plain : quote) === "'" && isOneLine ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)
}

/** A value behind `key:` or a dash, with the space or line break before it. `indent` is that of the key or the dash. */
export function writeBlockValue(value: Writable, indent: string, style: WritingStyle, key?: string): string {
  if (!isCollectionValue(value)) return ` ${writeScalar(value, style.quoteOf(key), style.quote)}`
  if (Object.keys(value).length === 0) return isListValue(value) ? " []" : " {}"
  if (isListValue(value) && style.shortLists && isShort(value)) return ` ${writeFlow(value, style, key)}`
  const inner = indent + (isListValue(value) ? style.listIndent : style.unit)
  return `${style.lineBreak}${writeBlock(value, inner, style, key)}`
}

/** A list's item with its dash, or a map's entries: the lines, the first one with its indentation. */
function writeBlock(
  value: readonly Writable[] | WritableMap,
  indent: string,
  style: WritingStyle,
  key?: string,
): string {
  const lines = isListValue(value)
    ? value.map(item => `${indent}${writeItem(item, indent, style, key)}`)
    : Object.entries(value).map(entry => `${indent}${writeEntry(entry, indent, style)}`)
  return lines.join(style.lineBreak)
}

/** `key: value`; further lines are indented from `indent` on. */
export function writeEntry([key, value]: readonly [string, Writable], indent: string, style: WritingStyle): string {
  return `${writeScalar(key, undefined)}:${writeBlockValue(value, indent, style, key)}`
}

/** `- value`; a map begins on the line of its dash. */
export function writeItem(value: Writable, indent: string, style: WritingStyle, key?: string): string {
  if (!isCollectionValue(value) || isListValue(value) || Object.keys(value).length === 0) {
    if (!isCollectionValue(value) || Object.keys(value).length === 0)
      return `-${writeBlockValue(value, indent, style, key)}`
    return `- ${writeFlow(value, style, key)}`
  }
  const inner = `${indent}  `
  return `- ${writeBlock(value, inner, style, key).slice(inner.length)}`
}

/** A value in brackets, on one line. */
export function writeFlow(value: Writable, style: WritingStyle, key?: string): string {
  if (!isCollectionValue(value)) return writeScalar(value, style.quoteOf(key), style.quote)
  if (isListValue(value)) return `[${value.map(item => writeFlow(item, style, key)).join(", ")}]`
  const entries = Object.entries(value).map(
    ([name, each]) => `${writeScalar(name, undefined)}: ${writeFlow(each, style, name)}`,
  )
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`
}

/** Whether a text means itself in YAML without quotes, to parsers of version 1.1, too: `22-80` does, `22` is a number. */
export function isPlain(text: string): boolean {
  return /^[A-Za-z0-9]([\w./ -]*[\w./-])?$/.test(text) && !otherThanText.test(text)
}

const otherThanText =
  /^(\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|0[xob].*|true|false|yes|no|on|off|y|n|null|\d{4}-\d\d?-\d\d?.*)$/i
