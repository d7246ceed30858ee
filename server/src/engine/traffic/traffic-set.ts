import { type IntervalSet, intersect, isEqual, size, subtract, union } from "./interval-set.ts"

/**
 * A set of points in a space of several dimensions, as the union of disjoint boxes in a canonical form: along the first
 * dimension *slices* that share no point, each with the set of what it holds in the dimensions behind; no two slices hold
 * the same, none holds nothing, and they stand in the order of their first points. Two sets are equal exactly where their
 * forms are. The number of slices is at most the number of pieces into which the boxes cut a dimension.
 *
 * Laws, each a property in the tests, with U any set that holds both: U − (a ∪ b) = (U − a) − b; U − (U − a) = a;
 * U − (a ∩ b) = (U − a) ∪ (U − b); |a ∪ b| = |a| + |b − a|; the order in which boxes are united does not matter.
 */
export type TrafficSet = readonly Slice[]

export interface Slice {
  readonly points: IntervalSet
  /** What the slice holds in the dimensions behind this one; null behind the last. */
  readonly rest: TrafficSet | null
}

/** One set of points for each dimension. */
export type Box = readonly IntervalSet[]

export const nothing: TrafficSet = []

/** The set of one box; nothing where one of its sides is empty. */
export function boxSet(box: Box): TrafficSet {
  if (box.some(points => points.length === 0)) return nothing
  return box.reduceRight<TrafficSet | null>((rest, points) => [{ points, rest }], null) ?? nothing
}

export function uniteSets(a: TrafficSet, b: TrafficSet): TrafficSet {
  return combine(a, b, ofEither, boundless())
}

/**
 * Unites all sets. Halves are united first: boxes that follow each other tend to be alike, so each half takes few slices,
 * where one box after the other would be compared with all that went before. The result is undefined once more than
 * `work.left` pairs of slices would have to be compared, as some sets of boxes make many times as many slices.
 */
export function uniteAll(sets: readonly TrafficSet[]): TrafficSet
export function uniteAll(sets: readonly TrafficSet[], work: Work): TrafficSet | undefined
export function uniteAll(sets: readonly TrafficSet[], work = boundless()): TrafficSet | undefined {
  if (sets.length < 2) return sets[0] ?? nothing
  const middle = sets.length >> 1
  const first = uniteAll(sets.slice(0, middle), work)
  const second = first && uniteAll(sets.slice(middle), work)
  const united = second && combine(first, second, ofEither, work)
  return work.left < 0 ? undefined : united
}

/** How many pairs of slices may still be compared. */
export interface Work {
  left: number
}

/** What is in `a` and not in `b`. */
export function subtractSets(a: TrafficSet, b: TrafficSet): TrafficSet {
  return combine(a, b, ofFirst, boundless())
}

/** What is in both. */
export function intersectSets(a: TrafficSet, b: TrafficSet): TrafficSet {
  return combine(a, b, ofBoth, boundless())
}

/** The set as disjoint boxes, in the order of its slices. */
export function boxesOf(set: TrafficSet): Box[] {
  return set.flatMap(({ points, rest }) => (rest ? boxesOf(rest).map(box => [points, ...box]) : [[points]]))
}

/** The number of points. */
export function count(set: TrafficSet): bigint {
  return set.reduce((sum, { points, rest }) => sum + BigInt(size(points)) * (rest ? count(rest) : 1n), 0n)
}

export function isSame(a: TrafficSet | null, b: TrafficSet | null): boolean {
  if (!a || !b) return a === b
  return a.length === b.length && a.every((slice, index) => isSameSlice(slice, b[index]!))
}

function isSameSlice(a: Slice, b: Slice): boolean {
  return isEqual(a.points, b.points) && isSame(a.rest, b.rest)
}

/** Which points to keep: those of the first set alone, of both, of the second alone. */
interface Keep {
  readonly onlyFirst: boolean
  readonly both: boolean
  readonly onlySecond: boolean
}

const ofEither: Keep = { onlyFirst: true, both: true, onlySecond: true }
const ofFirst: Keep = { onlyFirst: true, both: false, onlySecond: false }

const ofBoth: Keep = { onlyFirst: false, both: true, onlySecond: false }

function boundless(): Work {
  return { left: Number.POSITIVE_INFINITY }
}

/** What it returns means nothing once `work` is used up. */
function combine(a: TrafficSet, b: TrafficSet, keep: Keep, work: Work): TrafficSet {
  const slices: Slice[] = []
  work.left -= a.length * b.length
  if (work.left < 0) return nothing
  for (const first of a) {
    for (const second of b) {
      const points = intersect(first.points, second.points)
      if (points.length === 0) continue
      if (first.rest && second.rest) add(slices, { points, rest: combine(first.rest, second.rest, keep, work) })
      else if (keep.both) add(slices, { points, rest: null })
    }
  }
  if (keep.onlyFirst) for (const slice of a) add(slices, beyond(slice, b))
  if (keep.onlySecond) for (const slice of b) add(slices, beyond(slice, a))
  return slices.sort((one, other) => one.points[0]! - other.points[0]!)
}

/** The part of the slice that no slice of the other set meets. */
function beyond({ points, rest }: Slice, other: TrafficSet): Slice {
  return { points: other.reduce((left, slice) => subtract(left, slice.points), points), rest }
}

/** Adds a slice that shares no point with the others: to the one that holds the same, where there is one. */
function add(slices: Slice[], slice: Slice): void {
  if (slice.points.length === 0 || slice.rest?.length === 0) return
  const place = slices.findIndex(({ rest }) => isSame(rest, slice.rest))
  if (place < 0) slices.push(slice)
  else slices[place] = { points: union(slices[place]!.points, slice.points), rest: slice.rest }
}
