import type { Evaluation } from "./evaluation.ts"
import { entry, list, map, type Origin, scalar, type Value } from "./value.ts"

const maxDepth = 100

/** The value as JSON without spaces; undefined where a part is unknown, or it takes too much work. */
export function toJson(value: Value, evaluation: Evaluation, depth = 0): string | undefined {
  if (value.kind === "unknown" || depth > maxDepth || !evaluation.spend(1)) return undefined
  if (value.kind === "scalar") return JSON.stringify(value.value)
  if (value.kind === "map" && value.rest) return undefined
  const parts =
    value.kind === "list"
      ? value.items.map(item => toJson(item, evaluation, depth + 1))
      : value.entries.map(each => withKey(each.key, toJson(each.value, evaluation, depth + 1)))
  if (parts.includes(undefined)) return undefined
  return value.kind === "list" ? `[${parts.join(",")}]` : `{${parts.join(",")}}`
}

/** The value that a text of JSON says, all of it in one range; undefined where it is none, or is nested too deeply. */
export function fromJson(text: string, range: Origin): Value | undefined {
  try {
    return fromParsed(JSON.parse(text), range, 0)
  } catch {
    return undefined
  }
}

function withKey(key: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${JSON.stringify(key)}:${value}`
}

function fromParsed(parsed: unknown, range: Origin, depth: number): Value | undefined {
  if (depth > maxDepth) return undefined
  if (Array.isArray(parsed)) {
    const items = parsed.map(item => fromParsed(item, range, depth + 1))
    return isComplete(items) ? list(items, range) : undefined
  }
  if (typeof parsed !== "object" || parsed === null) return scalar(parsed as string | number | boolean | null, range)
  const keys = Object.keys(parsed)
  const values: readonly (Value | undefined)[] = Object.values(parsed).map(each => fromParsed(each, range, depth + 1))
  if (!isComplete(values)) return undefined
  return map(
    values.map((value, index) => entry(keys[index] ?? "", value, range)),
    range,
  )
}

function isComplete(values: readonly (Value | undefined)[]): values is readonly Value[] {
  return !values.includes(undefined)
}
