import type { SyntaxProblem } from "./document.ts"
import type { Entry } from "./node.ts"

/**
 * The entries whose key stands before in the same map. Where the syntax breaks between the two they may well belong to two
 * maps, of which a bracket is missing: that is one fault, and it is reported as such. Nor is it a fault where a template
 * engine's directive stands between them, as `else` does; `breaks` has the places of these, in order.
 */
export function duplicateKeys(
  entries: readonly Entry[],
  problems: readonly SyntaxProblem[],
  breaks: readonly number[] = [],
): readonly Entry[] {
  if (!hasRepeatedKey(entries)) return []
  const seen = new Map<string, Entry>()
  return entries.filter(entry => {
    const before = seen.get(entry.key)
    seen.set(entry.key, entry)
    if (before === undefined || problems.some(problem => isBetween(problem, before, entry))) return false
    return countUpTo(entry.keyRange.start, breaks) === countUpTo(before.keyRange.start, breaks)
  })
}

/** Up to here comparing all pairs is quicker than making a set, and nearly every map has no more keys. */
const fewKeys = 16

function hasRepeatedKey(entries: readonly Entry[]): boolean {
  if (entries.length > fewKeys) return new Set(entries.map(({ key }) => key)).size < entries.length
  for (let place = 1; place < entries.length; place++) {
    const key = entries[place]?.key
    for (let before = 0; before < place; before++) if (entries[before]?.key === key) return true
  }
  return false
}

function isBetween({ reason, range }: SyntaxProblem, before: Entry, after: Entry): boolean {
  return reason === "syntax" && before.keyRange.end <= range.start && range.start <= after.keyRange.start
}

/** How many of the places, in order, are not behind an offset. */
function countUpTo(offset: number, places: readonly number[]): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
