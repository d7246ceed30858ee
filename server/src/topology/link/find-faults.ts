import { isPrefixWithin } from "../../values/prefix-within.ts"
import type { NetworkInterface, Subnet, Topology, VirtualNetwork } from "../topology.ts"
import type { TopologyFault } from "../topology-fault.ts"
import type { Networks } from "./link-networks.ts"
import type { Linking } from "./linking.ts"
import { isFound, type Thing } from "./things.ts"

/** What contradicts itself between networks, their subnets and network interfaces. */
export function findFaults(
  linking: Linking,
  { virtualNetworks }: Pick<Topology, "virtualNetworks">,
  interfaces: ReadonlyMap<Thing, NetworkInterface>,
  networks: Networks,
): readonly TopologyFault[] {
  return [
    ...virtualNetworks.flatMap(network => [...peeringFaults(network, networks), ...strayPrefixes(network)]),
    ...claimFaults(linking, interfaces, networks),
  ]
}

function peeringFaults(network: VirtualNetwork, { isMade }: Networks): readonly TopologyFault[] {
  return network.peerings.flatMap(({ remote, counts, place }): TopologyFault[] => {
    if (remote.kind !== "resolved") return []
    const { document, nameRange: range } = place
    const about = { document, range, network: network.name, remote: remote.target.name }
    const pair = overlap(network, remote.target)
    const isBack = remote.target.peerings.some(one => one.remote.kind === "resolved" && one.remote.target === network)
    return [
      ...(counts || isBack || !isMade(remote.target) ? [] : [{ kind: "one-sided-peering", ...about } as const]),
      ...(pair ? [{ kind: "overlapping-peers", ...about, prefixes: pair } as const] : []),
    ]
  })
}

function overlap({ addressSpace }: VirtualNetwork, other: VirtualNetwork) {
  for (const one of addressSpace.known) {
    const found = other.addressSpace.known.find(
      each => each.family === one.family && one.first <= each.last && each.first <= one.last,
    )
    if (found) return [one, found] as const
  }
  return undefined
}

/** Prefixes of subnets that lie outside of their network, where all of its prefixes are known. */
function strayPrefixes({ name: network, addressSpace, subnets }: VirtualNetwork): readonly TopologyFault[] {
  if (!addressSpace.areAll || addressSpace.known.length === 0) return []
  return subnets.flatMap(({ name, prefixes, place }) =>
    prefixes.known
      .filter(prefix => !addressSpace.known.some(one => isPrefixWithin(prefix, one)))
      .map(prefix => {
        const { document, nameRange: range } = place
        return { kind: "outside-address-space", document, range, subnet: name, network, prefix } as const
      }),
  )
}

/** Subnets that list network interfaces which say themselves to be elsewhere. */
function claimFaults(
  { things }: Linking,
  interfaces: ReadonlyMap<Thing, NetworkInterface>,
  { subnetOf }: Networks,
): readonly TopologyFault[] {
  return things.of("subnet").flatMap(thing => {
    const subnet = subnetOf(thing)
    return thing.parts.flatMap(({ part, document }) =>
      part.says.interfaces.flatMap((written): TopologyFault[] => {
        const found = things.find(written.reference, document)
        const networkInterface = isFound(found) ? interfaces.get(found) : undefined
        const own = networkInterface && subnetsOf(networkInterface)
        if (!networkInterface || !subnet || !own || own.length === 0 || own.includes(subnet)) return []
        return [
          {
            kind: "claimed-interface",
            ...{ document: document.uri, range: written.range, networkInterface: networkInterface.name },
            ...{ subnet: fullName(subnet), own: own.map(fullName).join(", "), other: networkInterface.place },
          },
        ]
      }),
    )
  })
}

function subnetsOf({ configurations }: NetworkInterface): readonly Subnet[] {
  return configurations.flatMap(({ subnet }) => (subnet.kind === "resolved" ? [subnet.target] : []))
}

function fullName({ network, name }: Subnet): string {
  return `${network.name}/${name}`
}
