import { isBastionSubnet } from "../azure/group-free-subnets.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import { peersOf } from "../topology/reachable-networks.ts"
import { securityGroupMembers } from "../topology/security-group-members.ts"
import type {
  IpConfiguration,
  Member,
  NetworkInterface,
  PlacedGroup,
  Prefixes,
  Reference,
  Subnet,
} from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { appendTo } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { remembering } from "../values/remember.ts"
import { textHash } from "../values/text-hash.ts"
import { type AdminLevel, adminLevel, noAdminRules } from "./admin-level.ts"
import { adminRulesFor } from "./admin-rules.ts"
import type { AttachedNetwork, AttachedPlace, OtherLevel } from "./attachments.ts"
import { freePrefixes } from "./free-prefixes.ts"
import { anyMachine, type MachineEnd } from "./machine-end.ts"
import { isIgnoredAt } from "./path-level.ts"
import { servicesBySubnet } from "./services-by-subnet.ts"
import { subnetNetwork } from "./subnet-network.ts"

/** For each group the subnets and network interfaces that have it; `isWhole`: no document describes others. */
export function attachedPlaces(
  topology: LinkedTopology,
  isWhole: (document: string) => boolean,
): ReadonlyMap<LocatedGroup, readonly AttachedPlace[]> {
  const places = new Map<LocatedGroup, AttachedPlace[]>()
  const add = (reference: Reference<PlacedGroup>, place: () => AttachedPlace) => {
    if (reference.kind !== "resolved") return
    const { group } = reference.target
    places.set(group, [...(places.get(group) ?? []), place()])
  }
  const inSubnet = membersBySubnet(topology)
  const hosted = servicesBySubnet(topology)
  const machines = knownMachines(topology)
  for (const subnet of topology.virtualNetworks.flatMap(({ subnets }) => subnets)) {
    const members = inSubnet.get(subnet) ?? []
    const services = hosted(subnet)
    add(subnet.group, () => subnetPlace(subnet, { members, services }, machines, isWhole(subnet.place.document)))
  }
  for (const one of topology.networkInterfaces) add(one.group, () => interfacePlace(one, machines))
  return places
}

/** Network interfaces that get traffic for the address of a load balancer. */
function interfacesBehindFloating({ loadBalancers }: LinkedTopology): ReadonlySet<NetworkInterface> {
  const rules = loadBalancers.flatMap(({ rules, inboundNat }) => [...rules, ...inboundNat])
  const behind = rules.filter(({ floatingIp }) => floatingIp).flatMap(({ backEnds }) => backEnds)
  return new Set(behind.map(({ networkInterface }) => networkInterface))
}

function membersBySubnet({ networkInterfaces }: LinkedTopology): ReadonlyMap<Subnet, readonly Member[]> {
  const bySubnet = new Map<Subnet, Member[]>()
  for (const networkInterface of networkInterfaces) {
    for (const configuration of networkInterface.configurations) {
      const { subnet } = configuration
      if (subnet.kind === "resolved") appendTo(bySubnet, subnet.target, { networkInterface, configuration })
    }
  }
  return bySubnet
}

/** What there is to be known of machines, of all networks together. */
interface KnownMachines {
  seesOthers(networkInterface: NetworkInterface): boolean
  at(member: Member): MachineEnd
  /** The security admin rules of a subnet; of a network interface in it, where one is given. */
  adminIn(subnet: Subnet, networkInterface?: NetworkInterface): AdminLevel
}

function knownMachines(topology: LinkedTopology): KnownMachines {
  const floating = interfacesBehindFloating(topology)
  const freeIn = freePrefixes(topology)
  const withMembers: ReadonlySet<string> = new Set(securityGroupMembers(topology).keys())
  const seesOthers = (one: NetworkInterface) => one.mayForward === true || floating.has(one)
  const inSubnet = remembering((subnet: Subnet) => adminLevel(adminRulesFor(topology, subnet, undefined)))
  return {
    seesOthers,
    adminIn: (subnet, networkInterface) => (networkInterface?.isPrivateEndpoint ? noAdminRules : inSubnet(subnet)),
    at: ({ networkInterface, configuration }) => {
      const { securityGroups, hasOtherSecurityGroups = false } = configuration
      const inside = securityGroups.map(({ key }) => key)
      const own = addressesOf(configuration, freeIn)
      return {
        addresses: seesOthers(networkInterface) ? undefined : own,
        likely: own ?? [],
        securityGroups: { inside, hasOthers: hasOtherSecurityGroups, withMembers },
      }
    },
  }
}

/** Its address, or those that Azure may choose for it. */
function addressesOf(
  { address, subnet, family }: IpConfiguration,
  freeIn: (subnet: Subnet) => readonly AddressPrefix[],
): readonly AddressPrefix[] | undefined {
  if (address) return [address]
  if (subnet.kind !== "resolved" || !subnet.target.prefixes.areAll) return undefined
  return freeIn(subnet.target).filter(one => one.family === family)
}

/** What is in a subnet. */
interface SubnetContents extends Pick<AttachedPlace, "services"> {
  readonly members: readonly Member[]
}

function subnetPlace(
  subnet: Subnet,
  { members, services }: SubnetContents,
  machines: KnownMachines,
  isWhole: boolean,
): AttachedPlace {
  const admin = machines.adminIn(subnet)
  const filtered = members.filter(({ networkInterface }) => !isIgnoredAt(networkInterface, subnet))
  return {
    level: "subnet",
    name: fullName(subnet),
    prefixes: subnet.prefixes,
    networks: [networkAround(subnet)],
    bastion: bastionPrefixes([subnet]),
    services,
    seesOtherAddresses:
      members.length === 0 || members.some(({ networkInterface }) => machines.seesOthers(networkInterface)),
    others: [
      ...filtered.map(member => {
        const { name, group } = member.networkInterface
        return levelOf(
          { name, machine: machines.at(member), admin: machines.adminIn(subnet, member.networkInterface) },
          group,
        )
      }),
      ...(services.length > 0 ? [ofServices(subnet, admin)] : []),
    ],
    admin,
    areAllOthers: isWhole,
  }
}

/** Services of Azure have machines in the subnet that no document describes. */
function ofServices({ prefixes: { known, areAll } }: Subnet, admin: AdminLevel): OtherLevel {
  const machine = { ...anyMachine, addresses: areAll ? known : undefined, likely: known }
  return { kind: "unknown", name: "", machine, admin }
}

function interfacePlace(networkInterface: NetworkInterface, machines: KnownMachines): AttachedPlace {
  const { configurations, name } = networkInterface
  const references = configurations.map(({ subnet }) => subnet)
  const adminAt = (subnet: Reference<Subnet>) =>
    subnet.kind === "resolved" ? machines.adminIn(subnet.target, networkInterface) : noAdminRules
  const [admin = noAdminRules, ...others] = references.map(adminAt)
  return {
    level: "networkInterface",
    name,
    prefixes: prefixesOf(references),
    networks: networksOf(references),
    bastion: bastionPrefixes(references.flatMap(one => (one.kind === "resolved" ? [one.target] : []))),
    services: [],
    seesOtherAddresses: machines.seesOthers(networkInterface),
    others: configurations.map(configuration => {
      const { subnet } = configuration
      const admin = adminAt(subnet)
      return levelOfSubnet(subnet, { machine: machines.at({ networkInterface, configuration }), admin })
    }),
    admin: others.every(({ key }) => key === admin.key) ? admin : noAdminRules,
    areAllOthers: references.length > 0,
  }
}

function bastionPrefixes(subnets: readonly Subnet[]): readonly AddressPrefix[] {
  const networks = new Set(subnets.flatMap(({ network }) => [network, ...peersOf(network)]))
  const found = [...networks].flatMap(network => network.subnets.filter(({ name }) => isBastionSubnet(name)))
  return found.flatMap(({ prefixes }) => prefixes.known)
}

function prefixesOf(references: readonly Reference<Subnet>[]): Prefixes {
  const subnets = references.flatMap(one => (one.kind === "resolved" ? [one.target] : []))
  const areAll = subnets.length === references.length && subnets.every(({ prefixes }) => prefixes.areAll)
  return { known: subnets.flatMap(({ prefixes }) => prefixes.known), areAll }
}

function networksOf(references: readonly Reference<Subnet>[]): AttachedPlace["networks"] {
  const subnets = references.flatMap(one => (one.kind === "resolved" ? [one.target] : []))
  return references.length > 0 && subnets.length === references.length ? subnets.map(networkAround) : undefined
}

/** Many network interfaces are in one subnet. */
const networkAround = keptFor((subnet: Subnet): AttachedNetwork => {
  const { inside, gaps, routed } = subnetNetwork(subnet, [])
  const areAll = gaps.length === 0 && routed.surely.length === 0 && routed.perhaps.length === 0
  const content = textHash(JSON.stringify([inside.map(({ key }) => key), areAll]))
  return { name: subnet.network.name, content, inside, areAll }
})

function levelOfSubnet(reference: Reference<Subnet>, level: Omit<Level, "name">): OtherLevel {
  if (reference.kind === "resolved") {
    return levelOf({ ...level, name: fullName(reference.target) }, reference.target.group)
  }
  return { ...level, kind: "unknown", name: reference.kind === "unresolved" ? reference.text : "" }
}

type Level = Pick<OtherLevel, "name" | "machine" | "admin">

function levelOf(level: Level, reference: Reference<PlacedGroup>): OtherLevel {
  if (reference.kind === "none") return { ...level, kind: "open" }
  return reference.kind === "resolved"
    ? { ...level, kind: "group", group: reference.target.group }
    : { ...level, kind: "unknown" }
}

/** Without the network where that has no name that can be read. */
function fullName({ network, name }: Subnet): string {
  return network.name.startsWith("(") ? name : `${network.name}/${name}`
}
