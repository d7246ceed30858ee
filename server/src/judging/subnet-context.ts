import { knownNetworkFacts, type NetworkAddresses } from "../azure/known-network-facts.ts"
import type { TagData } from "../azure/tag-data.ts"
import type { AddressPrefix } from "../values/address.ts"
import { lazily } from "../values/lazily.ts"
import { textHash } from "../values/text-hash.ts"
import { type NetworkContext, networkContext } from "./network-context.ts"
import type { MemberFacts } from "./security-group-facts.ts"
import { isDefault, type SubnetNetwork } from "./subnet-network.ts"

/** How the groups of a subnet, and of the network interfaces in it, are judged. */
export interface SubnetContext {
  readonly network: SubnetNetwork
  readonly context: NetworkContext
  /** The same if the subnet's routes make VirtualNetwork everything, where they may: what holds in both readings holds. */
  readonly ifRouted?: NetworkContext
  /** The same if a gateway learns a default route, which no document shows; there where it learns any. */
  readonly ifLearnt?: () => NetworkContext
}

/** By the keys of application security groups. */
type GroupFacts = ReadonlyMap<string, MemberFacts>

export function subnetContext(
  network: SubnetNetwork,
  securityGroups: GroupFacts,
  tagData: TagData | undefined,
): SubnetContext {
  const { surely, perhaps } = network.routed
  const everything = [...new Set([...surely, 4, 6] as const)]
  const learns = surely.length < 2 && network.gaps.some(({ kind }) => kind === "gateway")
  const context = contextOf(network, surely, securityGroups, tagData)
  return {
    network,
    context,
    ...(perhaps.length > 0 && { ifRouted: contextOf(network, [...surely, ...perhaps], securityGroups, tagData) }),
    ...(learns && { ifLearnt: lazily(() => contextOf(network, everything, securityGroups, tagData)) }),
  }
}

function contextOf(
  { inside, perhapsInside, routed: { by } }: SubnetNetwork,
  routed: NetworkAddresses["routed"],
  securityGroups: GroupFacts,
  tagData: TagData | undefined,
): NetworkContext {
  const known = knownNetworkFacts({ inside, perhapsInside, routed })
  const identity = lazily(() => {
    const groups = [...securityGroups].map(([key, { sure, possible }]) => [key, keysOf(sure), keysOf(possible)])
    return `subnet:${textHash(JSON.stringify([keysOf(inside), keysOf(perhapsInside), routed, groups]))}`
  })
  return networkContext({
    tagData,
    subnet: {
      facts: {
        // Of many subnets nobody asks.
        get identity() {
          return identity()
        },
        about: key => securityGroups.get(key) ?? known.about(key),
      },
      virtualNetwork: inside,
      defaultRoute: routed.length === 0 ? "no" : isSplit(by) ? "unknown" : "yes",
    },
  })
}

/** Whether the platform takes several routes, that have all addresses together, for a default route is not published. */
function isSplit(by: SubnetNetwork["routed"]["by"]): boolean {
  return by.length > 0 && !by.some(isDefault)
}

/** Prefixes as texts: their bounds are numbers that JSON does not have. */
function keysOf(prefixes: readonly AddressPrefix[]): readonly string[] {
  return prefixes.map(({ key }) => key)
}
