import type { SyntaxDocument } from "../syntax/document.ts"
import { isCollection } from "../syntax/lookup.ts"
import type { Entry, MapNode } from "../syntax/node.ts"
import { pathAt } from "../syntax/path.ts"
import { isAt } from "../syntax/range.ts"

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
  const isOnIt = isAt(entry.keyRange, offset) || (!isCollection(entry.value) && isAt(entry.value.range, offset))
  return isOnIt ? { holder, entry } : undefined
}
