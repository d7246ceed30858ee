import { type Axis, andRows, intersectByRows } from "./axis.ts"
import { hasBit, setBit } from "./bit-row.ts"
import { ClassList } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"
import type { NamedSet, NamedSets } from "./named-sets.ts"
import { orderPrefixes } from "./prefix-order.ts"
import { overlapsBelow } from "./prefix-overlap.ts"
import { buildPrefixTree, forOutermostInhabited, type PrefixTree } from "./prefix-tree.ts"
import { SetRelations } from "./set-relations.ts"
import type { TermLists } from "./term-lists.ts"

/** Source or destination in one family. */
export interface AddressAxis extends Axis {
  readonly lists: TermLists
  readonly names: NamedSets
  readonly tree: PrefixTree
}

export interface AddressSide {
  readonly lists: TermLists
  readonly names: NamedSets
}

/**
 * A prefix has one least class, that of its addresses which no longer prefix holds. Where longer prefixes fill it up, it has
 * those of each outermost one that is not filled up in turn. Everything else in the prefix is in more rules.
 * The least classes of a name that may hold any address are those of addresses in as few rules as possible, with the name
 * chosen to hold them.
 *
 * Time and space: a row for each distinct prefix and each named set in each surrounding it occurs in, and two for each
 * distinct list, each of one bit a rule.
 */
export function addressAxis(side: AddressSide, family: 4 | 6, words: number, zeroIsAny = false): AddressAxis {
  const { lists, names } = side
  const order = orderPrefixes(lists, names, family, zeroIsAny)
  const table = new ClassTable(
    names.stride,
    order.count < 4 * lists.terms.length ? order.count + 8 : lists.terms.length,
  )
  const tree = buildPrefixTree(order, lists, names, table)
  const below = overlapsBelow(tree, table)
  const least = new ClassList(2 * table.count)
  const row = new Int32Array(names.stride)
  return assemble({ lists, names, words, table, tree, below, least, row })
}

interface Builder extends AddressSide {
  readonly words: number
  readonly table: ClassTable
  readonly tree: PrefixTree
  /** Adds what shares an address with the node, rules and columns. */
  readonly below: (node: number, into: Int32Array) => void
  /** Scratch space, used for one name or list after the other. */
  readonly least: ClassList
  readonly row: Int32Array
}

/** What the named sets come to on this axis, worked out once for all lists they stand in. */
interface NamesOnAxis {
  /** Least classes, by the index of the set. */
  readonly classes: readonly Int32Array[]
  readonly free: FreeNames
  /** The rules that may share an address with the set. */
  overlapOf(name: NamedSet): Int32Array
}

function readNames(builder: Builder): NamesOnAxis {
  const { names } = builder
  const classes = names.sets.map(name => leastClassesOfName(builder, name))
  const free = freeNames(names, classes)
  const known: Int32Array[] = []
  return {
    classes,
    free,
    overlapOf(name) {
      known[name.index] ??= overlapOfName(builder, name, free)
      return known[name.index]!
    },
  }
}

function overlapOfName(builder: Builder, name: NamedSet, free: FreeNames): Int32Array {
  const row = new Int32Array(builder.names.stride)
  if (name.apart) orRow(row, name.adds)
  else if (name.exact) {
    overlapOfLabel(builder, name.term, row)
    overlapOfFree(free, row)
  } else overlapOfChosen(builder, name, free, row)
  return row
}

/** Names that may hold addresses beyond what they surely hold. */
interface FreeNames {
  readonly all: readonly NamedSet[]
  readonly bounded: readonly NamedSet[]
  /** What holds an address if every name without a bound does. */
  readonly anywhere: Int32Array
  /** What holds an address if every name does. */
  readonly everything: Int32Array
  /** Their columns. */
  readonly columns: Int32Array
}

function freeNames({ sets, stride, firstColumn }: NamedSets, classes: readonly Int32Array[]): FreeNames {
  const all = sets.filter(name => !name.apart && !name.exact && classes[name.index]!.length > 0)
  const bounded = all.filter(name => name.within.length > 0)
  const anywhere = new Int32Array(stride)
  const everything = new Int32Array(stride)
  const columns = new Int32Array(stride)
  for (const name of all) {
    if (name.within.length === 0) orRow(anywhere, name.adds)
    orRow(everything, name.adds)
    setBit(columns, 0, firstColumn + name.index)
  }
  return { all, bounded, anywhere, everything, columns }
}

function leastClassesOfName(builder: Builder, name: NamedSet): Int32Array {
  const { lists, table, tree, least } = builder
  least.clear()
  if (name.apart) least.add(apartClass(builder, name))
  else if (!name.exact) {
    // Where the name may hold an address that it does not surely hold: anywhere, or within each of its bounds.
    if (name.bounds.length === 0) forOutermostInhabited(tree, 0, node => least.add(tree.classOf[node]!))
    for (const bound of name.bounds) addLabel(builder, lists.terms.length + bound, least)
    const places = least.items.slice(0, least.length)
    least.clear()
    for (const place of places) {
      const joined = table.join(place, name)
      if (joined !== -1) least.add(joined)
    }
  }
  if (!name.apart) addLabel(builder, name.term, least)
  return least.items.slice(0, least.length)
}

function addLabel({ tree }: Builder, label: number, into: ClassList): void {
  for (let k = tree.labelStart[label]!; k < tree.labelStart[label + 1]!; k++) {
    const node = tree.nodesOfLabel[k]!
    if (tree.inhabited[node]) into.add(tree.classOf[node]!)
    else forOutermostInhabited(tree, node, inner => into.add(tree.classOf[inner]!))
  }
}

/** A point that only this name holds: no address, no `*`, and no other name. */
function apartClass({ table, names }: Builder, name: NamedSet): number {
  const cls = table.add()
  table.rows.set(name.adds, cls * table.stride)
  setBit(table.rows, cls * table.stride, names.apartColumn)
  return cls
}

/** Adds the rules with a prefix around, in or at one of the label's. */
function overlapOfLabel({ tree, below }: Builder, label: number, into: Int32Array): void {
  for (let k = tree.labelStart[label]!; k < tree.labelStart[label + 1]!; k++) below(tree.nodesOfLabel[k]!, into)
}

/** Adds the rules with a name that may hold something where the others have their addresses. */
function overlapOfFree(free: FreeNames, into: Int32Array): void {
  orRow(into, free.anywhere)
  for (const { within, adds } of free.bounded) if (within.every(column => hasBit(into, 0, column))) orRow(into, adds)
}

/** Rules with anything that lies within the name's bounds, but for names that surely share nothing with it. */
function overlapOfChosen(builder: Builder, name: NamedSet, free: FreeNames, into: Int32Array): void {
  const { lists, names, below } = builder
  const [bound] = name.bounds
  if (bound === undefined) below(0, into)
  else overlapOfLabel(builder, lists.terms.length + bound, into)
  let excluded = 0
  for (let w = 0; w < into.length; w++) excluded |= name.excludes[w]! & free.columns[w]!
  if (excluded === 0) {
    orRow(into, free.everything)
    return
  }
  for (const other of free.all) if (!hasBit(name.excludes, 0, names.firstColumn + other.index)) orRow(into, other.adds)
}

function orRow(into: Int32Array, row: Int32Array): void {
  for (let w = 0; w < into.length; w++) into[w]! |= row[w]!
}

/** From terms to the lists that hold a point of the family: unions of classes and overlaps; `within` holds all classes. */
function assemble(builder: Builder): AddressAxis {
  const { lists, names, words, table, tree, least } = builder
  const onAxis = readNames(builder)
  least.clear()
  const setOfList = new Int32Array(lists.lists.length)
  const listOfSet: number[] = []
  const classStart = new Int32Array(lists.lists.length + 1)
  for (let l = 0; l < lists.lists.length; l++) {
    least.startRound()
    const start = least.length
    for (const term of lists.lists[l]!) {
      const name = names.ofTerm[term]
      if (name) least.addAll(onAxis.classes[name.index]!)
      else addLabel(builder, term, least)
    }
    setOfList[l] = least.length === start ? -1 : listOfSet.push(l) - 1
    classStart[listOfSet.length] = least.length
  }
  const setOfRule = new Int32Array(lists.listOfRule.length)
  for (let rule = 0; rule < setOfRule.length; rule++) setOfRule[rule] = setOfList[lists.listOfRule[rule]!]!
  const classes = least.items.slice(0, least.length)
  const namesOfSet = listOfSet.map(l => namesIn(lists.lists[l]!, names))
  const axis: AddressAxis = {
    lists,
    names,
    tree,
    table,
    setOfRule,
    relations: new SetRelations(listOfSet.length, words, (set, { overlap, within }, at) => {
      const row = overlapOfList(builder, onAxis, lists.lists[listOfSet[set]!]!)
      for (let w = 0; w < words; w++) overlap[at + w] = row[w]!
      andRows(table, classes, classStart[set]!, classStart[set + 1]!, words, within, at)
    }),
    classStart,
    classes,
    namesOf: set => namesOfSet[set]!,
    intersect(set, rule, otherSet, otherRule, into) {
      intersectByRows(axis, set, otherSet, otherRule, into)
      if (set !== otherSet) intersectByRows(axis, otherSet, set, rule, into)
    },
  }
  return axis
}

const noNames: readonly FreeName[] = []

function namesIn(list: readonly number[], { ofTerm }: NamedSets): readonly FreeName[] {
  let found: FreeName[] | undefined
  for (const term of list) {
    const name = ofTerm[term]
    if (!name) continue
    found ??= []
    found.push(name)
  }
  return found ?? noNames
}

function overlapOfList(builder: Builder, onAxis: NamesOnAxis, list: readonly number[]): Int32Array {
  const { names, row } = builder
  row.fill(0)
  let hasPrefix = false
  for (const term of list) {
    if (names.ofTerm[term]) continue
    hasPrefix = true
    overlapOfLabel(builder, term, row)
  }
  if (hasPrefix) overlapOfFree(onAxis.free, row)
  for (const term of list) {
    const name = names.ofTerm[term]
    if (name) orRow(row, onAxis.overlapOf(name))
  }
  return row
}
