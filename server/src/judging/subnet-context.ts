import { knownNetworkFacts, type NetworkAddresses } from "../azure/known-network-facts.ts"
import type { SetFacts } from "../engine/address-facts.ts"
import { textHash } from "../values/text-hash.ts"
import { type ChosenAddress, chosenAddressFacts, chosenPrefix } from "./chosen-address.ts"
import { type NetworkContext, networkContext } from "./network-context.ts"
import type { SubnetNetwork } from "./subnet-network.ts"

/** How the groups of a subnet, and of the network interfaces in it, are judged. */
export interface SubnetContext {
  readonly network: SubnetNetwork
  readonly context: NetworkContext
  /** The same if the subnet's routes make VirtualNetwork everything, where they may: what holds in both readings holds. */
  readonly ifRouted?: NetworkContext
}

/** What rules may name besides tags. */
export interface NamedMembers {
  readonly securityGroups: ReadonlyMap<string, SetFacts>
  /** By the keys of their terms; may grow. */
  readonly chosen: ReadonlyMap<string, ChosenAddress>
}

export function subnetContext(network: SubnetNetwork, members: NamedMembers): SubnetContext {
  const { surely, perhaps } = network.routed
  const context = contextOf(network, surely, members)
  return {
    network,
    context,
    ...(perhaps.length > 0 && { ifRouted: contextOf(network, [...surely, ...perhaps], members) }),
  }
}

function contextOf(
  { networks, inside, perhapsInside }: SubnetNetwork,
  routed: NetworkAddresses["routed"],
  { securityGroups, chosen }: NamedMembers,
): NetworkContext {
  const known = knownNetworkFacts({ inside, perhapsInside, routed })
  const about = (key: string): SetFacts | undefined => {
    if (!key.startsWith(chosenPrefix)) return securityGroups.get(key) ?? known.about(key)
    const address = chosen.get(key)
    return address && chosenAddressFacts(address, networks, securityGroups)
  }
  const content = [inside, perhapsInside, routed, [...securityGroups]]
  const identity = `subnet:${textHash(JSON.stringify(content, (_, value) => (typeof value === "bigint" ? `${value}` : value)))}`
  return networkContext({
    subnet: {
      facts: { identity, about },
      virtualNetwork: inside,
      defaultRoute: routed.length > 0 ? "yes" : "no",
    },
  })
}
