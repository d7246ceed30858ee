import type { AddressPrefix, NamedAddresses } from "../values/address.ts"
import type { Candidate, EndProblem, Endpoint, EndType, WrittenEnd } from "./endpoint.ts"
import { isReachable } from "./reachable-networks.ts"
import type { Member, NamedResource, NetworkInterface, Subnet, VirtualNetwork } from "./topology.ts"
import { hasId, type LocatedFrontEnd, type TopologyIndex } from "./topology-index.ts"

/** What both ends stand for. An address that several things have is the one in the other end's network or its peers. */
export function findEndpoints(
  index: TopologyIndex,
  source: WrittenEnd,
  destination: WrittenEnd,
): { readonly source: Endpoint; readonly destination: Endpoint } | EndProblem {
  const alone = findEndpoint(index, source)
  const to = findEndpoint(index, destination, near(alone))
  const from = findEndpoint(index, source, near(to))
  if (isProblem(from)) return from
  const found = isProblem(to) || isProblem(alone) ? findEndpoint(index, destination, near(from)) : to
  return isProblem(found) ? found : { source: from, destination: found }
}

function near(end: Endpoint | EndProblem): readonly VirtualNetwork[] {
  return isProblem(end) ? [] : networksOf(end)
}

export function isProblem(found: Endpoint | EndProblem): found is EndProblem {
  return "candidates" in found
}

/** `networks`: those that the thing is in, or has a peering with, where several are called so. */
export function findEndpoint(
  index: TopologyIndex,
  end: WrittenEnd,
  near: readonly VirtualNetwork[] = [],
): Endpoint | EndProblem {
  if (end.kind === "address") return end.term.kind === "prefix" ? atAddress(index, end, end.term, near) : elsewhere(end)
  const found = end.kind === "id" ? withId(index, end.id) : called(index, end.type, end.name)
  const [first, second] = found
  if (first && !second) return first.endpoint
  const candidates = (first ? found : everything(index, end)).map(({ candidate }) => candidate)
  return { kind: first ? "ambiguous" : "no-such-name", end, candidates }
}

/** Something of the topology, and what it is called. */
interface Found {
  readonly endpoint: Endpoint
  readonly candidate: Candidate
}

function elsewhere({ term }: Extract<WrittenEnd, { kind: "address" }>): Endpoint {
  return { kind: "elsewhere", term }
}

function called(index: TopologyIndex, type: EndType, name: string): readonly Found[] {
  if (name.startsWith("/")) return withId(index, name)
  if (type === "nic") return index.interfacesCalled(name).map(interfaceFound)
  if (type === "vm") return primaryOf(index.interfacesOfMachine(name)).map(machineFound)
  return everything(index, { kind: "named", type, name }).filter(({ candidate, endpoint }) =>
    namesOf(candidate, endpoint, type).includes(name.toLowerCase()),
  )
}

/** A subnet is called with its network; a load balancer with a single front end without it, too. */
function namesOf({ name }: Candidate, endpoint: Endpoint, type: EndType): readonly string[] {
  const whole = name.toLowerCase()
  const isAlone = endpoint.kind === "frontEnd" && endpoint.loadBalancer.frontEnds.length === 1
  return type === "lb" && isAlone ? [whole, endpoint.loadBalancer.name.toLowerCase()] : [whole]
}

/** All that an end of the type can be. */
function everything(index: TopologyIndex, end: WrittenEnd): readonly Found[] {
  const type = end.kind === "named" ? end.type : undefined
  if (type === "nic") return index.topology.networkInterfaces.map(interfaceFound)
  if (type === "vm")
    return primaryOf(index.topology.networkInterfaces.filter(({ machine }) => machine)).map(machineFound)
  if (type === "subnet") return index.subnets.map(subnetFound)
  if (type === "lb") return index.frontEnds.map(frontEndFound)
  if (type === "asg") return [...index.securityGroups.values()].map(group => groupFound(index, group))
  return []
}

/** Each machine's primary network interface; of one without, all. */
function primaryOf(interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] {
  const isFirst = ({ machine }: NetworkInterface) =>
    interfaces.some(other => other.machine?.place === machine?.place && other.isPrimary)
  return interfaces.filter(one => one.isPrimary || !isFirst(one))
}

function withId(index: TopologyIndex, id: string): readonly Found[] {
  const { networkInterfaces, publicAddresses } = index.topology
  const wanted = id.toLowerCase()
  const machines = networkInterfaces.filter(({ machine }) => machine && hasId(machine, id))
  const group = index.securityGroups.get(`group:${wanted}`)
  return [
    ...networkInterfaces.filter(one => hasId(one, id)).map(interfaceFound),
    ...primaryOf(machines).map(machineFound),
    ...index.subnets.filter(one => hasId(one, id)).map(subnetFound),
    ...index.frontEnds.filter(located => isFrontEnd(located, wanted)).map(frontEndFound),
    ...(group ? [groupFound(index, group)] : []),
    ...publicAddresses
      .filter(one => hasId(one, id))
      .map(one => ({ endpoint: ofPublicAddress(index, one), candidate: candidateOf(one, one.name) })),
  ]
}

function isFrontEnd({ loadBalancer, frontEnd }: LocatedFrontEnd, wanted: string): boolean {
  const id = loadBalancer.id?.toLowerCase()
  if (id === undefined) return false
  const own = `${id}/frontendipconfigurations/${frontEnd.name.toLowerCase()}`
  return wanted === own || (wanted === id && loadBalancer.frontEnds.length === 1)
}

function interfaceFound(networkInterface: NetworkInterface): Found {
  return { endpoint: ofInterface(networkInterface), candidate: candidateOf(networkInterface, networkInterface.name) }
}

function machineFound(networkInterface: NetworkInterface): Found {
  const { machine, name } = networkInterface
  const called = machine?.kind === "scaleSet" ? `${machine.name}/${name}` : (machine?.name ?? name)
  return { endpoint: ofInterface(networkInterface), candidate: candidateOf(machine ?? networkInterface, called) }
}

function ofInterface(networkInterface: NetworkInterface): Endpoint {
  const members = networkInterface.configurations.map(configuration => ({ networkInterface, configuration }))
  return { kind: "networkInterface", members }
}

function subnetFound(subnet: Subnet): Found {
  return {
    endpoint: { kind: "subnet", subnet },
    candidate: candidateOf(subnet, `${subnet.network.name}/${subnet.name}`),
  }
}

function frontEndFound({ loadBalancer, frontEnd }: LocatedFrontEnd): Found {
  return {
    endpoint: { kind: "frontEnd", loadBalancer, frontEnd },
    candidate: candidateOf(loadBalancer, `${loadBalancer.name}/${frontEnd.name}`),
  }
}

function groupFound({ members }: TopologyIndex, group: NamedAddresses): Found {
  const own = members.get(group.key) ?? []
  const endpoint: Endpoint =
    own.length > 0 ? { kind: "securityGroup", group, members: own } : { kind: "elsewhere", term: group }
  const id = group.key.startsWith("group:/") ? group.key.slice("group:".length) : undefined
  const document = own[0]?.networkInterface.place.document ?? ""
  return {
    endpoint,
    candidate: { name: group.name.slice(group.name.lastIndexOf("/") + 1), document, ...(id !== undefined && { id }) },
  }
}

function candidateOf({ id, place }: Pick<NamedResource, "id" | "place">, name: string): Candidate {
  return { name, document: place.document, ...(id !== undefined && { id }) }
}

/** A load balancer's front end, else the IP configurations that have it. */
function ofPublicAddress(index: TopologyIndex, publicAddress: NamedPublic): Endpoint {
  const located = index.frontEnds.find(
    ({ frontEnd: { publicAddress: own } }) => own.kind === "resolved" && own.target === publicAddress,
  )
  if (located) return { kind: "frontEnd", ...located }
  return { kind: "publicAddress", publicAddress, members: index.membersWith(publicAddress) }
}

type NamedPublic = TopologyIndex["topology"]["publicAddresses"][number]

function atAddress(
  index: TopologyIndex,
  end: Extract<WrittenEnd, { kind: "address" }>,
  address: AddressPrefix,
  networks: readonly VirtualNetwork[],
): Endpoint | EndProblem {
  if (address.first !== address.last) return elsewhere(end)
  const [publicAddress] = index.publicAddressesAt(address)
  if (publicAddress) return ofPublicAddress(index, publicAddress)
  const found = [
    ...index.frontEnds
      .filter(({ frontEnd }) => frontEnd.address?.key === address.key)
      .map(located => ({ ...frontEndFound(located), network: networkOf(located.frontEnd.subnet) })),
    ...index
      .membersAt(address)
      .map(member => ({ ...memberFound(member, address), network: networkOf(member.configuration.subnet) })),
  ]
  const [only, another] = found
  if (only && !another) return only.endpoint
  const isNear = ({ network }: { network: VirtualNetwork | undefined }) =>
    networks.some(one => network && (isReachable(one, network) || isReachable(network, one)))
  const [meant, other] = found.filter(isNear)
  if (meant && !other) return meant.endpoint
  if (only) return { kind: "ambiguous", end, candidates: found.map(({ candidate }) => candidate) }
  return inSubnet(index, end, address, networks)
}

function memberFound(member: Member, address: AddressPrefix): Found {
  const { networkInterface } = member
  return {
    endpoint: { kind: "networkInterface", members: [member], address },
    candidate: candidateOf(networkInterface, networkInterface.name),
  }
}

/** An address that nothing here has, in a subnet that is the only one to hold it, or the only one near the other end. */
function inSubnet(
  { subnets }: TopologyIndex,
  end: Extract<WrittenEnd, { kind: "address" }>,
  address: AddressPrefix,
  networks: readonly VirtualNetwork[],
): Endpoint {
  const holding = subnets.filter(({ prefixes }) =>
    prefixes.known.some(one => one.family === address.family && one.first <= address.first && address.last <= one.last),
  )
  const close = holding.filter(({ network }) => networks.some(one => isReachable(one, network)))
  const [subnet, another] = close.length > 0 ? close : holding
  return subnet && !another ? { kind: "subnet", subnet, address } : elsewhere(end)
}

/** The networks that an end is in. */
export function networksOf(endpoint: Endpoint): readonly VirtualNetwork[] {
  if (endpoint.kind === "elsewhere") return []
  if (endpoint.kind === "subnet") return [endpoint.subnet.network]
  if (endpoint.kind === "frontEnd") return [networkOf(endpoint.frontEnd.subnet) ?? []].flat()
  return [...new Set(endpoint.members.flatMap(({ configuration }) => networkOf(configuration.subnet) ?? []))]
}

function networkOf(subnet: Member["configuration"]["subnet"]): VirtualNetwork | undefined {
  return subnet.kind === "resolved" ? subnet.target.network : undefined
}
