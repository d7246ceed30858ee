import type { Node } from "./node.ts"

/** Whether a node, which stands at a key where it is no item of a list, is as if it were not written. */
export type IsLeftOut = (node: Node, key?: string) => boolean

/** What a tree says, as plain data: without its layout and comments, and without the nodes that are left out. */
export function contentOf(node: Node, isLeftOut: IsLeftOut = () => false): unknown {
  if (node.kind === "scalar") return node.value
  if (node.kind === "list") return node.items.filter(item => !isLeftOut(item)).map(item => contentOf(item, isLeftOut))
  if (node.kind === "unknown") return { unknown: node.text ?? node.unknown.identity }
  return node.entries
    .filter(({ key, value }) => !isLeftOut(value, key))
    .map(({ key, value }) => [key, contentOf(value, isLeftOut)])
}
