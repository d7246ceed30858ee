import type { Endpoint } from "./endpoint.ts"
import type { Reference, Subnet, VirtualNetwork } from "./topology.ts"

/** The networks that an end is in. */
export function networksOf(endpoint: Endpoint): readonly VirtualNetwork[] {
  if (endpoint.kind === "elsewhere") return []
  if (endpoint.kind === "subnet") return [endpoint.subnet.network]
  if (endpoint.kind === "frontEnd") return [networkOf(endpoint.frontEnd.subnet) ?? []].flat()
  return [...new Set(endpoint.members.flatMap(({ configuration }) => networkOf(configuration.subnet) ?? []))]
}

export function networkOf(subnet: Reference<Subnet>): VirtualNetwork | undefined {
  return subnet.kind === "resolved" ? subnet.target.network : undefined
}
