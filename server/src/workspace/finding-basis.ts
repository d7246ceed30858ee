import type { IndexedText } from "../analysis/indexed-text.ts"
import type { KnownNetworks } from "../analysis/known-networks.ts"
import type { ResourceIndex } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Finding } from "../checks/check.ts"
import type { LocatedGroup } from "../readers/reader.ts"

/** All that the findings of a text rest on besides its own words. */
export interface FindingBasis {
  /** What is found in the networks and stands in it. */
  readonly found: readonly Finding[]
  /** Each thing equal while it is the same; what is found is among them. */
  readonly rests: readonly unknown[]
}

export function basisOf(
  text: IndexedText,
  index: ResourceIndex,
  networks: KnownNetworks,
  settings: Settings,
): FindingBasis {
  const { uri } = text
  const groups = groupsStandingIn(text, index)
  const found = networks.findingsIn(uri, settings)
  const attached = groups.map(group => {
    const definition = (group.reference && index.definitionOf({ group })) ?? { uri, group }
    return networks.attachmentsOf(definition.uri, definition.group).identity
  })
  return { found, rests: [...groupsBehind(text, index), ...attached, ...found] }
}

/** The groups of all documents that take part in judging those of a text. */
function groupsBehind(text: IndexedText, index: ResourceIndex): LocatedGroup[] {
  const own = { groups: groupsStandingIn(text, index) }
  return [own, ...partnersOf(text, index)].flatMap(each => groupsJoined(each, index))
}

/** Of a linked template those that its deployments make. */
function groupsStandingIn({ uri, groups }: IndexedText, index: ResourceIndex): readonly LocatedGroup[] {
  const standing = index.linkedIn(uri)?.map(({ group }) => group) ?? groups
  return [...standing, ...index.addedTo(uri).map(({ group }) => group)]
}

/** A template's parameter file, a parameter file's templates: those whose texts are at hand. */
function partnersOf({ read }: IndexedText, index: ResourceIndex): Pick<IndexedText, "groups">[] {
  if (!read) return []
  const file = index.parameterFileOf(read)
  return [...(file ? [file] : []), ...index.templatesOf(read)].map(({ read }) => ({ groups: read?.groups ?? [] }))
}

function groupsJoined({ groups }: Pick<IndexedText, "groups">, index: ResourceIndex): LocatedGroup[] {
  return groups.flatMap(group => {
    const definition = group.reference ? index.definitionOf({ group }) : { group }
    const references = definition ? index.referencesTo(definition) : []
    return [group, ...(definition ? [definition.group] : []), ...references.map(reference => reference.group)]
  })
}
