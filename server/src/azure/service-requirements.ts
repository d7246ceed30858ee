import type { ServiceId, ServiceRequirements } from "./service-need.ts"
import { serviceNeeds } from "./service-needs.ts"

/** Services by the fixed name of their subnet, in lower case. */
const bySubnetName: ReadonlyMap<string, ServiceId> = new Map([["azurebastionsubnet", "bastion"]])

/** Services to which alone a subnet is delegated, by the delegation in lower case. */
const byDelegation: ReadonlyMap<string, ServiceId> = new Map([
  ["microsoft.sql/managedinstances", "sqlManagedInstance"],
  ["microsoft.databricks/workspaces", "databricks"],
  ["microsoft.app/environments", "containerApps"],
  ["microsoft.web/hostingenvironments", "appServiceEnvironmentV3"],
  ["microsoft.network/dnsresolvers", "dnsResolver"],
])

/** The services that a subnet is for, by its name and delegations. */
export function servicesOfSubnet(name: string, delegations: readonly string[]): readonly ServiceId[] {
  const known = [bySubnetName.get(name.toLowerCase()), ...delegations.map(one => byDelegation.get(one.toLowerCase()))]
  return known.filter(service => service !== undefined)
}

/** The generation of an application gateway, by its SKU; undefined where that is not known. */
export function serviceOfGateway(sku: string | undefined): ServiceId | undefined {
  if (sku === undefined) return undefined
  if (/_v2$/i.test(sku) || sku.toLowerCase() === "basic") return "applicationGatewayV2"
  return /^(standard|waf)(_(small|medium|large))?$/i.test(sku) ? "applicationGatewayV1" : undefined
}

export function requirementsOf(service: ServiceId): ServiceRequirements {
  return { service, ...serviceNeeds[service] }
}
