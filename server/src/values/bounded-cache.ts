/** Keeps values by their keys. When they are larger together than they may be, all are forgotten, and are to be made again. */
export class BoundedCache<T> {
  readonly #most: number
  readonly #values = new Map<string, T>()
  #size = 0

  constructor(most: number) {
    this.#most = most
  }

  get(key: string): T | undefined {
    return this.#values.get(key)
  }

  set(key: string, value: T, size: number): void {
    this.#size += size
    if (this.#size > this.#most) {
      this.#values.clear()
      this.#size = size
    }
    this.#values.set(key, value)
  }
}
