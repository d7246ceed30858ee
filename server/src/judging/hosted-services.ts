import type { ServiceId } from "../azure/service-need.ts"
import { serviceOfGateway, servicesOfSubnet } from "../azure/service-requirements.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { Reference, Subnet, Topology } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"

/** A service of Azure in a subnet to which a group applies. */
export interface HostedService {
  readonly service: ServiceId
  /** `vnet/subnet`; without the network where that has no name that can be read. */
  readonly subnet: string
  readonly prefixes: readonly AddressPrefix[]
}

/** The services that surely are in subnets of the group. */
export function hostedServices(topology: Topology, group: LocatedGroup): readonly HostedService[] {
  const subnets = topology.virtualNetworks.flatMap(network => network.subnets).filter(hasGroup(group))
  return subnets.flatMap(subnet => {
    const gateways = topology.loadBalancers.filter(
      one => one.kind === "applicationGateway" && refersTo(one.subnet, subnet),
    )
    const services = [
      ...servicesOfSubnet(subnet.name, subnet.delegations),
      ...gateways.flatMap(({ sku }) => serviceOfGateway(sku) ?? []),
    ]
    const about = { subnet: nameOf(subnet), prefixes: subnet.prefixes.known }
    return [...new Set(services)].map(service => ({ service, ...about }))
  })
}

function hasGroup(group: LocatedGroup) {
  return ({ group: reference }: Subnet) => reference.kind === "resolved" && isSameGroup(reference.target.group, group)
}

/** A topology may have been linked of the group as it stood elsewhere. */
function isSameGroup(one: LocatedGroup, other: LocatedGroup): boolean {
  return one === other || (one.range.start === other.range.start && one.iteration === other.iteration)
}

function refersTo(reference: Reference<Subnet> | undefined, subnet: Subnet): boolean {
  return reference?.kind === "resolved" && reference.target === subnet
}

function nameOf({ network, name }: Subnet): string {
  return network.name.startsWith("(") ? name : `${network.name}/${name}`
}
