import type { SyntaxDocument } from "../../syntax/document.ts"
import { textOf } from "../../syntax/lookup.ts"
import type { Node, Range, ScalarNode } from "../../syntax/node.ts"
import { nodeOf, pathAt } from "../../syntax/path.ts"

/** The last segment of a literal name, which is the resource's own. */
export function lastSegment(range: Range, syntax: SyntaxDocument, name: string | undefined): Range | undefined {
  return segmentAt(range.start, syntax, -1, name)
}

/** A segment of the literal name that stands at an offset, where it is this one. */
export function segmentAt(
  offset: number,
  syntax: SyntaxDocument,
  index: number,
  name: string | undefined,
): Range | undefined {
  const node = literalAt(offset, syntax)
  const segments = textOf(node)?.split("/") ?? []
  const segment = segments.at(index)
  if (!node || segment === undefined || segment.toLowerCase() !== name) return undefined
  const before = segments.slice(0, index < 0 ? segments.length + index : index)
  const start = node.range.start + before.join("/").length + (before.length > 0 ? 1 : 0)
  return { start, end: start + segment.length }
}

/** A text that no expression makes, and that stands there letter by letter. */
export function literalAt(offset: number, syntax: SyntaxDocument): ScalarNode | undefined {
  const path = pathAt(syntax, offset)
  const node = path && nodeOf(path)
  const text = textOf(node)
  if (node?.kind !== "scalar" || text === undefined || text.startsWith("[")) return undefined
  return syntax.text.slice(node.range.start, node.range.end) === text ? node : undefined
}

export function scalarsIn(nodes: readonly Node[]): readonly ScalarNode[] {
  return nodes.flatMap(node => {
    if (node.kind === "scalar") return [node]
    if (node.kind === "list") return scalarsIn(node.items)
    return node.kind === "map" ? scalarsIn(node.entries.map(({ value }) => value)) : []
  })
}
