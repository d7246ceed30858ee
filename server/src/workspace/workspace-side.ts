import type { Settings } from "../analysis/settings.ts"
import type { TagData } from "../azure/tag-data.ts"
import type { ReplaySide } from "../flows/replay/replay-side.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import { networkContext, parseNetworkContext } from "../judging/network-context.ts"
import type { PlacedGroup, Reference } from "../topology/topology.ts"

/** The documents of a workspace as logged flows are held against them. */
export function sideOfWorkspace(
  network: JudgedNetwork,
  { virtualNetwork, onPremises }: Settings,
  tagData: TagData | undefined,
): ReplaySide {
  const { topology, subnets } = network.index
  const used = (reference: Reference<PlacedGroup>) => (reference.kind === "resolved" ? [reference.target] : [])
  const attached = [...subnets, ...topology.networkInterfaces].flatMap(({ group }) => used(group))
  const placed = [...new Set([...attached, ...topology.unattached])]
  const inside = virtualNetwork.length > 0 ? parseNetworkContext([...virtualNetwork, ...onPremises]) : undefined
  return {
    title: "",
    groups: placed.map(one => ({ document: one.document, ruled: network.rulesOf(one) })),
    network,
    context: networkContext({
      ...(inside && "virtualNetwork" in inside && { virtualNetwork: inside.virtualNetwork }),
      tagData,
    }),
  }
}
