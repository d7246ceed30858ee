import type { Range } from "../syntax/node.ts"
import type { LinkedFile, LinkedFiles } from "./linked-files.ts"

/**
 * Plain data that was read of a linked file, or of the document that links it, with its ranges as they are in that file's own
 * text. A value that another file hands over has no place there: `otherwise` stands for it.
 */
export function inFile<T>(value: T, file: LinkedFile | undefined, files: LinkedFiles, otherwise: Range): T {
  const base = file?.base ?? 0
  const copies = new Map<object, unknown>()
  const own = (range: Range): Range => {
    if (files.at(range) !== file) return otherwise
    return base === 0 ? range : { start: range.start - base, end: range.end - base }
  }
  const copied = <V>(part: V): V => {
    if (typeof part !== "object" || part === null) return part
    const known = copies.get(part)
    if (known !== undefined) return known as V
    const copy = isRange(part) ? own(part) : copyOf(part, copied)
    copies.set(part, copy)
    return copy as V
  }
  return copied(value)
}

function copyOf(value: object, copied: <V>(part: V) => V): unknown {
  if (Array.isArray(value)) return value.map(copied)
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [copied(key), copied(part)]))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]))
}

function isRange(value: object): value is Range {
  return "start" in value && "end" in value && Object.keys(value).length === 2
}
