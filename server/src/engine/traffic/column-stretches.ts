import type { AddressSpace } from "./address-space.ts"
import type { FieldColumn } from "./field-column.ts"
import type { IntervalSet } from "./interval-set.ts"
import type { Part } from "./parts.ts"

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
