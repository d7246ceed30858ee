import { securityGroupName } from "../readers/security-group-name.ts"
import type { NamedAddresses } from "../values/address.ts"
import type { Candidate, Endpoint, EndType } from "./endpoint.ts"
import { membersOf } from "./members-of.ts"
import type { NamedResource, NetworkInterface, PublicAddress, Subnet } from "./topology.ts"
import type { LocatedFrontEnd, TopologyIndex } from "./topology-index.ts"

/** Something of the topology, and what it is called. */
export interface Found {
  readonly endpoint: Endpoint
  /** Asked only of what may not be meant. */
  candidate(): Candidate
}

export function interfaceFound(networkInterface: NetworkInterface): Found {
  const { machine, name } = networkInterface
  const called = machine?.kind === "scaleSet" ? `${machine.name}/${name}` : name
  return { endpoint: ofInterface(networkInterface), candidate: () => candidateOf(networkInterface, called, "nic") }
}

export function machineFound(networkInterface: NetworkInterface): Found {
  const { machine, name } = networkInterface
  const called = machine?.kind === "scaleSet" ? `${machine.name}/${name}` : (machine?.name ?? name)
  return {
    endpoint: ofInterface(networkInterface),
    candidate: () => candidateOf(machine ?? networkInterface, called, "vm"),
  }
}

function ofInterface(networkInterface: NetworkInterface): Endpoint {
  return { kind: "networkInterface", members: membersOf(networkInterface) }
}

export function subnetFound(subnet: Subnet): Found {
  return {
    endpoint: { kind: "subnet", subnet },
    candidate: () => candidateOf(subnet, `${subnet.network.name}/${subnet.name}`, "subnet"),
  }
}

export function frontEndFound({ loadBalancer, frontEnd }: LocatedFrontEnd): Found {
  return {
    endpoint: { kind: "frontEnd", loadBalancer, frontEnd },
    candidate: () => candidateOf(loadBalancer, `${loadBalancer.name}/${frontEnd.name}`, "lb"),
  }
}

export function groupFound({ members }: TopologyIndex, group: NamedAddresses): Found {
  const own = members.get(group.key) ?? []
  const endpoint: Endpoint =
    own.length > 0 ? { kind: "securityGroup", group, members: own } : { kind: "elsewhere", term: group }
  const id = group.key.startsWith("group:/") ? group.key.slice("group:".length) : undefined
  const document = own[0]?.networkInterface.place.document ?? ""
  return {
    endpoint,
    candidate: () => ({ name: securityGroupName(group), document, type: "asg", ...(id !== undefined && { id }) }),
  }
}

/** A load balancer's front end, else the IP configurations that have it. */
export function ofPublicAddress(index: TopologyIndex, publicAddress: PublicAddress): Endpoint {
  const located = index.frontEnds.find(
    ({ frontEnd: { publicAddress: own } }) => own.kind === "resolved" && own.target === publicAddress,
  )
  if (located) return { kind: "frontEnd", ...located }
  return { kind: "publicAddress", publicAddress, members: index.membersWith(publicAddress) }
}

export function candidateOf(
  { id, place }: Pick<NamedResource, "id" | "place">,
  name: string,
  type?: EndType,
): Candidate {
  return { name, document: place.document, ...(type && { type }), ...(id !== undefined && { id }) }
}
