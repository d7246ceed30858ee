import type { AddressPrefix, AddressTerm } from "../../values/address.ts"
import type { AddressFacts, SetFacts } from "../address-facts.ts"
import { type AddressNumbering, addressNumbering } from "./address-numbering.ts"
import { emptySet, type IntervalSet, intersect, subtract, union } from "./interval-set.ts"

/**
 * What is known about sets that have only a name. A *state* of a point is the names it is taken to lie in and those it
 * is taken to lie outside of. Every fact is "is in", "is not in", "in a, so in b" or "not in both a and b"; facts of
 * these kinds allow a state exactly where they allow it with no name added but those that its own names bring along.
 */
export interface NameFacts {
  /** The points that lie in the named set whatever is unknown. */
  sure(name: string): IntervalSet
  /** The points that may lie in it; undefined for every point there is. */
  possible(name: string): IntervalSet | undefined
  /** Whether to lie in all of these names is to lie in `name` as well. */
  implies(inside: readonly string[], name: string): boolean
  /** Whether a point can lie in all of the first names and in none of the second. */
  canBe(inside: readonly string[], outside: readonly string[]): boolean
  /** Whether the set surely has a point of IPv4. */
  some(name: string): boolean
  /** Points that the set surely lacks, and that count as possible all the same. */
  lacks(name: string): IntervalSet
}

/** Names of which nothing is known: values of expressions, conditions. */
export const freeNames: NameFacts = {
  sure: () => emptySet,
  possible: () => undefined,
  implies: (inside, name) => inside.includes(name),
  canBe: (inside, outside) => !inside.some(name => outside.includes(name)),
  some: () => false,
  lacks: () => emptySet,
}

/** Numbers the addresses that these terms need, and says what the facts mean in these numbers. */
export function addressNames(terms: readonly AddressTerm[], facts: AddressFacts): [AddressNumbering, NameFacts] {
  const known = knownNames(terms, facts)
  const apartKeys = [...known].filter(([, about]) => about?.apart).map(([key]) => key)
  const stated = [...known.values()].flatMap(about => statedBy(about).flat())
  const numbering = addressNumbering([...terms.filter(term => term.kind === "prefix"), ...stated], apartKeys)
  return [numbering, factsOn(numbering, known)]
}

/** What other facts mean in the numbers of a space for the same terms; undefined where they take other numbers. */
export function namesIn(
  numbering: AddressNumbering,
  terms: readonly AddressTerm[],
  facts: AddressFacts,
): NameFacts | undefined {
  const known = knownNames(terms, facts)
  const apartKeys = [...known].filter(([, about]) => about?.apart).map(([key]) => key)
  const isSame =
    apartKeys.length === numbering.apartKeys.length && apartKeys.every(key => numbering.apartKeys.includes(key))
  const isNumbered = [...known.values()].every(about => statedBy(about).every(numbering.holdsEnds))
  return isSame && isNumbered ? factsOn(numbering, known) : undefined
}

function statedBy(about: SetFacts | undefined): readonly (readonly AddressPrefix[])[] {
  return [about?.sure ?? [], about?.possible ?? [], about?.lacks ?? []]
}

type StatedFacts = ReadonlyMap<string, SetFacts | undefined>

/** Facts about the terms' names, and about those that these facts speak of. */
function knownNames(terms: readonly AddressTerm[], facts: AddressFacts): StatedFacts {
  const known = new Map<string, SetFacts | undefined>()
  const open = terms.filter(term => term.kind !== "any" && term.kind !== "prefix").map(term => term.key)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (known.has(key)) continue
    const about = facts.about(key)
    known.set(key, about)
    open.push(...(about?.inside ?? []), ...(about?.disjoint ?? []))
  }
  return known
}

function factsOn(numbering: AddressNumbering, known: StatedFacts): NameFacts {
  const upOf = remember((name): readonly string[] => [name, ...(known.get(name)?.inside ?? [])])
  const disjointFrom = remember(name => upOf(name).flatMap(above => known.get(above)?.disjoint ?? []))
  const implies = (inside: readonly string[], name: string) => inside.some(one => upOf(one).includes(name))

  const sure = remember(name =>
    [...known.keys()]
      .filter(key => upOf(key).includes(name))
      .map(key => stated(key, known, numbering))
      .reduce(union, emptySet),
  )
  const possible = remember(name => {
    const within = upOf(name)
      .map(above => bound(above, known, numbering))
      .reduce(intersect)
    return disjointFrom(name).map(sure).reduce(subtract, within)
  })

  return {
    sure,
    possible,
    implies,
    canBe: (inside, outside) =>
      !outside.some(name => implies(inside, name)) &&
      !inside.some(name => disjointFrom(name).some(other => implies(inside, other))),
    some: name => known.get(name)?.some === true,
    lacks: remember(name => numbering.prefixSet(known.get(name)?.lacks ?? [])),
  }
}

/** What the facts about the name itself put into it. */
function stated(name: string, known: StatedFacts, numbering: AddressNumbering): IntervalSet {
  const point = numbering.apartPoint(name)
  return point === undefined ? numbering.prefixSet(known.get(name)?.sure ?? []) : [point, point + 1]
}

/** What the facts about the name itself leave possible. An expression is taken to stand for addresses. */
function bound(name: string, known: StatedFacts, numbering: AddressNumbering): IntervalSet {
  const point = numbering.apartPoint(name)
  if (point !== undefined) return [point, point + 1]
  const prefixes = known.get(name)?.possible
  return prefixes ? numbering.prefixSet(prefixes) : numbering.addresses
}

function remember<T>(compute: (name: string) => T): (name: string) => T {
  const results = new Map<string, T>()
  return name => {
    const known = results.get(name)
    if (known !== undefined) return known
    const result = compute(name)
    results.set(name, result)
    return result
  }
}
