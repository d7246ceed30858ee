import type { ResourceType } from "./resource-types.ts"

/** What Terraform has as a resource of its own, and Azure as a property of another one. */
export interface Association {
  /** The resource that Azure has the property in. */
  readonly type: ResourceType
  /** The key that refers to it, in Terraform's spelling. */
  readonly key: string
}

const subnet: Association = { type: "Microsoft.Network/virtualNetworks/subnets", key: "subnet_id" }
const networkInterface: Association = { type: "Microsoft.Network/networkInterfaces", key: "network_interface_id" }

/** By Terraform's types without `azurerm_`. */
const associations: readonly (readonly [string, Association])[] = [
  ["subnet_network_security_group_association", subnet],
  ["subnet_route_table_association", subnet],
  ["subnet_nat_gateway_association", subnet],
  ["network_interface_security_group_association", networkInterface],
  ["network_interface_application_security_group_association", networkInterface],
  ["network_interface_backend_address_pool_association", networkInterface],
  ["network_interface_nat_rule_association", networkInterface],
  ["network_interface_application_gateway_backend_address_pool_association", networkInterface],
]

export const terraformAssociations: ReadonlyMap<string, Association> = new Map(
  associations.map(([name, association]) => [`azurerm_${name}`, association]),
)

/** The same by the words that Crossplane and Pulumi make of Terraform's. */
export const camelCaseAssociations: ReadonlyMap<string, Association> = new Map(
  associations.map(([name, { type, key }]) => [camelCase(`_${name}`), { type, key: camelCase(key) }]),
)

/** `subnet_id` as `subnetId` */
function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Of a child, Terraform's key that says what it is a part of: by name, or by id. */
const parentKeys: Partial<Readonly<Record<ResourceType, string>>> = {
  "Microsoft.Network/virtualNetworks/subnets": "virtual_network_name",
  "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": "virtual_network_name",
  "Microsoft.Network/routeTables/routes": "route_table_name",
  "Microsoft.Network/loadBalancers/backendAddressPools": "loadbalancer_id",
  "Microsoft.Network/loadBalancers/inboundNatRules": "loadbalancer_id",
  "Microsoft.Network/loadBalancers/loadBalancingRules": "loadbalancer_id",
  "Microsoft.Network/loadBalancers/probes": "loadbalancer_id",
  "Microsoft.Network/networkManagers/networkGroups": "network_manager_id",
  "Microsoft.Network/networkManagers/networkGroups/staticMembers": "network_group_id",
  "Microsoft.Network/networkManagers/securityAdminConfigurations": "network_manager_id",
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections": "security_admin_configuration_id",
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules": "admin_rule_collection_id",
}

export function terraformParentKey(type: ResourceType): string | undefined {
  return parentKeys[type]
}

/** The same in the spelling of Crossplane and Pulumi. */
export function camelCaseParentKey(type: ResourceType): string | undefined {
  const key = parentKeys[type]
  return key === undefined ? undefined : camelCase(key)
}
