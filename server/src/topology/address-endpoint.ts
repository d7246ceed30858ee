import type { AddressPrefix } from "../values/address.ts"
import type { EndProblem, Endpoint, WrittenEnd } from "./endpoint.ts"
import { networkOf } from "./endpoint-networks.ts"
import { type Found, frontEndFound, interfaceFound, ofPublicAddress } from "./found-endpoint.ts"
import { isReachable } from "./reachable-networks.ts"
import type { Member, VirtualNetwork } from "./topology.ts"
import type { TopologyIndex } from "./topology-index.ts"

export function elsewhere({ term }: Extract<WrittenEnd, { kind: "address" }>): Endpoint {
  return { kind: "elsewhere", term }
}

export function atAddress(
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
  if (only) return { kind: "ambiguous", end, candidates: found.map(({ candidate }) => candidate()) }
  return inSubnet(index, end, address, networks)
}

function memberFound(member: Member, address: AddressPrefix): Found {
  const { candidate } = interfaceFound(member.networkInterface)
  return { endpoint: { kind: "networkInterface", members: [member], address }, candidate }
}

/** An address that nothing here has, in a subnet that is the only one to hold it, or the only one near the other end. */
function inSubnet(
  index: TopologyIndex,
  end: Extract<WrittenEnd, { kind: "address" }>,
  address: AddressPrefix,
  networks: readonly VirtualNetwork[],
): Endpoint {
  const holding = index.subnetsAt(address)
  const close = holding.filter(({ network }) => networks.some(one => isReachable(one, network)))
  const [subnet, another] = close.length > 0 ? close : holding
  return subnet && !another ? { kind: "subnet", subnet, address } : elsewhere(end)
}
