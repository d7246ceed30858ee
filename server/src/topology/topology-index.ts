import type { KnownSets } from "../engine/flow.ts"
import type { AddressPrefix, NamedAddresses } from "../values/address.ts"
import { isMachine } from "./endpoint.ts"
import { membersOf } from "./members-of.ts"
import { securityGroupMembers } from "./security-group-members.ts"
import { subnetsByAddress } from "./subnets-by-address.ts"
import type {
  BalancingRule,
  FrontEnd,
  IpConfiguration,
  LoadBalancer,
  Member,
  NamedResource,
  NetworkInterface,
  PublicAddress,
  Subnet,
  Topology,
} from "./topology.ts"

/** A topology, and where in it things of a name, an id or an address are. Names and ids are looked up without case. */
export interface TopologyIndex {
  readonly topology: Topology
  readonly subnets: readonly Subnet[]
  /** Those that have the address. */
  subnetsAt(address: AddressPrefix): readonly Subnet[]
  /** The application security groups of IP configurations, and those that only rules name. */
  readonly securityGroups: ReadonlyMap<string, NamedAddresses>
  readonly members: ReadonlyMap<string, readonly Member[]>
  readonly frontEnds: readonly LocatedFrontEnd[]
  interfacesCalled(name: string): readonly NetworkInterface[]
  /** The network interfaces of virtual machines and scale sets; `set/nic` is one of a scale set's. */
  interfacesOfMachine(name: string): readonly NetworkInterface[]
  /** Which IP configurations have just this address. */
  membersAt(address: AddressPrefix): readonly Member[]
  membersIn(subnet: Subnet): readonly Member[]
  /** Of all application security groups with members, whether an IP configuration is in them, each time the same. */
  securityGroupsOf(configuration: IpConfiguration): KnownSets
  /** Those in a subnet that no document defines. */
  readonly membersAnywhere: readonly Member[]
  publicAddressesAt(address: AddressPrefix): readonly PublicAddress[]
  membersWith(publicAddress: PublicAddress): readonly Member[]
  /** The front ends behind which an IP configuration is a back end. */
  frontEndsBefore(member: Member): readonly LocatedFrontEnd[]
}

export interface LocatedFrontEnd {
  readonly loadBalancer: LoadBalancer
  readonly frontEnd: FrontEnd
}

export function indexTopology(topology: Topology): TopologyIndex {
  const { networkInterfaces, loadBalancers, publicAddresses, virtualNetworks } = topology
  const all = networkInterfaces.flatMap(membersOf)
  const byName = grouped(networkInterfaces, ({ name }) => name.toLowerCase())
  const machines = networkInterfaces.filter(({ machine }) => machine)
  const byMachine = grouped(machines, ({ machine }) => machine?.name.toLowerCase())
  const byAddress = grouped(all, ({ configuration }) => configuration.address?.key)
  const bySubnet = grouped(all, ({ configuration: { subnet } }) =>
    subnet.kind === "resolved" ? subnet.target : undefined,
  )
  const byPublic = grouped(all, ({ configuration: { publicAddress } }) =>
    publicAddress.kind === "resolved" ? publicAddress.target : undefined,
  )
  const publicAt = grouped(publicAddresses, ({ address }) => address?.key)
  const frontEnds = loadBalancers.flatMap(loadBalancer =>
    loadBalancer.frontEnds.map((frontEnd): LocatedFrontEnd => ({ loadBalancer, frontEnd })),
  )
  const behind = grouped(
    frontEnds.flatMap(located =>
      rulesAt(located).flatMap(rule => rule.backEnds.map(backEnd => ({ located, backEnd }))),
    ),
    ({ backEnd }) => backEnd.configuration,
  )
  const subnets = virtualNetworks.flatMap(({ subnets }) => subnets)
  const members = securityGroupMembers(topology)
  const setsOf = new Map<IpConfiguration, KnownSets>()
  return {
    topology,
    subnets,
    subnetsAt: subnetsByAddress(subnets),
    securityGroups: securityGroupsOf(topology, all),
    members,
    frontEnds,
    interfacesCalled: name => byName.get(name.toLowerCase()) ?? [],
    interfacesOfMachine: name => {
      const [machine = ""] = name.toLowerCase().split("/")
      return (byMachine.get(machine) ?? []).filter(one => isMachine(one, name.toLowerCase()))
    },
    membersAt: address => byAddress.get(address.key) ?? [],
    membersAnywhere: all.filter(({ configuration }) => configuration.subnet.kind === "unresolved"),
    membersIn: subnet => bySubnet.get(subnet) ?? [],
    securityGroupsOf: configuration => {
      let sets = setsOf.get(configuration)
      if (!sets) {
        sets = knownSets(configuration, members.keys())
        setsOf.set(configuration, sets)
      }
      return sets
    },
    publicAddressesAt: address => publicAt.get(address.key) ?? [],
    membersWith: publicAddress => byPublic.get(publicAddress) ?? [],
    frontEndsBefore: ({ configuration }) => [
      ...new Set(behind.get(configuration)?.map(({ located }) => located) ?? []),
    ],
  }
}

/** Nothing is known of groups that it is not in where its own list cannot be known. */
function knownSets(
  { securityGroups, hasOtherSecurityGroups }: IpConfiguration,
  withMembers: Iterable<string>,
): KnownSets {
  const inside = [...new Set(securityGroups.map(({ key }) => key))].sort()
  const outside = hasOtherSecurityGroups ? [] : [...withMembers].filter(key => !inside.includes(key))
  return { inside, outside }
}

function securityGroupsOf(
  { virtualNetworks, networkInterfaces }: Topology,
  all: readonly Member[],
): ReadonlyMap<string, NamedAddresses> {
  const attached = [...virtualNetworks.flatMap(({ subnets }) => subnets), ...networkInterfaces]
  const groups = new Set(attached.flatMap(({ group }) => (group.kind === "resolved" ? [group.target.group] : [])))
  const named = [...groups].flatMap(({ rules }) => rules.flatMap(({ source, destination }) => [source, destination]))
  return new Map([
    ...named.flat().flatMap(term => (term.kind === "group" ? [[term.key, term] as const] : [])),
    ...all.flatMap(({ configuration }) => configuration.securityGroups.map(one => [one.key, one] as const)),
  ])
}

/** What a load balancer does with traffic to a front end: balancing rules and inbound NAT. */
export function rulesAt({ loadBalancer, frontEnd }: LocatedFrontEnd): readonly BalancingRule[] {
  const isAt = ({ frontEnd: name }: BalancingRule) => name?.toLowerCase() === frontEnd.name.toLowerCase()
  return [...loadBalancer.rules, ...loadBalancer.inboundNat].filter(isAt)
}

/** The resource id of something that is named as another thing's child. */
export function hasId({ id }: Pick<NamedResource, "id">, wanted: string): boolean {
  return id?.toLowerCase() === wanted.toLowerCase()
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K | undefined): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
