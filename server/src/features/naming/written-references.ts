import type { Statement, WrittenReference } from "../../topology/parts/network-part.ts"

/** Every reference that a statement holds, however deep. */
export function writtenReferences(says: Statement): readonly WrittenReference[] {
  return referencesIn(says)
}

function referencesIn(value: unknown): readonly WrittenReference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== "object" || value === null) return []
  return isReference(value) ? [value] : Object.values(value).flatMap(referencesIn)
}

function isReference(value: object): value is WrittenReference {
  return "reference" in value && "text" in value && "range" in value
}
