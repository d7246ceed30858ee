import type { SyntaxProblem } from "./document.ts"
import type { Entry } from "./node.ts"

/**
 * The entries whose key stands before in the same map. Where the syntax breaks between the two they may well belong to two
 * maps, of which a bracket is missing: that is one fault, and it is reported as such.
 */
export function duplicateKeys(entries: readonly Entry[], problems: readonly SyntaxProblem[]): readonly Entry[] {
  if (!hasRepeatedKey(entries)) return []
  const seen = new Map<string, Entry>()
  return entries.filter(entry => {
    const before = seen.get(entry.key)
    seen.set(entry.key, entry)
    return before !== undefined && !problems.some(problem => isBetween(problem, before, entry))
  })
}

/** Up to here comparing all pairs is quicker than making a set, and nearly every map has no more keys. */
const fewKeys = 16

function hasRepeatedKey(entries: readonly Entry[]): boolean {
  if (entries.length > fewKeys) return new Set(entries.map(({ key }) => key)).size < entries.length
  return entries.some((entry, k) => entries.findIndex(({ key }) => key === entry.key) < k)
}

function isBetween({ reason, range }: SyntaxProblem, before: Entry, after: Entry): boolean {
  return reason === "syntax" && before.keyRange.end <= range.start && range.start <= after.keyRange.start
}
