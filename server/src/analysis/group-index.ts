import { holdsExpression } from "../readers/expression-text.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { SourceText } from "./analysed-document.ts"
import type { ReadText } from "./read-text.ts"

/** A group, and the document it stands in. */
export interface PlacedGroup {
  readonly uri: string
  readonly group: LocatedGroup
}

/**
 * The groups of several documents by what tells them apart, for joining rules with a group that another document
 * defines. That is done only where it is certain: exactly one group has the same resource id, or the same name, dialect
 * and folder (and resource group, namespace or module). Names that an expression makes join nothing.
 */
export interface GroupIndex {
  readonly sources: ReadonlyMap<string, SourceText>
  /** The group that a reference means, if there is exactly one. */
  definitionOf(reference: PlacedGroup): PlacedGroup | undefined
  /** The references of other documents that mean this group. */
  referencesTo(definition: PlacedGroup): readonly PlacedGroup[]
}

export function indexGroups(texts: readonly ReadText[]): GroupIndex {
  const definitions = new Map<string, PlacedGroup[]>()
  const references = new Map<string, PlacedGroup[]>()
  const keys = new Map<LocatedGroup, readonly string[]>()
  for (const text of texts) {
    for (const group of text.read?.groups ?? []) {
      const placed = { uri: text.source.uri, group }
      keys.set(group, identities(group, text))
      for (const key of keys.get(group) ?? []) add(group.reference ? references : definitions, key, placed)
    }
  }
  const lookUp = (map: typeof definitions, { group }: PlacedGroup) =>
    new Map((keys.get(group) ?? []).flatMap(key => map.get(key) ?? []).map(placed => [placed.group, placed]))
  const definitionOf = (reference: PlacedGroup) => {
    const [only, ...others] = lookUp(definitions, reference).values()
    return others.length === 0 ? only : undefined
  }
  return {
    sources: new Map(texts.map(({ source }) => [source.uri, source])),
    definitionOf,
    referencesTo: definition =>
      [...lookUp(references, definition).values()].filter(
        reference => definitionOf(reference)?.group === definition.group,
      ),
  }
}

function identities(group: LocatedGroup, { source, read }: ReadText): readonly string[] {
  if (/^\[/.test(source.text.slice(group.nameRange.start))) return []
  const folder = source.uri.slice(0, source.uri.lastIndexOf("/") + 1)
  const byName = holdsExpression(group.name)
    ? []
    : [["name", read?.dialect, folder, group.scope, group.name.toLowerCase()].join("\n")]
  const byId = group.id === undefined || holdsExpression(group.id) ? [] : [`id\n${group.id.toLowerCase()}`]
  const byAddress = group.address === undefined ? [] : [["address", read?.dialect, folder, group.address].join("\n")]
  return [...byId, ...byAddress, ...byName]
}

function add(map: Map<string, PlacedGroup[]>, key: string, placed: PlacedGroup): void {
  map.set(key, [...(map.get(key) ?? []), placed])
}
