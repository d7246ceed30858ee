import type { ClassTable } from "./class-table.ts"
import type { PrefixTree } from "./prefix-tree.ts"

/**
 * Finds the rules (and columns) that share an address with a node: those on the way to the root, which the row of its class
 * has, and those below it. The latter are gathered from the leaves up; a leaf needs no row of its own, and children of one
 * class count once, so most of a service tag's thousands of nodes cost a comparison each.
 */
export function overlapsBelow(tree: PrefixTree, table: ClassTable): (node: number, into: Int32Array) => void {
  const { rows, stride } = table
  const { nodes, parent, classOf } = tree
  const slot = new Int32Array(nodes).fill(-1)
  const lastLeaf = new Int32Array(nodes).fill(-1)
  let slots = 0
  for (let v = nodes - 1; v > 0; v--) if (slot[parent[v]!] === -1) slot[parent[v]!] = slots++
  const below = new Int32Array(slots * stride)

  for (let v = nodes - 1; v > 0; v--) {
    const up = parent[v]!
    const cls = classOf[v]!
    const inner = slot[v]!
    if (inner === -1 && lastLeaf[up] === cls) continue
    if (inner === -1) lastLeaf[up] = cls
    const to = slot[up]! * stride
    const from = cls * stride
    for (let w = 0; w < stride; w++) below[to + w]! |= rows[from + w]!
    if (inner !== -1) for (let w = 0; w < stride; w++) below[to + w]! |= below[inner * stride + w]!
  }

  return (node, into) => {
    const from = classOf[node]! * stride
    // The table may have grown since.
    for (let w = 0; w < stride; w++) into[w]! |= table.rows[from + w]!
    const inner = slot[node]!
    if (inner !== -1) for (let w = 0; w < stride; w++) into[w]! |= below[inner * stride + w]!
  }
}
