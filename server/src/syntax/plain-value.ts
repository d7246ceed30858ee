import type { Node } from "./node.ts"

/** A node as a plain value; null for what is not known. */
export function plainValue(node: Node): unknown {
  if (node.kind === "list") return node.items.map(plainValue)
  if (node.kind === "map") return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]))
  return node.kind === "scalar" ? node.value : null
}
