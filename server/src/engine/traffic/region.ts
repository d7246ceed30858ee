import type { Truth } from "../flow.ts"
import { covers, type IntervalSet, intersect, isEqual, meets, subtract, union } from "./interval-set.ts"
import type { NameFacts } from "./name-facts.ts"

/** What one field of a rule holds: known points, and sets known by name only. */
export interface Field {
  readonly points: IntervalSet
  readonly names: readonly string[]
  /** The points, and those that the names surely hold. */
  readonly sure: IntervalSet
}

export function fieldOf(points: IntervalSet, names: readonly string[], facts: NameFacts): Field {
  return { points, names, sure: names.map(facts.sure).reduce(union, points) }
}

/**
 * The values of one field of a packet that are still under consideration, and what is taken to be so for all of them.
 * No point surely lies in a name of `outside`; each possibly lies in all names of `inside`. So each point, by itself,
 * can be real.
 */
export interface Region {
  readonly points: IntervalSet
  readonly inside: readonly string[]
  readonly outside: readonly string[]
}

/**
 * Yields the part of the region that the field holds, as regions that share nothing: first what it surely holds, then for
 * each name what that name is taken to hold and no name before it. Each is made when it is asked for, as the later names
 * of a long list have many others to exclude.
 */
export function hits(region: Region, field: Field, names: NameFacts): Iterable<Region> {
  if (field.names.length > 0) return hitsByName(region, field, names)
  const points = intersect(region.points, field.points)
  if (points.length === 0) return []
  return [isEqual(points, region.points) ? region : { ...region, points }]
}

function* hitsByName(region: Region, field: Field, names: NameFacts): Generator<Region, undefined> {
  if (field.names.some(name => names.implies(region.inside, name))) return yield region
  const points = intersect(region.points, field.sure)
  if (points.length > 0) yield { ...region, points }
  let rest: Region = { ...region, points: subtract(region.points, field.sure) }
  for (const name of field.names) {
    const within = taken(rest, name, names)
    if (!within) continue
    yield within
    rest = { ...rest, outside: withName(rest.outside, name) }
  }
}

/** The part of the region that the field does not hold: the region itself where it holds nothing; undefined where there is none. */
export function miss(region: Region, field: Field, names: NameFacts): Region | undefined {
  if (field.names.length === 0 && !meets(field.points, region.points)) return region
  if (field.names.some(name => names.implies(region.inside, name))) return undefined
  const points = subtract(region.points, field.sure)
  if (points.length === 0) return undefined
  const rest = { ...region, points }
  const left = field.names.filter(name => taken(rest, name, names))
  if (left.length === 0) return rest
  const outside = left.reduce(withName, region.outside)
  return names.canBe(region.inside, outside) ? { ...rest, outside } : undefined
}

/** Whether the field holds all of the region (true), nothing of it (false), or that depends. */
export function truthOn(region: Region, field: Field, names: NameFacts): Truth {
  if (covers(field.sure, region.points)) return true
  if (field.names.length === 0) return meets(field.points, region.points) ? null : false
  if (!isHit(region, field, names)) return false
  return miss(region, field, names) ? null : true
}

/** Whether the field holds some of the region, or may. */
function isHit(region: Region, field: Field, names: NameFacts): boolean {
  if (meets(field.sure, region.points)) return true
  return field.names.some(name => names.implies(region.inside, name) || taken(region, name, names) !== undefined)
}

/** The region with its points taken to lie in the name, where they can. */
export function taken(region: Region, name: string, names: NameFacts): Region | undefined {
  const inside = withName(region.inside, name)
  if (!names.canBe(inside, region.outside)) return undefined
  const possible = names.possible(name)
  const points = possible ? intersect(region.points, possible) : region.points
  return points.length === 0 ? undefined : { points, inside, outside: region.outside }
}

function withName(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name]
}
