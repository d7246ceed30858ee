/** How many of the first `end` items, which ascend, are at most the value. */
export function countUpTo<T extends number | bigint>(
  sorted: { readonly [index: number]: T },
  value: T,
  end: number,
): number {
  let low = 0
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    const item = sorted[middle]
    if (item !== undefined && item <= value) low = middle + 1
    else high = middle
  }
  return low
}
