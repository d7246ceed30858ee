/** What a map has under a key; made and kept there where it has nothing yet. */
export function remember<K, V>(known: Store<K, V>, key: K, make: () => V): V {
  let value = known.get(key)
  if (value === undefined) {
    value = make()
    known.set(key, value)
  }
  return value
}

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** A function that finds the answer for each key once. */
export function remembering<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return key => remember(known, key, () => find(key))
}
