import type { ServiceId } from "../azure/service-need.ts"
import { serviceOfGateway, servicesOfSubnet } from "../azure/service-requirements.ts"
import type { Subnet, Topology } from "../topology/topology.ts"
import { appendTo } from "../values/grouped.ts"

/** The services of Azure that surely are in a subnet: by its name, what it is delegated to, and the gateways in it. */
export function servicesBySubnet({ loadBalancers }: Topology): (subnet: Subnet) => readonly ServiceId[] {
  const ofGateways = new Map<Subnet, ServiceId[]>()
  for (const { kind, subnet, sku } of loadBalancers) {
    const service = kind === "applicationGateway" ? serviceOfGateway(sku) : undefined
    if (service && subnet?.kind === "resolved") appendTo(ofGateways, subnet.target, service)
  }
  return subnet => [
    ...new Set([...servicesOfSubnet(subnet.name, subnet.delegations), ...(ofGateways.get(subnet) ?? [])]),
  ]
}
