import { countUpTo } from "../../values/sorted.ts"
import { setBit } from "./bit-row.ts"
import { type ClassTable, mostNumbered } from "./class-table.ts"
import type { NamedSets } from "./named-sets.ts"
import type { PrefixOrder } from "./prefix-order.ts"
import type { TermLists } from "./term-lists.ts"

/**
 * The prefixes of one side and family as a tree, each node with its class. Node 0 is the whole family; nodes are in
 * pre-order, so the descendants of `v` are `v + 1` up to `subtreeEnd[v]`.
 */
export interface PrefixTree {
  readonly family: 4 | 6
  /** IPv6 end points by position; empty for IPv4. */
  readonly points: readonly bigint[]
  readonly nodes: number
  readonly first: Float64Array
  readonly end: Float64Array
  readonly parent: Int32Array
  readonly subtreeEnd: Int32Array
  readonly classOf: Int32Array
  /** 1 where some address of the node is in none of its children: only there does the node's own class have a point. */
  readonly inhabited: Uint8Array
  /** A label's nodes: `nodesOfLabel[start[label]]` up to `start[label + 1]`; a prefix a rule writes has one or none. */
  readonly labelStart: Int32Array
  readonly nodesOfLabel: Int32Array
}

/**
 * Builds the tree in one pass over the sorted prefixes with a stack. A child's class is its parent's with what the prefix
 * adds. For a named set or a bound it is found again by this pair, so tags of 5,000 prefixes share a few rows; a prefix that
 * a rule writes occurs once.
 */
export function buildPrefixTree(order: PrefixOrder, lists: TermLists, names: NamedSets, table: ClassTable): PrefixTree {
  const size = order.count + 1
  const first = new Float64Array(size)
  const end = new Float64Array(size)
  const parent = new Int32Array(size)
  const subtreeEnd = new Int32Array(size)
  const classOf = new Int32Array(size)
  const nodeOfEntry = new Int32Array(order.count)
  const taken = new Float64Array(size)
  const labelled = labelledClasses(lists, names, table)

  end[0] = order.spaceEnd
  classOf[0] = table.add()
  let nodes = 1
  let top = 0
  for (let e = 0; e < order.count; e++) {
    const from = order.first[e]!
    const to = order.end[e]!
    while (end[top]! <= from) {
      subtreeEnd[top] = nodes
      top = parent[top]!
    }
    const cls = labelled(classOf[top]!, order.label[e]!)
    if (first[top] === from && end[top] === to) {
      classOf[top] = cls
    } else {
      const node = nodes++
      first[node] = from
      end[node] = to
      parent[node] = top
      classOf[node] = cls
      taken[top]! += to - from
      top = node
    }
    nodeOfEntry[e] = top
  }
  for (; top !== 0; top = parent[top]!) subtreeEnd[top] = nodes
  subtreeEnd[0] = nodes

  const inhabited = new Uint8Array(nodes)
  for (let v = 0; v < nodes; v++) inhabited[v] = taken[v]! < end[v]! - first[v]! ? 1 : 0
  const { family, points } = order
  const labels = nodesByLabel(order.label, nodeOfEntry, lists.terms.length + names.bounds.length)
  return { family, points, nodes, first, end, parent, subtreeEnd, classOf, inhabited, ...labels }
}

function nodesByLabel(label: Int32Array, nodeOfEntry: Int32Array, labels: number) {
  const labelStart = new Int32Array(labels + 2)
  const nodesOfLabel = new Int32Array(label.length)
  for (let e = 0; e < label.length; e++) labelStart[label[e]! + 2]!++
  for (let k = 0; k < labels; k++) labelStart[k + 2]! += labelStart[k + 1]!
  for (let e = 0; e < label.length; e++) nodesOfLabel[labelStart[label[e]! + 1]!++] = nodeOfEntry[e]!
  return { labelStart, nodesOfLabel }
}

/** Finds the class of a class's points within one more prefix, which is the same one where the prefix adds nothing. */
function labelledClasses(
  lists: TermLists,
  names: NamedSets,
  table: ClassTable,
): (cls: number, label: number) => number {
  const known = new Map<number, number>()
  const rules = new Int32Array(table.stride)
  return (cls, label) => {
    const set = label < lists.terms.length ? names.ofTerm[label] : names.bounds[label - lists.terms.length]
    if (set === undefined) {
      rules.fill(0)
      for (let k = lists.ruleStart[label]!; k < lists.ruleStart[label + 1]!; k++) setBit(rules, 0, lists.rules[k]!)
      return table.withRow(cls, rules)
    }
    const key = cls * mostNumbered + label
    const found = known.get(key)
    if (found !== undefined) return found
    const result = table.withRow(cls, set.adds)
    known.set(key, result)
    return result
  }
}

/** The innermost node that holds a position. */
export function nodeAt(tree: PrefixTree, position: number): number {
  let node = countUpTo(tree.first, position, tree.nodes) - 1
  while (tree.end[node]! <= position) node = tree.parent[node]!
  return node
}

/** Calls back with each outermost inhabited node in the subtree of `v`, `v` itself if it is one. */
export function forOutermostInhabited(tree: PrefixTree, v: number, visit: (node: number) => void): void {
  const end = tree.subtreeEnd[v]!
  for (let u = v; u < end; ) {
    if (tree.inhabited[u]) {
      visit(u)
      u = tree.subtreeEnd[u]!
    } else u++
  }
}

/** The position of an address: itself, or the rank of the last end point that is not after it. */
export function positionOf({ family, points }: PrefixTree, address: number | bigint): number {
  return family === 4 ? Number(address) : countUpTo(points, BigInt(address), points.length) - 1
}

/** In each inhabited node of the class, the first position that none of its children holds. */
export function* freePositions(tree: PrefixTree, cls: number): Generator<number> {
  for (let v = 0; v < tree.nodes; v++) {
    if (tree.classOf[v] !== cls || !tree.inhabited[v]) continue
    let position = tree.first[v]!
    for (
      let child = v + 1;
      child < tree.subtreeEnd[v]! && tree.first[child] === position;
      child = tree.subtreeEnd[child]!
    ) {
      position = tree.end[child]!
    }
    yield position
  }
}
