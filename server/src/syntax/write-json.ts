import { isCollectionValue, isListValue, isShort, type Writable, type WritingStyle } from "./write-value.ts"

/** A value as JSON, whose further lines are indented from `indent` on. */
export function writeJson(value: Writable, indent: string, style: WritingStyle): string {
  if (!isCollectionValue(value)) return JSON.stringify(value)
  const inner = indent + style.unit
  const [open, close] = isListValue(value) ? "[]" : "{}"
  const parts = isListValue(value)
    ? value.map(item => writeJson(item, inner, style))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${writeJson(each, inner, style)}`)
  if (parts.length === 0) return `${open}${close}`
  if (isListValue(value) && style.shortLists && isShort(value)) return `[${parts.join(", ")}]`
  const lines = parts.map(part => `${style.lineBreak}${inner}${part}`)
  return `${open}${lines.join(",")}${style.lineBreak}${indent}${close}`
}

/** A value as JSON on one line. */
export function writeShortJson(value: Writable): string {
  if (!isCollectionValue(value)) return JSON.stringify(value)
  if (isListValue(value)) return `[${value.map(writeShortJson).join(", ")}]`
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${writeShortJson(each)}`)
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`
}
