import { countUpTo } from "../../values/sorted.ts"

/**
 * A set of whole numbers, as the strictly ascending list of its boundaries: `[1, 4, 9, 10]` is {1, 2, 3, 9}. A number is
 * in the set where the count of boundaries at or below it is odd. The list is canonical: two sets are equal exactly
 * where their lists are. Every operation is one sweep over both
 * lists, so linear in their lengths, or in that of the part where they can meet.
 *
 * Laws, each a property in the tests: union, intersection and difference agree with membership number by number;
 * `union(a, b) = union(b, a)`, the same for intersect; `subtract(u, union(a, b)) = intersect(subtract(u, a), subtract(u, b))`
 * and its dual for any `u` that holds both; `intersect(a, b) = subtract(a, subtract(a, b))`;
 * `size(a) + size(b) = size(union(a, b)) + size(intersect(a, b))`.
 */
export type IntervalSet = readonly number[]

/** From `first` inclusive to `end` exclusive. */
export type Interval = readonly [first: number, end: number]

export const emptySet: IntervalSet = []

/** The union of intervals in any order, overlapping or touching as they like. */
export function intervalSet(intervals: readonly Interval[]): IntervalSet {
  const bounds: number[] = []
  for (const [first, end] of intervals.toSorted((a, b) => a[0] - b[0])) {
    if (end <= first) continue
    const last = bounds.length - 1
    if (last < 0 || first > bounds[last]!) bounds.push(first, end)
    else if (end > bounds[last]!) bounds[last] = end
  }
  return bounds
}

export function union(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a.length === 0) return b
  if (b.length === 0) return a
  return combine(a, b, (inA, inB) => inA || inB)
}

export function intersect(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a.length === 0 || b.length === 0) return emptySet
  return combine(near(a, b), near(b, a), (inA, inB) => inA && inB)
}

/** What is in `a` and not in `b`. */
export function subtract(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a.length === 0 || b.length === 0) return a
  return combine(a, near(b, a), (inA, inB) => inA && !inB)
}

/** Picks the intervals that can meet the other set: few where a tag's thousands of prefixes are compared with an address. */
export function near(set: IntervalSet, other: IntervalSet): IntervalSet {
  if (set.length <= 8) return set
  const from = intervalBehind(set, other[0]!)
  const to = intervalBehind(set, other[other.length - 1]!)
  return from === 0 && to >= set.length - 2 ? set : set.slice(from, to + 2)
}

/** Where the first interval begins that ends behind the number. */
function intervalBehind(set: IntervalSet, value: number): number {
  return countUpTo(set, value, set.length) & ~1
}

function combine(a: IntervalSet, b: IntervalSet, keeps: (inA: boolean, inB: boolean) => boolean): IntervalSet {
  const bounds: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    if (a[i] === at) i++
    if (b[j] === at) j++
    const isInside = bounds.length % 2 === 1
    if (keeps(i % 2 === 1, j % 2 === 1) !== isInside) bounds.push(at)
  }
  return bounds
}

export function contains(set: IntervalSet, value: number): boolean {
  return countUpTo(set, value, set.length) % 2 === 1
}

/** Whether the sets share a number. */
export function meets(a: IntervalSet, b: IntervalSet): boolean {
  if (a.length === 0 || b.length === 0) return false
  for (let i = intervalBehind(a, b[0]!), j = intervalBehind(b, a[0]!); i < a.length && j < b.length; ) {
    if (a[i + 1]! <= b[j]!) i += 2
    else if (b[j + 1]! <= a[i]!) j += 2
    else return true
  }
  return false
}

/** Whether all of `b` is in `a`. */
export function covers(a: IntervalSet, b: IntervalSet): boolean {
  if (b.length === 0) return true
  for (let i = intervalBehind(a, b[0]!), j = 0; j < b.length; ) {
    if (i === a.length || b[j]! < a[i]!) return false
    if (a[i + 1]! <= b[j]!) i += 2
    else if (b[j + 1]! <= a[i + 1]!) j += 2
    else return false
  }
  return true
}

export function isEqual(a: IntervalSet, b: IntervalSet): boolean {
  return a.length === b.length && a.every((bound, index) => bound === b[index])
}

/** The set's intervals, ascending, none touching the next. */
export function intervalsOf(set: IntervalSet): Interval[] {
  return Array.from({ length: set.length / 2 }, (_, index) => [set[2 * index]!, set[2 * index + 1]!])
}

/** How many numbers the set holds. */
export function size(set: IntervalSet): number {
  return intervalsOf(set).reduce((count, [first, end]) => count + end - first, 0)
}
