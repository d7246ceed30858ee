/**
 * Plain data in which equal texts are one, and all empty lists: what comes from another thread has a copy of its own for each
 * place.
 */
export class SharedData {
  readonly #known = new Map<string, string>()
  readonly #nothing: readonly never[] = []

  /** The same value, changed in its place. */
  share<T>(value: T): T {
    if (typeof value === "string") return this.#same(value) as T & string
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value
    if (Array.isArray(value) && value.length === 0) return this.#nothing as readonly unknown[] as T
    if (value instanceof Map) for (const [key, item] of value) value.set(key, this.share(item))
    else {
      const parts = value as Record<string, unknown>
      for (const key of Object.keys(parts)) {
        const part = parts[key]
        if (typeof part === "string" || typeof part === "object") parts[key] = this.share(part)
      }
    }
    return value
  }

  #same(text: string): string {
    const known = this.#known.get(text)
    if (known === undefined) this.#known.set(text, text)
    return known ?? text
  }
}
