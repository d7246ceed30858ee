import { isUnknown, type Maybe } from "../../values/unknown.ts"
import { emptySet, type IntervalSet, intersect, union } from "./interval-set.ts"
import { freeNames, type NameFacts } from "./name-facts.ts"

/** What is known of the words that fields cannot be known to hold: they may be bounded to a few. */
export function wordNames<T extends string>(
  fields: readonly Maybe<T>[],
  pointsOf: (word: string) => IntervalSet,
): NameFacts {
  const known = new Map<string, readonly IntervalSet[] | undefined>()
  for (const field of fields) {
    if (!isUnknown(field)) continue
    const before = known.has(field.identity) ? known.get(field.identity) : []
    const own = field.oneOf?.map(word => pointsOf(String(word)))
    known.set(field.identity, before && own && [...before, ...own])
  }
  return {
    ...freeNames,
    sure: name => known.get(name)?.reduce(intersect) ?? emptySet,
    possible: name => known.get(name)?.reduce(union),
  }
}
