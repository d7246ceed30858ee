import type { SyntaxDocument } from "./document.ts"
import { outerRange } from "./lookup.ts"
import type { Entry, ListNode, MapNode, Node, Range } from "./node.ts"
import { isAt } from "./range.ts"

/** The way from a document's root to one of its nodes. */
export interface Path {
  readonly root: Node
  readonly steps: readonly Step[]
}

/** From a map or list to a value in it. */
export type Step = EntryStep | ItemStep

export interface EntryStep {
  readonly holder: MapNode
  readonly entry: Entry
  readonly value: Node
}

export interface ItemStep {
  readonly holder: ListNode
  readonly index: number
  readonly value: Node
}

/** The way to the innermost value or key at an offset; undefined outside of all documents. */
export function pathAt({ roots }: SyntaxDocument, offset: number): Path | undefined {
  const root = roots.find(each => holds(each, offset))
  if (!root) return undefined
  const steps: Step[] = []
  for (let next = stepAt(root, offset); next; next = stepAt(next.value, offset)) {
    steps.push(next)
    if ("entry" in next && isAt(next.entry.keyRange, offset)) break
  }
  return { root, steps }
}

/** The way to the outermost node that stands at just this range; undefined where none does. */
export function pathTo(document: SyntaxDocument, { start, end }: Range): Path | undefined {
  const path = pathAt(document, start)
  if (!path) return undefined
  const isIt = ({ range }: Node) => range.start === start && range.end === end
  if (isIt(path.root)) return { ...path, steps: [] }
  const last = path.steps.findIndex(({ value }) => isIt(value))
  return last < 0 ? undefined : { ...path, steps: path.steps.slice(0, last + 1) }
}

export function nodeOf({ root, steps }: Path): Node {
  return steps.at(-1)?.value ?? root
}

/** The way to what holds the last step's value. */
export function parentOf({ root, steps }: Path): Path {
  return { root, steps: steps.slice(0, -1) }
}

export function intoEntry(path: Path, holder: MapNode, entry: Entry): Path {
  return { ...path, steps: [...path.steps, { holder, entry, value: entry.value }] }
}

export function intoItem(path: Path, holder: ListNode, index: number): Path | undefined {
  const value = holder.items[index]
  return value && { ...path, steps: [...path.steps, { holder, index, value }] }
}

/** Whether a value is written at its anchor, and only an alias of it stands here: anchors come before their aliases. */
export function isAliased(step: Step): boolean {
  if ("entry" in step) return step.value.range.start < step.entry.keyRange.end
  const { holder, index, value } = step
  return value.range.start < holder.range.start || holder.items.slice(0, index).some(each => !isBefore(each, value))
}

/** Whether an entry is one of another map's, which is merged into the one that holds it. */
export function isMerged(step: Step): boolean {
  return "entry" in step && !isInside(step.entry.keyRange, step.holder.range)
}

function isBefore(one: Node, other: Node): boolean {
  return one.range.end <= other.range.start
}

function stepAt(holder: Node, offset: number): Step | undefined {
  if (holder.kind === "list") {
    const index = holder.items.findIndex(each => holds(each, offset) && isInside(each.range, holder.range))
    const value = holder.items[index]
    return value && { holder, index, value }
  }
  if (holder.kind !== "map") return undefined
  const entry = holder.entries.find(
    ({ keyRange, value }) =>
      isInside(keyRange, holder.range) && (isAt(keyRange, offset) || isHeldBy(value, offset, keyRange)),
  )
  return entry && { holder, entry, value: entry.value }
}

/** A value at an alias's anchor is no value of this entry. */
function isHeldBy(value: Node, offset: number, keyRange: Range): boolean {
  return value.range.start >= keyRange.end && holds(value, offset)
}

function holds(node: Node, offset: number): boolean {
  return isAt(outerRange(node), offset)
}

function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
