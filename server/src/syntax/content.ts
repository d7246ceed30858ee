import type { Node } from "./node.ts"

/** What a tree says, as plain data: without its layout and comments, and without the nodes that are left out. */
export function contentOf(node: Node, isLeftOut: (node: Node) => boolean = () => false): unknown {
  const isKept = (inner: Node) => !isLeftOut(inner)
  if (node.kind === "scalar") return node.value
  if (node.kind === "list") return node.items.filter(isKept).map(item => contentOf(item, isLeftOut))
  if (node.kind === "unknown") return { unknown: node.text ?? node.unknown.identity }
  return node.entries.filter(({ value }) => isKept(value)).map(({ key, value }) => [key, contentOf(value, isLeftOut)])
}
