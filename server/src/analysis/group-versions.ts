import { brokenLine, ruledAsFarAsRead } from "../judging/broken-text.ts"
import type { GroupVersion } from "../judging/comparable-lists.ts"
import { ruledGroup } from "../judging/judged-group.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { definedGroups } from "./defined-groups.ts"
import { OwnIdentities } from "./own-identities.ts"
import type { ReadText } from "./read-text.ts"
import type { ResourceIndex } from "./resource-index.ts"
import { isTaken } from "./shared-findings.ts"
import { Surroundings } from "./written-surroundings.ts"

/** A group as one version of some documents has it, ready to be compared with another version of it. */
export interface PlacedVersion extends GroupVersion {
  /** URI of the document. */
  readonly uri: string
  readonly group: LocatedGroup
}

/** The groups of documents that are one version of a whole. */
export function groupVersions(texts: readonly ReadText[], index: ResourceIndex): readonly PlacedVersion[] {
  const versionOf = versionsAmong(texts)
  return texts.flatMap(text => {
    const templates = index.templatesOf(text).map(template => ({ groups: asHolders(template, index) }))
    return asHolders(text, index)
      .filter(one => !isTaken(one, templates))
      .map(({ group }) => versionOf(group, text.source.uri))
  })
}

/** Of Terraform plans the groups as they were before. */
export function groupVersionsBefore(texts: readonly ReadText[]): readonly PlacedVersion[] {
  const versionOf = versionsAmong(texts)
  return texts.flatMap(text => (text.read?.before ?? []).map(group => versionOf(group, text.source.uri)))
}

function asHolders(text: ReadText, index: ResourceIndex): readonly { readonly group: LocatedGroup }[] {
  return definedGroups(text, index).own.map(group => ({ group }))
}

/** Makes versions of groups that documents define, which are read as one version of a whole. */
export function versionsAmong(texts: readonly ReadText[]): (group: LocatedGroup, uri: string) => PlacedVersion {
  const surroundings = new Surroundings(texts)
  const identities = new OwnIdentities(texts)
  return (group, uri) => {
    const text = texts.find(({ source }) => source.uri === uri)
    if (!text) return { uri, group, ruled: ruledGroup(group), surroundings: () => "" }
    const ruled = ruledAsFarAsRead(ruledGroup(identities.in(group, text)), brokenLine(text.syntax))
    return { uri, group, ruled, surroundings: () => surroundings.of(group, text) }
  }
}
