/** Subnets by Azure's fixed names, in lower case, and what stands in them. */
const serviceSubnets: ReadonlyMap<string, { readonly takesGroup: boolean }> = new Map([
  ["gatewaysubnet", { takesGroup: false }],
  ["azurefirewallsubnet", { takesGroup: false }],
  ["azurefirewallmanagementsubnet", { takesGroup: false }],
  ["routeserversubnet", { takesGroup: false }],
  ["azurebastionsubnet", { takesGroup: true }],
])

/** Whether Azure lets a subnet of this name have a network security group. */
export function takesSecurityGroup(subnet: string): boolean {
  return serviceSubnets.get(subnet.toLowerCase())?.takesGroup ?? true
}

/** The subnet of Azure Bastion, which signs people in to machines. */
export function isBastionSubnet(subnet: string): boolean {
  return subnet.toLowerCase() === "azurebastionsubnet"
}

/** The subnet of a virtual network's VPN and ExpressRoute gateways. */
export function isGatewaySubnet(subnet: string): boolean {
  return subnet.toLowerCase() === "gatewaysubnet"
}

/** The subnet of a Route Server, from which a virtual network learns routes. */
export function isRouteServerSubnet(subnet: string): boolean {
  return subnet.toLowerCase() === "routeserversubnet"
}

/**
 * Whether security admin rules of Virtual Network Manager apply to a subnet of this name: those of gateways, firewalls,
 * route servers and Bastion hosts are exempt (2026-01).
 */
export function takesAdminRules(subnet: string): boolean {
  return !serviceSubnets.has(subnet.toLowerCase())
}

/**
 * Services that keep security admin rules from the whole virtual network of a subnet that is delegated to them, unless a
 * configuration says otherwise (SQL Managed Instance, Databricks).
 */
export function hasIntentPolicies(delegation: string): boolean {
  return /^microsoft\.(sql\/managedinstances|databricks\/workspaces)$/i.test(delegation)
}
