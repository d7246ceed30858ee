import { countBits } from "../tables/bit-row.ts"

/** The words of a row that are not empty: word `at[k]` is `words[k]`, for `k` below `count`. */
export class SparseRow {
  readonly at: Int32Array
  readonly words: Int32Array
  count = 0

  constructor(words: number) {
    this.at = new Int32Array(words)
    this.words = new Int32Array(words)
  }

  /** Takes a word in, behind those that are there. */
  push(at: number, word: number): void {
    this.at[this.count] = at
    this.words[this.count++] = word
  }

  /** Keeps what the row of many that begins at `from` has too. */
  narrow(rows: Int32Array, from: number): void {
    const { at, words, count } = this
    this.count = 0
    for (let k = 0; k < count; k++) {
      const word = words[k]! & rows[from + at[k]!]!
      if (word !== 0) this.push(at[k]!, word)
    }
  }

  /** How many of its bits that row has; counts no further than to `limit`. */
  countIn(rows: Int32Array, from: number, limit: number): number {
    const { at, words, count } = this
    let bits = 0
    for (let k = 0; k < count && bits < limit; k++) bits += countBits(words[k]! & rows[from + at[k]!]!)
    return bits
  }
}
