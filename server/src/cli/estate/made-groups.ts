import type { LocatedGroup } from "../../readers/reader.ts"

/** A group that a unit makes, and the document it stands in: that of a linked template, or the unit's own. */
interface MadeGroup {
  readonly document: string
  readonly group: LocatedGroup
}

interface Making {
  readonly groups: readonly LocatedGroup[]
  readonly linked: readonly { readonly uri: string; readonly groups: readonly LocatedGroup[] }[]
}

/** Always in the same order, so that a number tells which one is meant. */
export function madeGroups(own: string, { groups, linked }: Making): readonly MadeGroup[] {
  return [{ uri: own, groups }, ...linked].flatMap(made => made.groups.map(group => ({ document: made.uri, group })))
}

/** Equal for one group, however often it is read. */
export function groupKey(document: string, { range: { start, end }, iteration, call }: LocatedGroup): string {
  return `${document} ${start} ${end} ${iteration ?? ""} ${call ?? ""}`
}
