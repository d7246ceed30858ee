import { wordsFor } from "../tables/bit-row.ts"
import type { NameFacts } from "./name-facts.ts"
import { type Field, type Region, truthOn } from "./region.ts"

/** Which rules hold all of a region in one part, and which may hold some of it: bit `r & 31` of word `r >> 5`. */
export interface PartRows {
  readonly sure: Int32Array
  readonly possible: Int32Array
}

/** One part of all rules: rules share few distinct fields, and what is asked of a field is asked once. */
export class FieldColumn {
  readonly distinct: readonly Field[]
  /** Rule → its place in `distinct`. */
  readonly ofRule: Int32Array
  readonly #names: NameFacts
  readonly #kept = new WeakMap<Region, PartRows>()

  constructor(distinct: readonly Field[], ofRule: Int32Array, names: NameFacts) {
    this.distinct = distinct
    this.ofRule = ofRule
    this.#names = names
  }

  /** Kept as long as the region is: traffic of many claims has the same. */
  rowsOn(region: Region): PartRows {
    let rows = this.#kept.get(region)
    if (!rows) {
      rows = this.#find(region)
      this.#kept.set(region, rows)
    }
    return rows
  }

  #find(region: Region): PartRows {
    const truths = this.distinct.map(field => truthOn(region, field, this.#names))
    const words = wordsFor(this.ofRule.length)
    const rows = { sure: new Int32Array(words), possible: new Int32Array(words) }
    for (let rule = 0; rule < this.ofRule.length; rule++) {
      const truth = truths[this.ofRule[rule]!]
      const bit = 1 << (rule & 31)
      if (truth !== false) rows.possible[rule >> 5]! |= bit
      if (truth === true) rows.sure[rule >> 5]! |= bit
    }
    return rows
  }
}
