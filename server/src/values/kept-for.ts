import { keptIn } from "./kept-in.ts"

/** A function of a value that is worked out once for each value, and kept as long as that lives. */
export function keptFor<K extends object, V>(find: (key: K) => V): (key: K) => V {
  const kept = keptIn<K, { readonly found: V }>()
  return key => {
    const known = kept.get(key)
    if (known) return known.found
    const found = find(key)
    kept.set(key, { found })
    return found
  }
}
