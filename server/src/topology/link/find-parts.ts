import { groupedBy } from "../../values/grouped.ts"
import { indexReferences, type ReferenceIndex } from "../../values/reference-index.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import type { PlacedPart, TopologyDocument } from "./placed-part.ts"

/** How parts are found by a reference in a document: those that are called alike together, the same list whenever it is found. */
export interface PartFinder {
  /** Those that it surely means, as near to the document as there are any: in its scope, in its folder, anywhere. */
  find(reference: ResourceRef, from: TopologyDocument): readonly Namesakes[]
  /** Those that are surely the same resource: in its scope by any name, elsewhere by the whole id. */
  same(placed: PlacedPart): readonly Namesakes[]
}

export type Namesakes = readonly PlacedPart[]

export function partFinder(placed: readonly PlacedPart[]): PartFinder {
  const byScope = indexesBy(placed, ({ scope }) => scope)
  const byFolder = indexesBy(placed, ({ uri }) => folderOf(uri))
  const anywhere = indexOf(placed)
  return {
    find: (reference, from) => {
      const own = byScope.get(from.scope)?.findAlike(reference, "same") ?? []
      if (own.length > 0) return own
      const near = byFolder.get(folderOf(from.uri))?.findAlike(reference, "near") ?? []
      return near.length > 0 ? near : anywhere.findAlike(reference, "other")
    },
    same: ({ document, part: { reference } }) => [
      ...(byScope.get(document.scope)?.findAlike(reference, "same") ?? []),
      ...anywhere.findAlike(reference, "other"),
    ],
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1)
}

function indexesBy(
  placed: readonly PlacedPart[],
  keyOf: (document: TopologyDocument) => string,
): ReadonlyMap<string, ReferenceIndex<PlacedPart>> {
  const groups = groupedBy(placed, ({ document }) => keyOf(document))
  return new Map([...groups].map(([key, own]) => [key, indexOf(own)]))
}

/** What only adds to another resource is not what a reference means. */
function indexOf(placed: readonly PlacedPart[]): ReferenceIndex<PlacedPart> {
  return indexReferences(placed, ({ part }) => (part.association ? undefined : part.reference))
}
