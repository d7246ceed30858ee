/**
 * Of rules by their meanings, in evaluation order before and after: those that stand in both versions and in one order,
 * as many as can. So a rule that moved counts as changed, not all those that it passed. A longest increasing
 * subsequence, by piles: each pile is topped by the earliest place at which a run of its length can end.
 */
export function keptMeanings(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  // Of equal rules the first decides.
  const places = new Map(after.map((meaning, place): [string, number] => [meaning, place]).reverse())
  const common = [...new Set(before)].filter(meaning => places.has(meaning))
  const piles: number[] = []
  const previous: number[] = []
  for (const [index, meaning] of common.entries()) {
    const pile = firstPile(piles, top => places.get(common[top]!)! > places.get(meaning)!)
    previous.push(piles[pile - 1] ?? -1)
    piles[pile] = index
  }
  const kept = new Set<string>()
  for (let index = piles.at(-1) ?? -1; index >= 0; index = previous[index]!) kept.add(common[index]!)
  return kept
}

/** The first pile with such a top, or the place behind the last. */
function firstPile(piles: readonly number[], isSuch: (top: number) => boolean): number {
  let low = 0
  let high = piles.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSuch(piles[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
