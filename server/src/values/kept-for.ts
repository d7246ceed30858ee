/** What is worked out of values, and kept as long as these live: a WeakMap, but that all of it can be let go at once. */
export class Kept<K extends object, V> {
  /** Made anew for what comes next: V8 has to take it for as young as that. */
  #values: WeakMap<K, V> | undefined
  /** Whether it is among those that let go. */
  #isTold = false

  get(key: K): V | undefined {
    return this.#values?.get(key)
  }

  set(key: K, value: V): void {
    this.#values ??= new WeakMap()
    this.#values.set(key, value)
    if (this.#isTold || !filled) return
    filled.push(this)
    this.#isTold = true
  }

  clear(): void {
    this.#values = undefined
    this.#isTold = false
  }
}

/** Where anything was kept since all was let go; none are counted before that happens for the first time. */
let filled: { clear(): void }[] | undefined

/**
 * Lets go of what is kept of all values, which is worked out again when someone asks. For a run through many texts, of which none is
 * met again: V8 takes what a WeakMap has for used until it looks through all of its memory, and would first move it there.
 */
export function forgetKept(): void {
  for (const kept of filled ?? []) kept.clear()
  filled = []
}

/** A function of a value that is worked out once for each value, and kept as long as that lives. */
export function keptFor<K extends object, V>(find: (key: K) => V): (key: K) => V {
  const kept = new Kept<K, { readonly found: V }>()
  return key => {
    const known = kept.get(key)
    if (known) return known.found
    const found = find(key)
    kept.set(key, { found })
    return found
  }
}
