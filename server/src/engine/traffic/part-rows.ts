import type { AddressSpace } from "./address-space.ts"
import type { IntervalSet } from "./interval-set.ts"
import type { FieldColumn } from "./ordered-fields.ts"
import type { Part } from "./parts.ts"
import { type Region, truthOn } from "./region.ts"

/** Which rules hold all of a region in one part, and which may hold some of it: bit `r & 31` of word `r >> 5`. */
export interface PartRows {
  readonly sure: Int32Array
  readonly possible: Int32Array
}

export function rowsOn(
  region: Region,
  part: Part,
  { distinct, ofRule }: FieldColumn,
  { names }: AddressSpace,
): PartRows {
  const truths = distinct.map(field => truthOn(region, field, names[part]))
  const words = (ofRule.length + 31) >>> 5
  const rows = { sure: new Int32Array(words), possible: new Int32Array(words) }
  for (const [rule, place] of ofRule.entries()) {
    const bit = 1 << (rule & 31)
    if (truths[place] !== false) rows.possible[rule >> 5]! |= bit
    if (truths[place] === true) rows.sure[rule >> 5]! |= bit
  }
  return rows
}

/**
 * Point → the number of the stretch of points around it that no field tells from it: where none of them, and none of the
 * names in them, begins or ends.
 */
export function stretchesOf(part: Part, { distinct }: FieldColumn, { names }: AddressSpace): (point: number) => number {
  const bounds = new Set<number>()
  const add = (set: IntervalSet | undefined) => {
    for (const bound of set ?? []) bounds.add(bound)
  }
  for (const { points, sure, names: keys } of distinct) {
    add(points)
    add(sure)
    for (const key of keys) add(names[part].possible(key))
  }
  const sorted = Float64Array.from(bounds).sort()
  return point => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! <= point) low = middle + 1
      else high = middle
    }
    return low
  }
}
