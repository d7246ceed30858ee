import type { LocatedGroup } from "../readers/reader.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type { NetworkInterface, PlacedGroup, Prefixes, Reference, Subnet } from "../topology/topology.ts"
import type { AttachedPlace, OtherLevel } from "./attachments.ts"
import { isIgnoredAt } from "./path-level.ts"
import { servicesBySubnet } from "./services-by-subnet.ts"

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
  const floating = membersBehindFloating(topology)
  const inSubnet = interfacesBySubnet(topology)
  const hosted = servicesBySubnet(topology)
  for (const subnet of topology.virtualNetworks.flatMap(({ subnets }) => subnets)) {
    const interfaces = inSubnet.get(subnet) ?? []
    const services = hosted(subnet)
    add(subnet.group, () => subnetPlace(subnet, { interfaces, floating, services }, isWhole(subnet.place.document)))
  }
  for (const one of topology.networkInterfaces) add(one.group, () => interfacePlace(one, floating))
  return places
}

type Interfaces = ReadonlySet<NetworkInterface>

/** Network interfaces that get traffic for the address of a load balancer. */
function membersBehindFloating({ loadBalancers }: LinkedTopology): Interfaces {
  const rules = loadBalancers.flatMap(({ rules, inboundNat }) => [...rules, ...inboundNat])
  const behind = rules.filter(({ floatingIp }) => floatingIp).flatMap(({ backEnds }) => backEnds)
  return new Set(behind.map(({ networkInterface }) => networkInterface))
}

function interfacesBySubnet({ networkInterfaces }: LinkedTopology) {
  const bySubnet = new Map<Subnet, NetworkInterface[]>()
  for (const one of networkInterfaces) {
    for (const subnet of new Set(subnetsOf(one))) bySubnet.set(subnet, [...(bySubnet.get(subnet) ?? []), one])
  }
  return bySubnet
}

function subnetsOf({ configurations }: NetworkInterface): readonly Subnet[] {
  return configurations.flatMap(({ subnet }) => (subnet.kind === "resolved" ? [subnet.target] : []))
}

/** What is in a subnet. */
interface SubnetContents extends Pick<AttachedPlace, "services"> {
  readonly interfaces: readonly NetworkInterface[]
  readonly floating: Interfaces
}

function subnetPlace(
  subnet: Subnet,
  { interfaces, floating, services }: SubnetContents,
  isWhole: boolean,
): AttachedPlace {
  const filtered = interfaces.filter(one => !isIgnoredAt(one, subnet))
  return {
    level: "subnet",
    name: fullName(subnet),
    prefixes: subnet.prefixes,
    services,
    seesOtherAddresses: interfaces.length === 0 || interfaces.some(one => seesOthers(one, floating)),
    others: filtered.map(one => levelOf(one.name, one.group)),
    areAllOthers: isWhole,
  }
}

function interfacePlace(networkInterface: NetworkInterface, floating: Interfaces): AttachedPlace {
  const references = networkInterface.configurations.map(({ subnet }) => subnet)
  return {
    level: "networkInterface",
    name: networkInterface.name,
    prefixes: prefixesOf(references),
    services: [],
    seesOtherAddresses: seesOthers(networkInterface, floating),
    others: references.map(levelOfSubnet),
    areAllOthers: references.length > 0,
  }
}

function seesOthers(networkInterface: NetworkInterface, floating: Interfaces): boolean {
  return networkInterface.mayForward === true || floating.has(networkInterface)
}

function prefixesOf(references: readonly Reference<Subnet>[]): Prefixes {
  const subnets = references.flatMap(one => (one.kind === "resolved" ? [one.target] : []))
  const areAll = subnets.length === references.length && subnets.every(({ prefixes }) => prefixes.areAll)
  return { known: subnets.flatMap(({ prefixes }) => prefixes.known), areAll }
}

function levelOfSubnet(reference: Reference<Subnet>): OtherLevel {
  if (reference.kind === "resolved") return levelOf(fullName(reference.target), reference.target.group)
  return { kind: "unknown", name: reference.kind === "unresolved" ? reference.text : "" }
}

function levelOf(name: string, reference: Reference<PlacedGroup>): OtherLevel {
  if (reference.kind === "none") return { kind: "open", name }
  return reference.kind === "resolved"
    ? { kind: "group", name, group: reference.target.group }
    : { kind: "unknown", name }
}

/** Without the network where that has no name that can be read. */
function fullName({ network, name }: Subnet): string {
  return network.name.startsWith("(") ? name : `${network.name}/${name}`
}
