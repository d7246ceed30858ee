import type { Value } from "./value.ts"

/** Identities longer than this are replaced by ones of their own: they no longer compare equal, and stay small. */
const maxLength = 4_000
const maxDepth = 50

/**
 * The normalised text of a value as an expression would say it. Known parts stand as literals, unknown parts as their
 * identities, so the same expression has the same text however it was reached. Undefined where it would be too long.
 */
export function identityOf(value: Value): string | undefined {
  const parts: string[] = []
  const print: Printer = { parts, room: maxLength }
  return write(value, print, 0) ? parts.join("") : undefined
}

/** A call's identity, by its name in lower case and its arguments. */
export function callIdentity(name: string, args: readonly Value[]): string | undefined {
  const texts = args.map(identityOf)
  if (texts.includes(undefined)) return undefined
  const text = `${name}(${texts.join(",")})`
  return text.length > maxLength ? undefined : text
}

interface Printer {
  readonly parts: string[]
  room: number
}

function write(value: Value, print: Printer, depth: number): boolean {
  if (depth > maxDepth) return false
  if (value.kind === "unknown") return put(print, value.many ? `...${value.unknown.identity}` : value.unknown.identity)
  if (value.kind === "scalar") return put(print, literal(value.value))
  if (value.kind === "list") {
    return (
      put(print, "[") && value.items.every(item => write(item, print, depth + 1) && put(print, ",")) && put(print, "]")
    )
  }
  const entries =
    put(print, "{") &&
    value.entries.every(
      each => put(print, `${literal(each.key)}:`) && write(each.value, print, depth + 1) && put(print, ","),
    )
  const rest = value.rest ? `...${value.rest.identity}` : ""
  return entries && put(print, `${rest}}`)
}

function literal(value: string | number | boolean | null): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value)
}

function put(print: Printer, text: string): boolean {
  print.room -= text.length
  if (print.room < 0) return false
  print.parts.push(text)
  return true
}
