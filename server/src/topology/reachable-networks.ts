import type { Peering, Subnet, VirtualNetwork } from "./topology.ts"

/** The networks that a network has a peering with that counts, each once. */
export function peersOf({ peerings }: VirtualNetwork): readonly VirtualNetwork[] {
  const peers = peerings.flatMap(({ remote, counts }) => (counts && remote.kind === "resolved" ? [remote.target] : []))
  return [...new Set(peers)]
}

/** Whether packets find a way from one network to the other: they are one, or peers. */
export function isReachable(from: VirtualNetwork, to: VirtualNetwork): boolean {
  return (
    from === to ||
    from.peerings.some(({ remote, counts }) => counts && remote.kind === "resolved" && remote.target === to)
  )
}

/** The peerings of a network whose other end no document defines, and that may count. */
export function openPeerings({ peerings }: VirtualNetwork): readonly Peering[] {
  return peerings.filter(({ remote, counts }) => counts && remote.kind === "unresolved")
}

/** All prefixes that a network is known to have, those of its subnets among them. */
export function prefixesOf({ addressSpace, subnets }: VirtualNetwork) {
  return [...addressSpace.known, ...subnets.flatMap(({ prefixes }: Subnet) => prefixes.known)]
}
