import { entriesOf, member } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"

/** Of resources besides groups and rules, the properties in which it stands where groups apply, and to what traffic. */
const networkProperties: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    applicationSecurityGroups: [],
    virtualNetworks: ["addressSpace", "subnets", "virtualNetworkPeerings"],
    "virtualNetworks/subnets": [
      "addressPrefix",
      "addressPrefixes",
      "networkSecurityGroup",
      "routeTable",
      "delegations",
    ],
    "virtualNetworks/virtualNetworkPeerings": ["remoteVirtualNetwork"],
    networkInterfaces: ["ipConfigurations", "networkSecurityGroup"],
    loadBalancers: [
      "frontendIPConfigurations",
      "backendAddressPools",
      "loadBalancingRules",
      "probes",
      "inboundNatRules",
    ],
    routeTables: ["routes"],
    "routeTables/routes": ["addressPrefix", "nextHopType", "nextHopIpAddress"],
  }).map(([type, keys]) => [`microsoft.network/${type}`.toLowerCase(), new Set(keys.map(key => key.toLowerCase()))]),
)

/** The parts of such a resource that are read of it: its name, and these properties. None of one of another type. */
export function networkParts(node: MapNode, type: string): readonly Node[] {
  const keys = networkProperties.get(type)
  if (!keys) return []
  const name = member(node, "name")
  const inner = entriesOf(member(node, "properties")).filter(({ key }) => keys.has(key.toLowerCase()))
  return [...(name ? [name] : []), ...inner.map(({ value }) => value)]
}
