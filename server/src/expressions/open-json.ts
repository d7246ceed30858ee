import type { Unknown } from "../values/unknown.ts"
import { type JoinedPart, joinedParts } from "./joined-text.ts"
import { fromJson } from "./json-value.ts"
import { list, map, type Origin, unknownValue, type Value } from "./value.ts"

/** Letters that no text has (private use), around the number of a part that is not known. */
const [opening, closing] = ["\uE000", "\uE001"]
const marks = new RegExp(`${opening}(\\d+)${closing}`)

/**
 * What a text of JSON says that `concat` or `format` puts together of known and unknown parts, as `{"id": "…"}` around a
 * variable: known but for the texts that unknown parts stand in. Undefined where one stands anywhere else.
 */
export function fromOpenJson(text: Unknown, range: Origin): Value | undefined {
  const parts = joinedParts(text.identity)
  if (!parts?.some(part => typeof part === "string")) return undefined
  if (parts.some(part => typeof part === "string" && /[\uE000\uE001]/.test(part))) return undefined
  const marked = parts.map((part, at) => (typeof part === "string" ? part : `${opening}${at}${closing}`)).join("")
  const value = fromJson(marked, range)
  return value && filled(value, { parts, reason: text.reason })
}

interface Filling {
  readonly parts: readonly JoinedPart[]
  readonly reason: string
}

/** The value with what is not known in the places of its marks. */
function filled(value: Value, filling: Filling): Value | undefined {
  if (value.kind === "scalar") return typeof value.value === "string" ? filledText(value.value, value, filling) : value
  if (value.kind === "list") {
    const items = value.items.map(item => filled(item, filling))
    return items.every(item => item !== undefined) ? list(items, value.range) : undefined
  }
  if (value.kind !== "map" || value.entries.some(({ key }) => marks.test(key))) return undefined
  const entries = value.entries.flatMap(each => {
    const inner = filled(each.value, filling)
    return inner ? [{ ...each, value: inner }] : []
  })
  return entries.length === value.entries.length ? map(entries, value.range) : undefined
}

function filledText(text: string, value: Value, { parts, reason }: Filling): Value {
  const pieces = text.split(marks).flatMap((piece, at) => {
    const part = at % 2 === 1 ? parts[Number(piece)] : undefined
    if (part !== undefined && typeof part !== "string") return part.identity
    return piece === "" ? [] : `'${piece.replaceAll("'", "''")}'`
  })
  if (!marks.test(text)) return value
  return unknownValue(pieces.length === 1 ? (pieces[0] ?? "") : `concat(${pieces.join(",")})`, reason, value.range)
}
