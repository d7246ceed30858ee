import type { LocatedGroup } from "../readers/reader.ts"
import { scopeOf } from "./indexed-text.ts"
import { joinGroup } from "./join-group.ts"
import type { ReadText } from "./read-text.ts"
import type { ResourceIndex } from "./resource-index.ts"

/** The groups of a text, with the rules that other documents of the index add to them. */
export interface DefinedGroups {
  /** Those that it defines, or of which it has rules that belong to none that is known. */
  readonly own: readonly LocatedGroup[]
  /** Those that other documents define, and to which it adds rules. */
  readonly elsewhere: readonly LocatedGroup[]
}

export function definedGroups({ source: { uri }, read }: ReadText, index: ResourceIndex): DefinedGroups {
  const own: LocatedGroup[] = []
  const elsewhere = index.addedTo(uri).map(({ group }) => group)
  const scope = scopeOf(uri, read?.dialect)
  const standing = index.linkedIn(uri) ?? (read?.groups ?? []).map(group => ({ uri, group, scope }))
  for (const placed of standing) {
    const { group } = placed
    const definition = group.reference && index.definitionOf(placed)
    if (definition) elsewhere.push(joinGroup(definition, index))
    else own.push(group.reference ? group : joinGroup(placed, index))
  }
  return { own, elsewhere }
}
