import { groupVersions, groupVersionsBefore, type PlacedVersion } from "../analysis/group-versions.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import { compareVersions, type GroupsOfVersion, type VersionInFile } from "../features/compare-versions.ts"
import type { ComparedGroup } from "../features/group-difference.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import type { DiffSide } from "./diff-side.ts"

/** Without the groups of files that cannot be read in the other version: whether they are still there is not known. */
export function groupsOfBoth(old: DiffSide, now: DiffSide): readonly GroupsOfVersion[] {
  return [without(groupsOf(old), now), without(groupsOf(now), old)]
}

function without({ groups, ...rest }: GroupsOfVersion, { unread }: DiffSide): GroupsOfVersion {
  const isUnread = (file: string) => unread.some(name => file === name || file.startsWith(`${name}/`))
  return { ...rest, groups: groups.filter(({ file }) => !isUnread(file)) }
}

function groupsOf({ texts, index, nameOf }: DiffSide): GroupsOfVersion {
  const { unattached } = topologyOf(index)
  return {
    groups: inFiles(groupVersions(texts, index), nameOf),
    isAttached: ({ uri, group }) =>
      !group.reference &&
      !unattached.some(
        ({ document, group: { range, iteration } }) =>
          document === uri && range.start === group.range.start && iteration === group.iteration,
      ),
  }
}

/** Of a Terraform plan, which holds both versions: what it found, and what it makes. */
export function groupsOfPlan(name: string, side: DiffSide): readonly GroupsOfVersion[] | { readonly problem: string } {
  const texts = side.texts.filter(({ read }) => read?.dialect === "tf-plan")
  if (texts.length === 0) return { problem: `${name} is not a Terraform plan: give OLD and NEW.` }
  // Which networks there were before is not read from a plan.
  const before = { groups: inFiles(groupVersionsBefore(texts), side.nameOf), isAttached: () => false }
  return [before, groupsOf({ ...side, texts })]
}

function inFiles(groups: readonly PlacedVersion[], nameOf: DiffSide["nameOf"]): readonly VersionInFile[] {
  return groups.map(one => ({ ...one, file: nameOf(one.uri) }))
}

/** All groups of both versions, or the one that `nsg` names. */
export function compareGroupsOf(
  before: GroupsOfVersion,
  after: GroupsOfVersion,
  nsg: string | undefined,
  context: NetworkContext,
): readonly ComparedGroup[] | { readonly problem: string } {
  const all = [...before.groups, ...after.groups]
  if (all.length === 0) return { problem: "no NSG found on either side." }
  const isMeant = ({ group }: PlacedVersion) =>
    nsg === undefined || [group.name, group.id].some(text => text?.toLowerCase() === nsg.toLowerCase())
  const meant = (version: GroupsOfVersion) => ({ ...version, groups: version.groups.filter(isMeant) })
  if (!all.some(isMeant)) {
    const names = [...new Set(all.map(({ group }) => group.name))].join(", ")
    return { problem: `there is no NSG "${nsg}" on either side, only ${names}.` }
  }
  return compareVersions(meant(before), meant(after), context).map(({ compared }) => compared)
}
