import type { AddressPrefix, AddressTerm } from "../../values/address.ts"
import type { AddressFacts, SetFacts } from "../address-facts.ts"
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
  readonly sets: readonly NamedSet[]
  /** Column of the first set; set `s` has the one `s` behind it. */
  readonly firstColumn: number
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
  /** What holds a point within the bound: its column. */
  readonly adds: Int32Array
  readonly column: number
  readonly prefixes: readonly AddressPrefix[]
}

export function readNamedSets(lists: TermLists, rules: number, facts: AddressFacts): NamedSets {
  const named = namedTerms(lists, facts)
  const bounded = boundedKeys(named)
  const firstBound = rules + named.length
  const apartColumn = firstBound + bounded.size
  const stride = wordsFor(apartColumn + 1)
  const bounds = [...bounded].map(([key, prefixes], b): Bound => {
    const adds = new Int32Array(stride)
    setBit(adds, 0, firstBound + b)
    return { key, prefixes, adds, column: firstBound + b }
  })
  const ownRows = named.map((set, index) => {
    const row = new Int32Array(stride)
    for (let k = lists.ruleStart[set.term]!; k < lists.ruleStart[set.term + 1]!; k++) setBit(row, 0, lists.rules[k]!)
    setBit(row, 0, rules + index)
    return row
  })
  const indexOfKey = new Map(named.map(({ key }, index) => [key, index]))
  const excludes = exclusions(named, rules, stride)
  const columns: Columns = { bounds, indexOfKey, ownRows, excludes, stride, firstColumn: rules, apartColumn }
  const sets = named.map((set, index) => readSet(set, index, columns))
  const ofTerm: (NamedSet | undefined)[] = new Array(lists.terms.length)
  for (const set of sets) ofTerm[set.term] = set
  return { stride, sets, firstColumn: rules, ofTerm, bounds, apartColumn }
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
  const isInList = ({ term }: NamedTerm) => lists.ruleStart[term] !== lists.ruleStart[term + 1]
  const inLists = named.filter(isInList)
  const keys = new Set(inLists.map(({ key }) => key))
  const around = new Set(inLists.flatMap(({ closure }) => [...closure.keys()]))
  const apartFrom = new Set(inLists.flatMap(disjointKeys))
  // What is sure of a set may say something about one that it lies inside of, or shares nothing with.
  const bearsOnOne = (set: NamedTerm) =>
    [...set.closure.keys()].some(key => keys.has(key) || apartFrom.has(key)) ||
    disjointKeys(set).some(key => around.has(key))
  return named.filter(set => isInList(set) || bearsOnOne(set))
}

/** Keys of sets that share nothing with this one, nor with any that lies inside of it or of them. */
function disjointKeys({ closure }: NamedTerm): string[] {
  return [...closure.values()].flatMap(({ disjoint }) => disjoint ?? [])
}

/** For each set the row of the columns of those that share nothing with it. */
function exclusions(named: readonly NamedTerm[], firstColumn: number, stride: number): Int32Array[] {
  const inside = new Map<string, number[]>()
  named.forEach(({ closure }, index) => {
    for (const key of closure.keys()) {
      const known = inside.get(key)
      if (known) known.push(index)
      else inside.set(key, [index])
    }
  })
  const rows = named.map(() => new Int32Array(stride))
  named.forEach((set, index) => {
    for (const other of disjointKeys(set).flatMap(key => inside.get(key) ?? [])) {
      setBit(rows[index]!, 0, firstColumn + other)
      setBit(rows[other]!, 0, firstColumn + index)
    }
  })
  return rows
}

function isNamed(term: AddressTerm): boolean {
  return term.kind !== "any" && term.kind !== "prefix"
}

/** The bound of each set, named or standing around a named one, that has one; exact and apart sets need none. */
function boundedKeys(named: readonly NamedTerm[]): Map<string, readonly AddressPrefix[]> {
  const bounded = new Map<string, readonly AddressPrefix[]>()
  for (const set of named) {
    if (set.facts.apart || isExact(set.facts)) continue
    for (const [key, { possible }] of set.closure) if (possible) bounded.set(key, possible)
  }
  return bounded
}

interface Columns {
  readonly bounds: readonly Bound[]
  readonly indexOfKey: ReadonlyMap<string, number>
  /** The rules that name each set, and its column. */
  readonly ownRows: readonly Int32Array[]
  readonly excludes: readonly Int32Array[]
  readonly stride: number
  readonly firstColumn: number
  readonly apartColumn: number
}

function readSet(set: NamedTerm, index: number, columns: Columns): NamedSet {
  const { stride, ownRows, bounds } = columns
  const adds = new Int32Array(stride)
  const excludes = columns.excludes[index]!
  const apart = set.facts.apart === true
  for (const key of set.closure.keys()) {
    const own = ownRows[columns.indexOfKey.get(key) ?? -1]
    if (own) for (let w = 0; w < stride; w++) adds[w]! |= own[w]!
  }
  if (!apart) setBit(excludes, 0, columns.apartColumn)
  const exact = isExact(set.facts)
  const own = bounds.flatMap((bound, b) => (set.closure.has(bound.key) && !exact && !apart ? [b] : []))
  // An exact set and one apart are never chosen to hold a point: they hold their own points and no other.
  const within = exact || apart ? [columns.firstColumn + index] : own.map(b => bounds[b]!.column)
  const sure = apart ? [] : (set.facts.sure ?? [])
  return { index, term: set.term, key: set.key, adds, excludes, within, apart, sure, exact, bounds: own }
}

/** Nothing is open about the members: `possible` and `sure` are the same prefixes. */
function isExact({ possible, sure }: SetFacts): boolean {
  if (possible === undefined || sure === undefined) return false
  if (possible === sure) return true
  if (possible.length !== sure.length) return false
  const keys = new Set(sure.map(prefix => prefix.key))
  return possible.every(prefix => keys.has(prefix.key))
}
