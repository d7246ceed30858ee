import type { PlacedGroup, Subnet } from "../topology/topology.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { isUnknown } from "../values/unknown.ts"
import type { WorkspaceContext } from "./check.ts"

/**
 * Whether what a document says of a group or a subnet is all that anyone says of it: in an export of what there is, or
 * where all files of a workspace are known and each that lies beside it can be understood.
 */
export function isAllSaid({ topology, isWhole }: WorkspaceContext, document: string): boolean {
  if (topology.exports.has(document)) return true
  if (!isWhole || topology.handingOn.has(document)) return false
  const folder = folderOf(document)
  // A reference that cannot be understood may mean just this one.
  return !topology.unresolved.some(
    ({ kind, target, document: from }) =>
      isOpen(target) && (kind === "networkSecurityGroup" || (kind === "subnet" && folderOf(from) === folder)),
  )
}

/** Whether it is not known what is meant. */
function isOpen(target: ResourceRef | undefined): boolean {
  return target === undefined || target.symbol !== undefined || target.name.some(isUnknown)
}

/** Whether the folder of a group says of any group where it is attached. */
export function tellsAttachments({ topology }: WorkspaceContext, { document }: PlacedGroup): boolean {
  const folder = folderOf(document)
  const subnets = topology.virtualNetworks.flatMap(network => network.subnets)
  return [...subnets, ...topology.networkInterfaces].some(
    ({ group, place }) =>
      folderOf(place.document) === folder || (group.kind === "resolved" && folderOf(group.target.document) === folder),
  )
}

/** Whether another document has a subnet of this name, which may be the same, and gives it a group. */
export function hasGroupElsewhere({ topology }: WorkspaceContext, subnet: Subnet): boolean {
  const name = subnet.name.toLowerCase()
  return topology.virtualNetworks
    .flatMap(network => network.subnets)
    .some(one => one.group.kind !== "none" && one.name.toLowerCase() === name && one.id === undefined)
}

/** A name that is known, and not the text of an expression. */
export function isPlainName(name: string): boolean {
  return /^[\w.-]+$/.test(name)
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1)
}
