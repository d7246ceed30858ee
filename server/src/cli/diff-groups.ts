import { groupVersions, groupVersionsBefore, type PlacedVersion } from "../analysis/group-versions.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import { type ComparedGroup, comparedGroup, loneGroup } from "../features/group-difference.ts"
import { matchGroups } from "../features/match-groups.ts"
import { compareGroups } from "../judging/compare-groups.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import type { DiffSide } from "./diff-side.ts"

/** The groups of a version, and whether a network there is known to have one of them in use. */
export interface GroupsOfVersion {
  readonly groups: readonly VersionInFile[]
  isAttached(group: PlacedVersion): boolean
}

interface VersionInFile extends PlacedVersion {
  readonly file: string
}

export function groupsOf({ texts, index, nameOf }: DiffSide): GroupsOfVersion {
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
  if (texts.length === 0) return { problem: `${name} is no Terraform plan: name what it is compared with.` }
  // Which networks there were before is not read from a plan.
  const before = { groups: inFiles(groupVersionsBefore(texts), side.nameOf), isAttached: () => false }
  return [before, groupsOf({ ...side, texts })]
}

function inFiles(groups: readonly PlacedVersion[], nameOf: DiffSide["nameOf"]): readonly VersionInFile[] {
  return groups.map(one => ({ ...one, file: nameOf(one.uri) }))
}

export function compareVersions(
  before: GroupsOfVersion,
  after: GroupsOfVersion,
  nsg: string | undefined,
  context: NetworkContext,
): readonly ComparedGroup[] | { readonly problem: string } {
  const all = [...before.groups, ...after.groups]
  if (all.length === 0) return { problem: "no NSG found on either side." }
  const isMeant = ({ group }: PlacedVersion) =>
    nsg === undefined || [group.name, group.id].some(text => text?.toLowerCase() === nsg.toLowerCase())
  const [olds, news] = [before.groups.filter(isMeant), after.groups.filter(isMeant)]
  if (olds.length + news.length === 0) {
    const names = [...new Set(all.map(({ group }) => group.name))].join(", ")
    return { problem: `there is no NSG "${nsg}" on either side, only ${names}.` }
  }
  return matchGroups(olds, news).flatMap(({ before: was, after: is }) => {
    if (was && is) return compared(was, is, context)
    if (is) return lone("added", is, after.isAttached(is), context)
    return was ? lone("removed", was, before.isAttached(was), context) : []
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
