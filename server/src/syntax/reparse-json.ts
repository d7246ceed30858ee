import { keptFor } from "../values/kept-for.ts"
import { type Bounds, mostJsonValues } from "./bounds.ts"
import type { ChangedSpan, EditedText } from "./changed-span.ts"
import { detached } from "./detached.ts"
import type { SyntaxDocument } from "./document.ts"
import { parseJson } from "./json.ts"
import { entriesOf, isCollection, itemsOf } from "./lookup.ts"
import { movedNode, originOf } from "./moved.ts"
import type { ListNode, MapNode, Node } from "./node.ts"
import { withReplaced } from "./replaced.ts"

/**
 * The tree of a JSON text that differs from a parsed one within a single map or list: just that is parsed again, and what
 * stands behind it is moved. Sound JSON means the same wherever it stands, so this is the tree that parsing all of the text
 * gives, with the nodes of the earlier one where an edit moves nothing. Undefined where anything is not sound, before or
 * after, or where there is nothing around the edit.
 */
export function reparseJson(before: SyntaxDocument, { text, span }: EditedText, { nesting }: Bounds): Node | undefined {
  const [root] = before.roots
  const isSound = before.language === "json" && before.problems.length === 0 && !before.masked
  if (!root || !isSound) return undefined
  const around = collectionsAround(root, span)
  const inner = around.at(-1)
  if (!inner) return undefined
  const by = span.newEnd - span.oldEnd
  if (text.length > mostJsonValues && valuesIn(root) + inner.range.end - inner.range.start + by > mostJsonValues)
    return undefined
  // A copy: what stays of it in the tree must not keep all of this version's text.
  const part = detached(text.slice(inner.range.start, inner.range.end + by))
  const { root: parsed, problems, masked } = parseJson(part, nesting - around.length + 1)
  if (!parsed || problems.length > 0 || masked || parsed.range.start > 0 || parsed.range.end < part.length)
    return undefined
  return withReplaced(around, movedNode(parsed, inner.range.start), span)
}

/** How many values a tree has: of a text of more characters than there may be values, in which each takes one at the least. */
function valuesIn(node: Node): number {
  return isCollection(node) ? countedIn(originOf(node).origin) : 1
}

const countedIn = keptFor((node: Node): number => {
  const children = [...itemsOf(node), ...entriesOf(node).map(({ value }) => value)]
  return children.reduce((sum, child) => sum + valuesIn(child), 1)
})

/** The maps and lists that hold the whole edit between their brackets, outermost first. */
function collectionsAround(root: Node, { start, oldEnd }: ChangedSpan): readonly (MapNode | ListNode)[] {
  const found: (MapNode | ListNode)[] = []
  const isAround = ({ range }: Node) => range.start < start && oldEnd < range.end
  for (let node: Node | undefined = root; node && isCollection(node) && isAround(node); ) {
    found.push(node)
    node = entriesOf(node).find(({ value }) => isAround(value))?.value ?? itemsOf(node).find(isAround)
  }
  return found
}
