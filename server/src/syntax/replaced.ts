import type { ChangedSpan } from "./changed-span.ts"
import { outerRange } from "./lookup.ts"
import { movedNode, movedRange } from "./moved.ts"
import type { Entry, Node, Range } from "./node.ts"

/**
 * A tree with another node in the place of the last one of a path, which leads from the root from collection to collection and has
 * the whole edit in it. Nodes before it stay as they are, and those behind it are moved.
 */
export function withReplaced(path: readonly Node[], replacement: Node, span: ChangedSpan): Node {
  const [node, next] = path
  if (!node || !next) return replacement
  const inside = (child: Node) => {
    return child === next ? withReplaced(path.slice(1), replacement, span) : movedBehind(child, span)
  }
  if (node.kind === "list") {
    const items = node.items.map(inside)
    return { ...node, range: rangeAround(node, node.items.at(-1), items.at(-1), span), items }
  }
  if (node.kind !== "map") return node
  const entries = node.entries.map((entry): Entry => {
    const value = inside(entry.value)
    return value === entry.value ? entry : { key: entry.key, keyRange: movedKey(entry.keyRange, span), value }
  })
  return { ...node, range: rangeAround(node, node.entries.at(-1)?.value, entries.at(-1)?.value, span), entries }
}

/** A node that the edit left as it was, where it stands now. */
export function movedBehind(node: Node, { oldEnd, newEnd }: ChangedSpan): Node {
  return node.range.start < oldEnd || oldEnd === newEnd ? node : movedNode(node, newEnd - oldEnd)
}

function movedKey(range: Range, { oldEnd, newEnd }: ChangedSpan): Range {
  return range.start < oldEnd ? range : movedRange(range, newEnd - oldEnd)
}

/** What has no bracket at its end reaches to the end of what stands last in it. */
function rangeAround({ range }: Node, last: Node | undefined, now: Node | undefined, span: ChangedSpan): Range {
  const endsWithLast = last && now && outerRange(last).end === range.end
  return { start: range.start, end: endsWithLast ? outerRange(now).end : range.end + span.newEnd - span.oldEnd }
}
