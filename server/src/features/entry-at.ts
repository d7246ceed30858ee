import type { SyntaxDocument } from "../syntax/document.ts"
import type { Entry, MapNode, Node } from "../syntax/node.ts"

/** A key or a single value of a document, and the map it belongs to. */
export interface EntryPlace {
  readonly holder: MapNode
  readonly entry: Entry
}

/** The entry whose key or single value stands at an offset; undefined between them, and in a list of values. */
export function entryAt({ roots }: SyntaxDocument, offset: number): EntryPlace | undefined {
  const root = roots.find(each => holds(each, offset))
  return root && find(root, offset)
}

function find(node: Node, offset: number): EntryPlace | undefined {
  if (node.kind === "list") {
    const item = node.items.find(each => holds(each, offset))
    return item && find(item, offset)
  }
  if (node.kind !== "map") return undefined
  for (const entry of node.entries) {
    const { keyRange, value } = entry
    if (keyRange.start <= offset && offset <= keyRange.end) return { holder: node, entry }
    if (!holds(value, offset)) continue
    return value.kind === "map" || value.kind === "list" ? find(value, offset) : { holder: node, entry }
  }
  return undefined
}

function holds({ range }: Node, offset: number): boolean {
  return range.start <= offset && offset <= range.end
}
