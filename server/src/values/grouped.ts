/** Adds an item to the list that a map has under a key. */
export function appendTo<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const known = map.get(key)
  if (known) known.push(item)
  else map.set(key, [item])
}

/** Items by what they share, in the order in which they come; those without a key are left out. */
export function groupedBy<K, T>(items: readonly T[], keyOf: (item: T) => K | undefined): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== undefined) appendTo(groups, key, item)
  }
  return groups
}
