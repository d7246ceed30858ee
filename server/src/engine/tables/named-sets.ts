import type { AddressPrefix, AddressTerm } from "../../values/address.ts"
import { appendTo } from "../../values/grouped.ts"
import type { AddressFacts, SetFacts } from "../address-facts.ts"
import type { SecurityRule } from "../security-rule.ts"
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

/** What the facts say of a set that a rule names on either side. */
export interface NamedTerm {
  readonly term: AddressTerm
  readonly facts: SetFacts
  /** The set itself and those it lies inside of, with what is known of them. */
  readonly closure: ReadonlyMap<string, SetFacts>
  /** Keys of sets that share nothing with this one, nor with any that lies inside of it or of them. */
  readonly disjoint: readonly string[]
}

/** The named sets of all rules by their keys: what is sure of a set holds on both sides, whichever names it. */
export function namedTerms(rules: readonly SecurityRule[], facts: AddressFacts): Map<string, NamedTerm> {
  const named = new Map<string, NamedTerm>()
  const addAll = (terms: readonly AddressTerm[]) => {
    for (const term of terms) {
      if (term.kind === "any" || term.kind === "prefix" || named.has(term.key)) continue
      named.set(term.key, namedTerm(term, facts))
    }
  }
  for (const { source, destination } of rules) {
    addAll(source)
    addAll(destination)
  }
  return named
}

function namedTerm(term: AddressTerm, facts: AddressFacts): NamedTerm {
  const own = facts.about(term.key) ?? nothingKnown
  const closure = new Map([[term.key, own]])
  for (const key of own.inside ?? []) closure.set(key, facts.about(key) ?? nothingKnown)
  const disjoint: string[] = []
  for (const set of closure.values()) for (const key of set.disjoint ?? []) disjoint.push(key)
  return { term, facts: own, closure, disjoint }
}

const nothingKnown: SetFacts = {}

/** The named sets are to be the first of the lists' terms. */
export function readNamedSets(lists: TermLists, all: readonly NamedTerm[], rules: number): NamedSets {
  const isInList = (_: NamedTerm, term: number) => lists.ruleStart[term] !== lists.ruleStart[term + 1]
  const inLists = all.filter(isInList)
  const isRelevant = inLists.length === all.length ? () => true : withBearingOn(inLists)
  const terms = [...all.keys()].filter(term => isRelevant(all[term]!))
  const named = terms.map(term => all[term]!)
  const bounded = boundedKeys(named)
  const firstBound = rules + named.length
  const apartColumn = firstBound + bounded.size
  const stride = wordsFor(apartColumn + 1)
  const bounds: Bound[] = []
  for (const [key, prefixes] of bounded) {
    const adds = new Int32Array(stride)
    const column = firstBound + bounds.length
    setBit(adds, 0, column)
    bounds.push({ key, prefixes, adds, column })
  }
  const ownRows = terms.map((term, index) => {
    const row = new Int32Array(stride)
    for (let k = lists.ruleStart[term]!; k < lists.ruleStart[term + 1]!; k++) setBit(row, 0, lists.rules[k]!)
    setBit(row, 0, rules + index)
    return row
  })
  const indexOfKey = new Map(named.map(({ term }, index) => [term.key, index]))
  const excludes = exclusions(named, rules, stride)
  const columns: Columns = { bounds, indexOfKey, ownRows, excludes, stride, firstColumn: rules, apartColumn }
  const sets = named.map((set, index) => readSet(set, terms[index]!, index, columns))
  const ofTerm: (NamedSet | undefined)[] = all.map(() => undefined)
  for (const set of sets) ofTerm[set.term] = set
  return { stride, sets, firstColumn: rules, ofTerm, bounds, apartColumn }
}

/** Whether the set is one of these, or what is sure of it says something about one: it lies inside of it, or shares nothing. */
function withBearingOn(sets: readonly NamedTerm[]): (set: NamedTerm) => boolean {
  const keys = new Set(sets.map(({ term }) => term.key))
  const around = new Set(sets.flatMap(({ closure }) => [...closure.keys()]))
  const apartFrom = new Set(sets.flatMap(({ disjoint }) => disjoint))
  return ({ closure, disjoint }) =>
    [...closure.keys()].some(key => keys.has(key) || apartFrom.has(key)) || disjoint.some(key => around.has(key))
}

/** For each set the row of the columns of those that share nothing with it. */
function exclusions(named: readonly NamedTerm[], firstColumn: number, stride: number): Int32Array[] {
  const inside = new Map<string, number[]>()
  named.forEach(({ closure }, index) => {
    for (const key of closure.keys()) {
      appendTo(inside, key, index)
    }
  })
  const rows = named.map(() => new Int32Array(stride))
  named.forEach((set, index) => {
    for (const key of set.disjoint) {
      for (const other of inside.get(key) ?? []) {
        setBit(rows[index]!, 0, firstColumn + other)
        setBit(rows[other]!, 0, firstColumn + index)
      }
    }
  })
  return rows
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

function readSet(set: NamedTerm, term: number, index: number, columns: Columns): NamedSet {
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
  const own: number[] = []
  if (!exact && !apart) for (let b = 0; b < bounds.length; b++) if (set.closure.has(bounds[b]!.key)) own.push(b)
  // An exact set and one apart are never chosen to hold a point: they hold their own points and no other.
  const within = exact || apart ? [columns.firstColumn + index] : own.map(b => bounds[b]!.column)
  const sure = apart ? [] : (set.facts.sure ?? [])
  return { index, term, adds, excludes, within, apart, sure, exact, bounds: own }
}

/** Nothing is open about the members: `possible` and `sure` are the same prefixes. */
function isExact({ possible, sure }: SetFacts): boolean {
  if (possible === undefined || sure === undefined) return false
  if (possible === sure) return true
  if (possible.length !== sure.length) return false
  const keys = new Set(sure.map(prefix => prefix.key))
  return possible.every(prefix => keys.has(prefix.key))
}
