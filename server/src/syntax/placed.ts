import type { Node, Range, UnknownNode } from "./node.ts"

/** The value as if all of it were written at a range: what is found in it is shown there. */
export function placedAt(node: Node, range: Range): Node {
  if (node.kind === "list") return { ...node, range, items: node.items.map(item => placedAt(item, range)) }
  if (node.kind === "unknown") return unknownAt(node, range)
  if (node.kind === "scalar") return { ...node, range }
  const entries = node.entries.map(({ key, value }) => ({ key, keyRange: range, value: placedAt(value, range) }))
  return { ...node, range, entries }
}

function unknownAt(node: UnknownNode, range: Range): UnknownNode {
  const oneOf = node.oneOf?.map(each => ({ ...each, value: placedAt(each.value, range) }))
  const maybe = node.maybe && { ...node.maybe, value: placedAt(node.maybe.value, range) }
  return { ...node, range, ...(oneOf && { oneOf }), ...(maybe && { maybe }) }
}
