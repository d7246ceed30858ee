import type { ServiceId } from "../azure/service-need.ts"
import { serviceOfGateway, servicesOfSubnet } from "../azure/service-requirements.ts"
import type { Subnet, Topology } from "../topology/topology.ts"
import { appendTo } from "../values/grouped.ts"

/** The services of Azure that surely are in a subnet: by its name, what it is delegated to, and the resources in it. */
export function servicesBySubnet({
  loadBalancers,
  hostedServices,
}: Topology): (subnet: Subnet) => readonly ServiceId[] {
  const ofResources = new Map<Subnet, ServiceId[]>()
  for (const { service, subnet } of hostedServices) appendTo(ofResources, subnet, service)
  for (const { kind, subnet, sku } of loadBalancers) {
    const service = kind === "applicationGateway" ? serviceOfGateway(sku) : undefined
    if (service && subnet?.kind === "resolved") appendTo(ofResources, subnet.target, service)
  }
  return subnet => [
    ...new Set([...servicesOfSubnet(subnet.name, subnet.delegations), ...(ofResources.get(subnet) ?? [])]),
  ]
}
