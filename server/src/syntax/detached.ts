import type { Range } from "./node.ts"

/**
 * A deep copy of plain data whose strings are no slices of a longer one, which would keep that in memory. `moved`: by how much
 * the ranges in it are moved, where its text is a part of a longer one.
 */
export function detached<T>(value: T, copies = new Map<unknown, unknown>(), moved = 0): T {
  if (typeof value === "string") return ` ${value}`.slice(1) as T
  if (typeof value !== "object" || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known as T
  const copy = copyOf(value, moved, item => detached(item, copies, moved))
  copies.set(value, copy)
  return copy as T
}

function copyOf(value: object, moved: number, copied: <V>(item: V) => V): unknown {
  if (Array.isArray(value)) return value.map(copied)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copied(key), copied(item)]))
  if (moved !== 0 && "start" in value && "end" in value) return movedRange(value, moved)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item)]))
}

function movedRange({ start, end }: { readonly start: unknown; readonly end: unknown }, moved: number): Range {
  return { start: Number(start) + moved, end: Number(end) + moved }
}
