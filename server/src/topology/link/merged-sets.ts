/** Values of which some turn out to belong together. */
export class MergedSets<T> {
  readonly #sets: Map<T, Set<T>>

  constructor(values: readonly T[]) {
    this.#sets = new Map(values.map(each => [each, new Set([each])]))
  }

  of(value: T): ReadonlySet<T> | undefined {
    return this.#sets.get(value)
  }

  /** In the order of the first values of each. */
  all(): ReadonlySet<ReadonlySet<T>> {
    return new Set(this.#sets.values())
  }

  /** The smaller set goes into the larger one, so that no value is moved often. */
  merge(one: T, other: T): void {
    const [a, b] = [this.#sets.get(one), this.#sets.get(other)]
    if (!a || !b || a === b) return
    const [into, from] = a.size < b.size ? [b, a] : [a, b]
    for (const each of from) {
      into.add(each)
      this.#sets.set(each, into)
    }
  }
}
