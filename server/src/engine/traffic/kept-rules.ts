import { countUpTo } from "../../values/sorted.ts"

/**
 * Finds as many rules as possible that stand in both versions and in the same order; the rules are given by their meanings,
 * in evaluation order. So a rule that moved counts as changed, and those that it passed do not. It is a longest increasing
 * subsequence, found by piles: each pile is topped by the earliest place at which a run of its length can end.
 */
export function keptMeanings(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  // Of equal rules the first decides.
  const places = new Map(after.map((meaning, place): [string, number] => [meaning, place]).reverse())
  const common = [...new Set(before)].filter(meaning => places.has(meaning))
  const piles: number[] = []
  const tops: number[] = []
  const previous: number[] = []
  for (const [index, meaning] of common.entries()) {
    const place = places.get(meaning)!
    const pile = countUpTo(tops, place, tops.length)
    previous.push(piles[pile - 1] ?? -1)
    piles[pile] = index
    tops[pile] = place
  }
  const kept = new Set<string>()
  for (let index = piles.at(-1) ?? -1; index >= 0; index = previous[index]!) kept.add(common[index]!)
  return kept
}
