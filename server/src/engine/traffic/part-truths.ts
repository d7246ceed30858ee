import type { Truth } from "../flow.ts"
import type { FieldColumn } from "./ordered-fields.ts"
import type { Part } from "./parts.ts"
import { type Region, truthOn } from "./region.ts"
import type { NameFacts } from "./name-facts.ts"

/** What the fields of one column say of a region, each found out when it is first asked. */
export class PartTruths {
  readonly #region: Region
  readonly #column: FieldColumn
  readonly #names: NameFacts
  readonly #known: (Truth | undefined)[]

  constructor(region: Region, column: FieldColumn, names: NameFacts) {
    this.#region = region
    this.#column = column
    this.#names = names
    this.#known = new Array(column.distinct.length)
  }

  /** Whether the rule at the place holds all of the region (true), nothing of it (false), or that depends. */
  at(place: number): Truth {
    const field = this.#column.ofRule[place]!
    let truth = this.#known[field]
    if (truth === undefined) {
      truth = truthOn(this.#region, this.#column.distinct[field]!, this.#names)
      this.#known[field] = truth
    }
    return truth
  }
}

/** The truths of a region in a part of a list's rules. */
export type TruthsOf = (region: Region, part: Part) => PartTruths
