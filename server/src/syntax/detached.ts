/** A deep copy of plain data whose strings are no slices of a longer one, which would keep that in memory. */
export function detached<T>(value: T, copies = new Map<unknown, unknown>()): T {
  if (typeof value === "string") return ` ${value}`.slice(1) as T
  if (typeof value !== "object" || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known as T
  const copy = copyOf(value, item => detached(item, copies))
  copies.set(value, copy)
  return copy as T
}

function copyOf(value: object, copied: <V>(item: V) => V): unknown {
  if (Array.isArray(value)) return value.map(copied)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copied(key), copied(item)]))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item)]))
}
