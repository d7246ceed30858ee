import type { SyntaxDocument } from "../syntax/document.ts"
import { isCollection } from "../syntax/lookup.ts"
import type { Entry, MapNode, Range } from "../syntax/node.ts"
import { pathAt } from "../syntax/path.ts"

/** A key or a single value of a document, and the map it belongs to. */
export interface EntryPlace {
  readonly holder: MapNode
  readonly entry: Entry
}

/** The entry whose key or single value stands at an offset; undefined between them, and in a list of values. */
export function entryAt(document: SyntaxDocument, offset: number): EntryPlace | undefined {
  const last = pathAt(document, offset)?.steps.at(-1)
  if (!last || !("entry" in last)) return undefined
  const { holder, entry } = last
  const isOnIt = holds(entry.keyRange, offset) || (!isCollection(entry.value) && holds(entry.value.range, offset))
  return isOnIt ? { holder, entry } : undefined
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end
}
