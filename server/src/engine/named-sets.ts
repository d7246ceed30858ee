import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import type { AddressFacts, SetFacts } from "./address-facts.ts"
import { setBit, wordsFor } from "./bit-row.ts"
import type { FreeName } from "./class-table.ts"
import type { TermLists } from "./term-lists.ts"

/**
 * Service tags, application security groups and unknown expressions of one side: sets of addresses of which only the
 * relations in AddressFacts are known.
 *
 * A rule is monotone in every such set: a larger set never makes it match less. So to find out whether a packet can reach a
 * rule it is enough to look at the least models: an address lies in the sets that surely hold it, and, for each set the
 * rule needs and that may hold it, in that one and in those it lies inside of, and in no other.
 *
 * Everything that a model must obey is a column beyond the rules in the rows of the axis:
 * one for each set that is named ("holds this point"), one for each bound ("the point is within the prefixes outside of
 * which set X has no address"), and one for the points apart that no address and no `*` reaches.
 */
export interface NamedSets {
  /** Words of a row with all columns. */
  readonly stride: number
  /**
   * What holds a point of each term's prefixes, a row a term, and after these a row a bound: the rules and columns of the
   * term, for a named set also those of the sets it lies inside of.
   */
  readonly labelRows: Int32Array
  readonly sets: readonly NamedSet[]
  /** Term → its named set; undefined for `*` and prefixes. */
  readonly ofTerm: readonly (NamedSet | undefined)[]
  readonly bounds: readonly Bound[]
  readonly apartColumn: number
}

export interface NamedSet extends FreeName {
  readonly key: string
  readonly apart: boolean
  /** Surely all of these, and, when `exact`, nothing else. */
  readonly sure: readonly AddressPrefix[]
  readonly exact: boolean
  /** Places in `NamedSets.bounds`; none for a set that may hold any address. */
  readonly bounds: readonly number[]
}

/** Prefixes outside of which a set has no address. */
export interface Bound {
  readonly key: string
  readonly column: number
  readonly prefixes: readonly AddressPrefix[]
}

export function readNamedSets(lists: TermLists, rules: number, facts: AddressFacts): NamedSets {
  const named = namedTerms(lists, facts)
  const bounds = boundsOf(named, rules + named.length)
  const apartColumn = rules + named.length + bounds.length
  const stride = wordsFor(apartColumn + 1)
  const labelRows = rowsOfTerms(lists, bounds.length, stride)
  named.forEach((set, index) => {
    setBit(labelRows, set.term * stride, rules + index)
  })
  bounds.forEach((bound, b) => {
    setBit(labelRows, (lists.terms.length + b) * stride, bound.column)
  })

  const sets = named.map((set, index) =>
    readSet(set, index, { named, bounds, labelRows, stride, firstColumn: rules, apartColumn }),
  )
  for (const set of sets) labelRows.set(set.adds, set.term * stride)
  const ofTerm: (NamedSet | undefined)[] = lists.terms.map(() => undefined)
  for (const set of sets) ofTerm[set.term] = set
  return { stride, labelRows, sets, ofTerm, bounds, apartColumn }
}

interface NamedTerm {
  readonly term: number
  readonly key: string
  readonly facts: SetFacts
  /** The set itself and those it lies inside of, with what is known of them. */
  readonly closure: ReadonlyMap<string, SetFacts>
}

const nothingKnown: SetFacts = {}

function namedTerms(lists: TermLists, facts: AddressFacts): NamedTerm[] {
  const named: NamedTerm[] = []
  lists.terms.forEach((term, index) => {
    if (!isNamed(term)) return
    const own = facts.about(term.key) ?? nothingKnown
    const closure = new Map([[term.key, own]])
    for (const key of own.inside ?? []) closure.set(key, facts.about(key) ?? nothingKnown)
    named.push({ term: index, key: term.key, facts: own, closure })
  })
  return named
}

function isNamed(term: AddressTerm): boolean {
  return term.kind !== "any" && term.kind !== "prefix"
}

/** One bound for each set, named or standing around a named one, that has one; exact and apart sets need none. */
function boundsOf(named: readonly NamedTerm[], firstColumn: number): Bound[] {
  const bounds = new Map<string, Bound>()
  for (const set of named) {
    if (set.facts.apart || isExact(set.facts)) continue
    for (const [key, { possible }] of set.closure) {
      if (possible && !bounds.has(key)) bounds.set(key, { key, column: firstColumn + bounds.size, prefixes: possible })
    }
  }
  return [...bounds.values()]
}

function rowsOfTerms(lists: TermLists, further: number, stride: number): Int32Array {
  const rows = new Int32Array((lists.terms.length + further) * stride)
  lists.listOfRule.forEach((list, rule) => {
    for (const term of lists.lists[list]!) setBit(rows, term * stride, rule)
  })
  return rows
}

interface Columns {
  readonly named: readonly NamedTerm[]
  readonly bounds: readonly Bound[]
  readonly labelRows: Int32Array
  readonly stride: number
  readonly firstColumn: number
  readonly apartColumn: number
}

function readSet(set: NamedTerm, index: number, columns: Columns): NamedSet {
  const { stride, labelRows, named, bounds } = columns
  const adds = new Int32Array(stride)
  const excludes = new Int32Array(stride)
  const apart = set.facts.apart === true
  named.forEach((other, o) => {
    if (set.closure.has(other.key)) {
      for (let w = 0; w < stride; w++) adds[w]! |= labelRows[other.term * stride + w]!
    }
    if (excludeEachOther(set, other)) setBit(excludes, 0, columns.firstColumn + o)
  })
  if (!apart) setBit(excludes, 0, columns.apartColumn)
  const exact = isExact(set.facts)
  const own = bounds.flatMap((bound, b) => (set.closure.has(bound.key) && !exact && !apart ? [b] : []))
  // An exact set and one apart are never chosen to hold a point: they hold their own points and no other.
  const within = exact || apart ? [columns.firstColumn + index] : own.map(b => bounds[b]!.column)
  const sure = apart ? [] : (set.facts.sure ?? [])
  return { index, term: set.term, key: set.key, adds, excludes, within, apart, sure, exact, bounds: own }
}

function excludeEachOther(a: NamedTerm, b: NamedTerm): boolean {
  for (const { disjoint } of a.closure.values()) {
    if (disjoint?.some(key => b.closure.has(key))) return true
  }
  for (const { disjoint } of b.closure.values()) {
    if (disjoint?.some(key => a.closure.has(key))) return true
  }
  return false
}

/** Nothing is open about the members: `possible` and `sure` are the same prefixes. */
function isExact({ possible, sure }: SetFacts): boolean {
  if (possible === undefined || sure === undefined) return false
  if (possible === sure) return true
  if (possible.length !== sure.length) return false
  const keys = new Set(sure.map(prefix => prefix.key))
  return possible.every(prefix => keys.has(prefix.key))
}
