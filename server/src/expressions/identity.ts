import { keptFor } from "../values/kept-for.ts"
import { textHash } from "../values/text-hash.ts"
import type { Value } from "./value.ts"

/** In identities longer than this, parts that are longer by themselves stand as hashes, so that they stay small. */
const maxLength = 4_000
/** What is longer than this has an identity of its own, and no longer compares equal. */
const maxHashed = 1_000_000
const maxDepth = 50

/**
 * The normalised text of a value as an expression would say it. Known parts stand as literals, unknown parts as their
 * identities, so the same expression has the same text however it was reached. Undefined where it would be too long.
 */
export function identityOf(value: Value): string | undefined {
  return textOf(value, { room: maxLength, isHashing: false }) ?? textOf(value, { room: maxLength, isHashing: true })
}

function textOf(value: Value, options: Pick<Printer, "room" | "isHashing">): string | undefined {
  const parts: string[] = []
  return write(value, { parts, ...options }, 0) ? parts.join("") : undefined
}

/** Of a value whose own text is too long: a file that a template has loaded, say, in which it looks something up. */
const hashOf = keptFor((value: Value): string | undefined => {
  const text = textOf(value, { room: maxHashed, isHashing: false })
  return text !== undefined && text.length > maxLength ? `#${textHash(text)}` : undefined
})

/** A call's identity, by its name in lower case and its arguments. */
export function callIdentity(name: string, args: readonly Value[]): string | undefined {
  const texts = args.map(identityOf)
  if (texts.includes(undefined)) return undefined
  const text = texts.join(",")
  return `${name}(${text.length > maxLength ? `#${textHash(text)}` : text})`
}

interface Printer {
  readonly parts: string[]
  room: number
  /** Whether values that are too long stand as hashes. */
  readonly isHashing: boolean
}

function write(value: Value, print: Printer, depth: number): boolean {
  if (depth > maxDepth) return false
  const hash = print.isHashing ? hashOf(value) : undefined
  if (hash !== undefined) return put(print, hash)
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
