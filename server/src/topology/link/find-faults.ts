import { takesSecurityGroup } from "../../azure/group-free-subnets.ts"
import { groupedBy } from "../../values/grouped.ts"
import { isPrefixWithin } from "../../values/prefix-within.ts"
import type { WrittenReference } from "../parts/network-part.ts"
import type { NetworkInterface, Subnet, Topology, VirtualNetwork } from "../topology.ts"
import type { TopologyFault } from "../topology-fault.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
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
    ...virtualNetworks.flatMap(network => [
      ...peeringFaults(network, virtualNetworks, networks),
      ...strayPrefixes(network),
    ]),
    ...claimFaults(linking, interfaces, networks),
    ...sharedInterfaces(linking, interfaces, networks),
    ...refusedGroups(linking, networks),
  ]
}

function peeringFaults(
  network: VirtualNetwork,
  all: readonly VirtualNetwork[],
  networks: Networks,
): readonly TopologyFault[] {
  return network.peerings.flatMap(({ remote, counts, place }): TopologyFault[] => {
    if (remote.kind !== "resolved") return []
    const { document, nameRange: range } = place
    const other = remote.target
    const about = { document, range, network: network.name, remote: other.name, other: other.place }
    const isBack = leadsTo(other, network)
    const isToldBefore = isBack && all.indexOf(other) < all.indexOf(network)
    const pair = isToldBefore ? undefined : overlap(network, other)
    const isOneSided = !counts && !isBack && networks.isMade(other) && !mayLeadBack(network, other, all, networks)
    return [
      ...(isOneSided ? [{ kind: "one-sided-peering", ...about } as const] : []),
      ...(pair ? [{ kind: "overlapping-peers", ...about, prefixes: pair } as const] : []),
    ]
  })
}

function leadsTo({ peerings }: VirtualNetwork, network: VirtualNetwork): boolean {
  return peerings.some(({ remote }) => remote.kind === "resolved" && remote.target === network)
}

/** Whether there is a peering of which it is not known where it leads, or whose it is. */
function mayLeadBack(
  network: VirtualNetwork,
  other: VirtualNetwork,
  all: readonly VirtualNetwork[],
  { isMade, isAnyone }: Networks,
): boolean {
  if (isAnyone(network)) return true
  return leadsSomewhere(other) || all.some(one => !isMade(one) && (leadsTo(one, network) || leadsSomewhere(one)))
}

function leadsSomewhere({ peerings }: VirtualNetwork): boolean {
  return peerings.some(({ remote }) => remote.kind === "unresolved" && remote.reason !== unresolvedReasons.noDocument)
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
function strayPrefixes({
  name: network,
  addressSpace,
  subnets,
  place: home,
}: VirtualNetwork): readonly TopologyFault[] {
  if (!addressSpace.areAll || addressSpace.known.length === 0) return []
  return subnets.flatMap(({ name, prefixes, place }) =>
    prefixes.known
      .filter(prefix => !addressSpace.known.some(one => isPrefixWithin(prefix, one)))
      .map(prefix => {
        const { document, nameRange: range } = place
        const about = { document, range, subnet: name, network, other: home }
        return { kind: "outside-address-space", ...about, prefix } as const
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

/** Subnets that list one IP configuration, of which no document says where it is. */
function sharedInterfaces(
  { things }: Linking,
  interfaces: ReadonlyMap<Thing, NetworkInterface>,
  { subnetOf }: Networks,
): readonly TopologyFault[] {
  const claims = things.of("subnet").flatMap(thing =>
    thing.parts.flatMap(({ part, document }) =>
      part.says.interfaces.flatMap((written): Claim[] => {
        const found = things.find(written.reference, document)
        const own = isFound(found) ? interfaces.get(found) : undefined
        const subnet = subnetOf(thing)
        return subnet && !(own && saysItsSubnet(own)) ? [{ subnet, written, document: document.uri }] : []
      }),
    ),
  )
  // Two documents may have been printed at different times.
  const alike = groupedBy(claims, ({ written, document }) => `${document} ${written.text.toLowerCase()}`)
  return [...alike.values()].flatMap(each => {
    const [first] = each
    const other = each.find(({ subnet }) => subnet !== first?.subnet)
    const name = first?.written.reference?.name.at(-1)
    if (!first || !other || typeof name !== "string") return []
    return [
      {
        kind: "shared-interface" as const,
        ...{ document: other.document, range: other.written.range, networkInterface: name },
        subnets: [first, other].map(({ subnet }) => fullName(subnet)),
        other: { document: first.document, range: first.written.range },
      },
    ]
  })
}

function saysItsSubnet({ configurations }: NetworkInterface): boolean {
  return configurations.some(({ subnet }) => subnet.kind !== "none")
}

interface Claim {
  readonly subnet: Subnet
  readonly written: WrittenReference
  readonly document: string
}

/** Groups that are surely written for a subnet that takes none. */
/** Why a reference that surely is one to a resource leads to nothing. */
const meansOne: ReadonlySet<string> = new Set([unresolvedReasons.noDocument, unresolvedReasons.unknownName])

function refusedGroups(linking: Linking, { subnetOf }: Networks): readonly TopologyFault[] {
  const { things } = linking
  return things.of("subnet").flatMap(thing => {
    const subnet = subnetOf(thing)
    if (!subnet || takesSecurityGroup(subnet.name)) return []
    const stated = [...thing.parts, ...things.associationsOf(thing)].flatMap(({ part, document }) => {
      const isSure = part.condition === undefined && !part.absentByDefault
      return isSure && part.says.group ? [{ written: part.says.group, document }] : []
    })
    const sure = stated.find(({ written, document }) => {
      const found = written.reason === undefined ? things.find(written.reference, document) : undefined
      return found !== undefined && (isFound(found) || meansOne.has(found.reason))
    })
    if (!sure) return []
    const { written, document } = sure
    const about = { document: document.uri, range: written.range, subnet: subnet.name, network: subnet.network.name }
    return [{ kind: "refused-group", ...about } as const]
  })
}

function subnetsOf({ configurations }: NetworkInterface): readonly Subnet[] {
  return configurations.flatMap(({ subnet }) => (subnet.kind === "resolved" ? [subnet.target] : []))
}

function fullName({ network, name }: Subnet): string {
  return `${network.name}/${name}`
}
