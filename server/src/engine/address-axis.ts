import { type Axis, andRows, meetByRows } from "./axis.ts"
import { ClassList } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"
import type { NamedSet, NamedSets } from "./named-sets.ts"
import { orderPrefixes } from "./prefix-order.ts"
import { overlapsBelow } from "./prefix-overlap.ts"
import { buildPrefixTree, forOutermostInhabited, type PrefixTree } from "./prefix-tree.ts"
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
  readonly rules: number
}

/**
 * Least classes of a prefix: of the address nearest to its root that no longer prefix holds, or, where longer ones fill it
 * up, of each outermost one that is not filled up in turn. Everything else in the prefix is in more rules.
 * Of a name that may hold any address: of an address in as few rules as possible, with the name chosen to hold it.
 *
 * Time and space: rows for the distinct (class, label) pairs, which is about one a distinct term, of one bit a rule; then one
 * pass over the least classes of each list.
 */
export function addressAxis(side: AddressSide, family: 4 | 6, words: number, zeroIsAny = false): AddressAxis {
  const { lists, names } = side
  const order = orderPrefixes(lists, names, family, zeroIsAny)
  const table = new ClassTable(names.stride, lists.terms.length + names.sets.length + 8)
  const tree = buildPrefixTree(order, names.labelRows, table)
  const builder: Builder = {
    ...side,
    words,
    table,
    tree,
    entriesOfLabel: groupByLabel(order.label, lists.terms.length + names.bounds.length),
    least: new ClassList(),
  }
  const classesOfTerm = lists.terms.map((_, term) => leastClassesOfTerm(builder, term))
  const overlapOfTerm = overlapRows(builder, classesOfTerm)
  return assemble(builder, classesOfTerm, overlapOfTerm)
}

interface Builder extends AddressSide {
  readonly words: number
  readonly table: ClassTable
  readonly tree: PrefixTree
  readonly entriesOfLabel: Grouped
  readonly least: ClassList
}

/** Entry numbers by label: `items[start[label]]` up to `start[label + 1]`. */
interface Grouped {
  readonly start: Int32Array
  readonly items: Int32Array
}

function groupByLabel(labels: Int32Array, count: number): Grouped {
  const start = new Int32Array(count + 2)
  for (const label of labels) start[label + 2]!++
  for (let k = 0; k < count; k++) start[k + 2]! += start[k + 1]!
  const items = new Int32Array(labels.length)
  for (let e = 0; e < labels.length; e++) items[start[labels[e]! + 1]!++] = e
  return { start, items }
}

function leastClassesOfTerm(builder: Builder, term: number): Int32Array {
  const { least, names, table } = builder
  least.clear()
  const name = names.ofTerm[term]
  if (name?.apart) least.add(apartClass(builder, name))
  else {
    addLabel(builder, term)
    if (name && !name.exact) addChosen(builder, name, table)
  }
  return least.items.slice(0, least.length)
}

function addLabel({ entriesOfLabel, tree, least }: Builder, label: number): void {
  for (let k = entriesOfLabel.start[label]!; k < entriesOfLabel.start[label + 1]!; k++) {
    const node = tree.nodeOfEntry[entriesOfLabel.items[k]!]!
    if (tree.inhabited[node]) least.add(tree.classOf[node]!)
    else forOutermostInhabited(tree, node, inner => least.add(tree.classOf[inner]!))
  }
}

/** Where the name may hold an address that it does not surely hold: anywhere, or within each of its bounds. */
function addChosen(builder: Builder, name: NamedSet, table: ClassTable): void {
  const places = new ClassList()
  const within: Builder = { ...builder, least: places }
  if (name.bounds.length === 0) {
    forOutermostInhabited(builder.tree, 0, node => places.add(builder.tree.classOf[node]!))
  }
  for (const bound of name.bounds) addLabel(within, builder.lists.terms.length + bound)
  for (let k = 0; k < places.length; k++) {
    const joined = table.join(places.items[k]!, name)
    if (joined >= 0) builder.least.add(joined)
  }
}

/** A point that only this name holds: no address, no `*`, and no other name. */
function apartClass({ table, names }: Builder, name: NamedSet): number {
  const cls = table.add()
  table.rows.set(name.adds, cls * table.stride)
  table.rows[cls * table.stride + (names.apartColumn >> 5)]! |= 1 << (names.apartColumn & 31)
  return cls
}

/** Term → rules that may share a point with it. */
function overlapRows(builder: Builder, classesOfTerm: readonly Int32Array[]): Int32Array {
  const { lists, names, words, tree, table, entriesOfLabel } = builder
  const rows = new Int32Array(lists.terms.length * words)
  const { stride, labelRows } = names
  const below = overlapsBelow(tree, table, words)
  const chosen = new Int32Array(words)
  const anything = new Int32Array(words)
  const orLabel = (into: Int32Array, at: number, term: number) => {
    for (let w = 0; w < words; w++) into[at + w]! |= labelRows[term * stride + w]!
  }
  lists.terms.forEach((_, term) => {
    const name = names.ofTerm[term]
    if (name?.apart || classesOfTerm[term]!.length === 0) return
    orLabel(anything, 0, term)
    if (name && !name.exact) orLabel(chosen, 0, term)
  })
  lists.terms.forEach((_, term) => {
    const name = names.ofTerm[term]
    const at = term * words
    if (classesOfTerm[term]!.length === 0) return
    if (name?.apart) orLabel(rows, at, term)
    else if (name && !name.exact) overlapOfChosen(builder, name, anything, rows, at)
    else {
      rows.set(chosen, at)
      for (let k = entriesOfLabel.start[term]!; k < entriesOfLabel.start[term + 1]!; k++) {
        below(tree.nodeOfEntry[entriesOfLabel.items[k]!]!, rows, at)
      }
    }
  })
  return rows
}

/** Everything but the names that surely share nothing with this one. */
function overlapOfChosen(builder: Builder, name: NamedSet, anything: Int32Array, rows: Int32Array, at: number): void {
  const { names, lists, words, rules } = builder
  const disjoint = names.sets.filter(
    other => (name.excludes[(rules + other.index) >> 5]! >>> ((rules + other.index) & 31)) & 1,
  )
  if (disjoint.length === 0) {
    rows.set(anything, at)
    return
  }
  lists.terms.forEach((_, term) => {
    const other = names.ofTerm[term]
    if (other?.apart || (other && disjoint.includes(other))) return
    for (let w = 0; w < words; w++) rows[at + w]! |= names.labelRows[term * names.stride + w]!
  })
}

/** From terms to lists: unions of classes and overlaps; `within` is what holds all of the classes. */
function assemble(builder: Builder, classesOfTerm: readonly Int32Array[], overlapOfTerm: Int32Array): AddressAxis {
  const { lists, names, words, table, tree, least } = builder
  const count = lists.lists.length
  const overlap = new Int32Array(count * words)
  const within = new Int32Array(count * words)
  const classStart = new Int32Array(count + 1)
  const namesOfList: (readonly FreeName[])[] = []
  const setOfList = new Int32Array(count)
  least.clear()
  for (let set = 0; set < count; set++) {
    least.startRound()
    const start = least.length
    const at = set * words
    for (const term of lists.lists[set]!) {
      for (const cls of classesOfTerm[term]!) least.add(cls)
      for (let w = 0; w < words; w++) overlap[at + w]! |= overlapOfTerm[term * words + w]!
    }
    classStart[set + 1] = least.length
    setOfList[set] = least.length === start ? -1 : set
    andRows(table, least.items.subarray(start, least.length), words, within, at)
    namesOfList.push(lists.lists[set]!.flatMap(term => names.ofTerm[term] ?? []))
  }
  const axis: AddressAxis = {
    lists,
    names,
    tree,
    table,
    words,
    setOfRule: lists.listOfRule.map(list => setOfList[list]!),
    overlap,
    within,
    classStart,
    classes: least.items.slice(0, least.length),
    namesOf: set => namesOfList[set]!,
    meet(set, rule, otherSet, otherRule, into) {
      meetByRows(axis, set, otherSet, otherRule, into)
      if (set !== otherSet) meetByRows(axis, otherSet, set, rule, into)
    },
  }
  return axis
}
