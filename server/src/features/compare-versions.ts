import type { PlacedVersion } from "../analysis/group-versions.ts"
import { compareGroups } from "../judging/compare-groups.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import { type ComparedGroup, comparedGroup, loneGroup } from "./group-difference.ts"
import { matchGroups, type PlacedGroup } from "./match-groups.ts"

/** The groups of a version, and whether a network there is known to have one of them in use. */
export interface GroupsOfVersion {
  readonly groups: readonly VersionInFile[]
  isAttached(group: PlacedVersion): boolean
}

export type VersionInFile = PlacedVersion & PlacedGroup

/** What became of a group; `after` is the later version, absent where it is gone. */
export interface VersionComparison {
  /** Absent where it is new. */
  readonly before: VersionInFile | undefined
  readonly after: VersionInFile | undefined
  readonly compared: ComparedGroup
}

/** Matches the groups of two versions, and compares each pair. */
export function compareVersions(
  before: GroupsOfVersion,
  after: GroupsOfVersion,
  context: NetworkContext,
): readonly VersionComparison[] {
  return matchGroups(before.groups, after.groups).flatMap(({ before: was, after: is }): VersionComparison[] => {
    if (was && is) return [{ before: was, after: is, compared: compared(was, is, context) }]
    if (is) return [{ before: was, after: is, compared: lone("added", is, after.isAttached(is), context) }]
    return was ? [{ before: was, after: is, compared: lone("removed", was, before.isAttached(was), context) }] : []
  })
}

function compared(before: PlacedVersion, after: PlacedVersion, context: NetworkContext): ComparedGroup {
  const [was = null, is = null] = [before.group.condition, after.group.condition]
  const condition = was === is ? undefined : { before: was, after: is }
  return comparedGroup(after.group.name, compareGroups(before, after, context), condition && { condition })
}

/** Compared with no group at all, which lets everything pass, where something has it. */
function lone(
  status: "added" | "removed",
  version: PlacedVersion,
  isAttached: boolean,
  context: NetworkContext,
): ComparedGroup {
  const { name } = version.group
  if (!isAttached) return loneGroup(name, status)
  const [before, after] = status === "added" ? [undefined, version] : [version, undefined]
  return comparedGroup(name, compareGroups(before, after, context), { lone: status })
}
