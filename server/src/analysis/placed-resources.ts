import type { LocatedResource } from "../readers/located-resource.ts"
import { indexReferences, type ReferenceIndex } from "../values/reference-index.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import type { IndexedText } from "./indexed-text.ts"

/** A resource, and the document it stands in. */
export interface PlacedResource {
  readonly uri: string
  readonly resource: LocatedResource
}

/** How the resources of several documents are found by a reference in one of them: what is certain of it, nearest first. */
export function placedResources(
  texts: readonly IndexedText[],
): (reference: ResourceRef, uri: string) => readonly PlacedResource[] {
  const byScope = new Map<string, PlacedResource[]>()
  const byFolder = new Map<string, PlacedResource[]>()
  for (const { uri, scope, resources } of texts) {
    const placed = resources().map(resource => ({ uri, resource }))
    add(byScope, scope, placed)
    add(byFolder, folderOf(uri), placed)
  }
  const scopes = new Map(texts.map(({ uri, scope }) => [uri, scope]))
  const [near, around, anywhere] = [indexesOf(byScope), indexesOf(byFolder), indexOf([...byFolder.values()].flat())]
  return (reference, uri) => {
    const found = [
      ...(near.get(scopes.get(uri) ?? uri)?.find(reference, "same") ?? []),
      ...(around.get(folderOf(uri))?.find(reference, "near") ?? []),
      ...anywhere.find(reference, "other"),
    ]
    return [...new Set(found)]
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1)
}

function add(map: Map<string, PlacedResource[]>, key: string, placed: readonly PlacedResource[]): void {
  const known = map.get(key) ?? []
  known.push(...placed)
  map.set(key, known)
}

type Index = ReferenceIndex<PlacedResource>

function indexesOf(groups: ReadonlyMap<string, readonly PlacedResource[]>): ReadonlyMap<string, Index> {
  return new Map([...groups].map(([key, placed]) => [key, indexOf(placed)]))
}

/** What only adds to another resource is not what a reference means. */
function indexOf(placed: readonly PlacedResource[]): Index {
  return indexReferences(placed, ({ resource }) => (resource.association ? undefined : resource.reference))
}
