import type { ReadResource } from "../../readers/located-resource.ts"
import { memberAt } from "../../syntax/lookup.ts"

/** The properties that a topology is made of, by names of our own; each dialect has its own words for them. */
export const propertyNames = [
  ...["name", "isPrimary", "group", "routeTable", "subnet", "publicAddress", "sku", "prefixes", "networks"],
  ...["delegations", "serviceName", "serviceEndpoints", "service", "policies", "claims", "privateEndpoint"],
  ...["remote", "state", "allowsAccess", "usesRemoteGateway", "remotePrefixes"],
  ...["backAllowsAccess", "backUsesRemoteGateway"],
  ...["configurations", "configuration", "address", "version", "securityGroups", "securityGroup", "machine"],
  ...["interfaces", "primaryInterface", "profiles", "ownProfiles", "ownAddress", "interfaceName"],
  ...["frontEnds", "frontEnd", "frontEndName", "pools", "pool", "poolMembers", "poolAddresses", "member"],
  ...["rules", "natRules", "natPools", "natRule", "protocol", "frontPort", "lastPort", "backPort", "floating"],
  ...["gatewayConfigurations", "routes", "prefix", "nextHopType", "attachedSubnets", "attachedInterfaces"],
  ...["managementGroups", "managed", "networkGroups", "networkGroup", "intentPolicies"],
  ...["access", "direction", "priority", "sources", "destinations", "sourcePorts", "destinationPorts"],
  ...[
    "firstGateway",
    "otherGateway",
    "localGateway",
    "localPrefixes",
    "connectionType",
    "gatewayType",
    "bgp",
    "clients",
  ],
  ...["addressPrefix", "publicIp", "addressOf", "mayMakeGroup", "forwards", "mac"],
  ...["serviceSubnet", "serviceSubnetName", "serviceNetwork", "serviceParts", "serviceConnection", "serviceVersion"],
  ...["networkType", "nodeCommunication", "nodePublicAddress"],
] as const

export type PropertyName = (typeof propertyNames)[number]

/** Where a dialect has a property: paths of keys, of which the first that leads to a value counts. */
export type PropertyPaths = Readonly<Partial<Record<PropertyName, readonly Path[]>>>
export type Path = readonly [string, ...string[]]

/** Azure's own words, in templates and all that the API prints; Service Operator and Pulumi's native provider have them, too. */
const azure = paths({
  name: "name",
  isPrimary: "primary",
  group: "networkSecurityGroup",
  routeTable: "routeTable",
  subnet: "subnet",
  publicAddress: "publicIPAddress",
  sku: "sku.name",
  networks: "addressSpace.addressPrefixes",
  prefixes: "addressPrefixes addressPrefix",
  delegations: "delegations",
  serviceName: "serviceName",
  serviceEndpoints: "serviceEndpoints",
  service: "service",
  policies: "privateEndpointNetworkPolicies",
  claims: "ipConfigurations",
  privateEndpoint: "privateEndpoint",
  forwards: "enableIPForwarding",
  remote: "remoteVirtualNetwork",
  state: "peeringState",
  allowsAccess: "allowVirtualNetworkAccess",
  usesRemoteGateway: "useRemoteGateways",
  remotePrefixes: "remoteVirtualNetworkAddressSpace.addressPrefixes remoteAddressSpace.addressPrefixes",
  configurations: "ipConfigurations",
  address: "privateIPAddress",
  version: "privateIPAddressVersion",
  securityGroups: "applicationSecurityGroups",
  machine: "virtualMachine",
  interfaces: "networkProfile.networkInterfaces networkInterfaces",
  profiles:
    "virtualMachineProfile.networkProfile.networkInterfaceConfigurations networkProfile.networkInterfaceConfigurations",
  ownProfiles: "networkProfile.networkInterfaceConfigurations",
  ownAddress: "publicIPAddressConfiguration",
  interfaceName: "customNetworkInterfaceName",
  frontEnds: "frontendIPConfigurations",
  frontEnd: "frontendIPConfiguration",
  pools: "backendAddressPools loadBalancerBackendAddressPools",
  pool: "backendAddressPool",
  poolMembers: "backendIPConfigurations",
  poolAddresses: "loadBalancerBackendAddresses",
  member: "backendIPConfiguration",
  rules: "loadBalancingRules",
  natRules: "inboundNatRules loadBalancerInboundNatRules",
  natPools: "inboundNatPools loadBalancerInboundNatPools",
  protocol: "protocol",
  frontPort: "frontendPort frontendPortRangeStart",
  lastPort: "frontendPortRangeEnd",
  backPort: "backendPort",
  floating: "enableFloatingIP",
  gatewayConfigurations: "gatewayIPConfigurations ipConfigurations",
  routes: "routes",
  prefix: "addressPrefix",
  nextHopType: "nextHopType",
  attachedSubnets: "subnets",
  attachedInterfaces: "networkInterfaces",
  firstGateway: "virtualNetworkGateway1",
  otherGateway: "virtualNetworkGateway2",
  localGateway: "localNetworkGateway2",
  localPrefixes: "localNetworkAddressSpace.addressPrefixes",
  connectionType: "connectionType",
  gatewayType: "gatewayType",
  bgp: "enableBgp",
  clients: "vpnClientConfiguration",
  managementGroups: "networkManagerScopes.managementGroups",
  managed: "resourceId",
  networkGroups: "appliesToGroups",
  networkGroup: "networkGroupId",
  intentPolicies: "applyOnNetworkIntentPolicyBasedServices",
  access: "access",
  direction: "direction",
  priority: "priority",
  sources: "sources",
  destinations: "destinations",
  sourcePorts: "sourcePortRanges",
  destinationPorts: "destinationPortRanges",
  addressPrefix: "addressPrefix",
  publicIp: "ipAddress",
  mac: "macAddress",
  addressOf: "networkInterfaceIPConfiguration",
  serviceSubnet:
    "virtualNetworkConfiguration.subnetResourceId vnetSubnetID networkConfiguration.subnetId subnetId virtualNetworkProfile.subnet properties.subnet virtualNetwork",
  serviceSubnetName: "virtualNetwork.subnet",
  serviceNetwork: "virtualNetwork",
  serviceParts: "agentPoolProfiles computeProfile.roles replicaSets additionalLocations",
  serviceConnection: "networkProperties.resourceProviderConnection",
  serviceVersion: "kind",
  networkType: "virtualNetworkType",
  nodeCommunication: "targetNodeCommunicationMode",
  nodePublicAddress: "properties.enableNodePublicIp",
})

const terraformWords = {
  name: "name",
  isPrimary: "primary",
  group: "network_security_group_id security_group",
  routeTable: "route_table_id",
  subnet: "subnet_id",
  publicAddress: "public_ip_address_id",
  forwards: "ip_forwarding_enabled enable_ip_forwarding",
  mac: "mac_address",
  sku: "sku.name sku sku_name",
  networks: "address_space",
  prefixes: "address_prefixes address_prefix",
  delegations: "delegation",
  serviceName: "service_delegation.name",
  serviceEndpoints: "service_endpoints",
  policies:
    "private_endpoint_network_policies private_endpoint_network_policies_enabled enforce_private_link_endpoint_network_policies",
  remote: "remote_virtual_network_id",
  allowsAccess: "allow_virtual_network_access",
  usesRemoteGateway: "use_remote_gateways",
  configurations: "ip_configuration",
  configuration: "ip_configuration_name",
  address: "private_ip_address",
  version: "private_ip_address_version version",
  securityGroups: "application_security_group_ids",
  securityGroup: "application_security_group_id",
  machine: "virtual_machine_id",
  interfaces: "network_interface_ids network_interface",
  primaryInterface: "primary_network_interface_id",
  profiles: "network_interface network_profile",
  ownAddress: "public_ip_address",
  interfaceName: "custom_network_interface_name",
  frontEnds: "frontend_ip_configuration",
  frontEndName: "frontend_ip_configuration_name",
  pools:
    "backend_address_pool_ids backend_address_pool_id load_balancer_backend_address_pools_ids load_balancer_backend_address_pool_ids",
  pool: "backend_address_pool_id",
  natRules: "load_balancer_inbound_nat_rules_ids",
  natPools: "load_balancer_inbound_nat_rules_ids",
  natRule: "nat_rule_id",
  protocol: "protocol",
  frontPort: "frontend_port frontend_port_start",
  lastPort: "frontend_port_end",
  backPort: "backend_port",
  floating: "floating_ip_enabled enable_floating_ip",
  gatewayConfigurations: "gateway_ip_configuration ip_configuration",
  routes: "route",
  prefix: "address_prefix",
  nextHopType: "next_hop_type",
  firstGateway: "virtual_network_gateway_id",
  otherGateway: "peer_virtual_network_gateway_id",
  localGateway: "local_network_gateway_id",
  localPrefixes: "address_space",
  connectionType: "type",
  gatewayType: "type",
  bgp: "bgp_enabled enable_bgp",
  clients: "vpn_client_configuration",
  managementGroups: "scope.management_group_ids",
  managed: "target_virtual_network_id",
  networkGroups: "network_group_ids",
  intentPolicies: "apply_on_network_intent_policy_based_services",
  access: "action",
  direction: "direction",
  priority: "priority",
  sources: "source",
  destinations: "destination",
  sourcePorts: "source_port_ranges",
  destinationPorts: "destination_port_ranges",
  addressPrefix: "address_prefix",
  publicIp: "ip_address",
  serviceSubnet:
    "virtual_network_configuration.subnet_id vnet_subnet_id default_node_pool.vnet_subnet_id network_configuration.subnet_id initial_replica_set.subnet_id subnet_resource_id subnet_id roles.head_node.subnet_id",
  serviceParts: "additional_location",
  serviceConnection: "network.connection_direction",
  networkType: "virtual_network_type",
  nodeCommunication: "target_node_communication_mode",
  nodePublicAddress: "node_public_ip_enabled",
} as const satisfies Partial<Record<PropertyName, string>>

/** Ansible's modules: names of other resources, where the others have ids. */
const ansible = paths({
  name: "name",
  isPrimary: "primary",
  group: "security_group security_group_name",
  routeTable: "route_table",
  subnet: "subnet subnet_name",
  publicAddress: "public_ip_address_name public_ip_name public_ip_address public_ip",
  sku: "sku",
  networks: "address_prefixes_cidr address_prefixes",
  prefixes: "address_prefixes_cidr address_prefix_cidr address_prefix",
  delegations: "delegations",
  serviceName: "serviceName",
  serviceEndpoints: "service_endpoints",
  service: "service",
  policies: "private_endpoint_network_policies",
  remote: "remote_virtual_network",
  allowsAccess: "allow_virtual_network_access",
  usesRemoteGateway: "use_remote_gateways",
  configurations: "ip_configurations",
  address: "private_ip_address",
  version: "private_ip_address_version",
  securityGroups: "application_security_groups",
  interfaces: "network_interface_names network_interfaces",
  frontEnds: "frontend_ip_configurations",
  frontEnd: "frontend_ip_configuration",
  pools: "backend_address_pools load_balancer_backend_address_pools",
  pool: "backend_address_pool",
  rules: "load_balancing_rules",
  natRules: "inbound_nat_rules",
  natPools: "inbound_nat_pools",
  protocol: "protocol",
  frontPort: "frontend_port frontend_port_range_start",
  lastPort: "frontend_port_range_end",
  backPort: "backend_port",
  floating: "enable_floating_ip",
  gatewayConfigurations: "gateway_ip_configurations ip_configurations",
  routes: "routes",
  prefix: "address_prefix",
  nextHopType: "next_hop_type",
  mayMakeGroup: "create_with_security_group",
  forwards: "enable_ip_forwarding ip_forwarding",
})

/** Cluster API's provider: subnets and groups within the cluster. */
const clusterApi = paths({
  name: "name",
  group: "securityGroup",
  routeTable: "routeTable",
  networks: "cidrBlocks",
  prefixes: "cidrBlocks",
  serviceEndpoints: "serviceEndpoints",
  service: "service",
  remote: "remoteVnetName",
  allowsAccess: "forwardPeeringProperties.allowVirtualNetworkAccess",
  usesRemoteGateway: "forwardPeeringProperties.useRemoteGateways",
  backAllowsAccess: "reversePeeringProperties.allowVirtualNetworkAccess",
  backUsesRemoteGateway: "reversePeeringProperties.useRemoteGateways",
})

const terraform = paths(terraformWords)
/** Crossplane and Pulumi's classic provider make camel case of Terraform's words; Pulumi also makes plurals of blocks. */
const camel = paths(mapped(text => withObjects(camelCase(text))))
const camelPlural = paths(mapped(text => `${camelCase(text)} ${camelCase(text).replace(/(?<!s)(?= |$)/g, "s")}`))

const families = { azure, terraform, camel, camelPlural, ansible, clusterApi } as const

/** What the properties of a resource are called, as its kind and its shape tell. */
export function pathsOf({ kind, node }: Pick<ReadResource, "kind" | "node">): PropertyPaths {
  if (kind.startsWith("azurerm_")) return families.terraform
  if (kind.startsWith("azure_rm_")) return families.ansible
  if (kind.startsWith("AzureCluster")) return families.clusterApi
  if (kind.startsWith("azure:")) return families.camelPlural
  const isCrossplane = memberAt(node, "spec", "forProvider") !== undefined || /^\w+\.subnet$/.test(kind)
  return isCrossplane ? families.camel : families.azure
}

export function isAnsible(names: PropertyPaths): boolean {
  return names === ansible
}

function mapped(change: (text: string) => string): Partial<Record<PropertyName, string>> {
  return Object.fromEntries(Object.entries(terraformWords).map(([name, text]) => [name, change(text)]))
}

/** In the place of an id Crossplane takes the name of an object, or labels: `subnetIdRef`, `networkInterfaceIdsRefs`. */
function withObjects(text: string): string {
  return text.replace(/\b\w+Id(s?)\b/g, (key, many) => (many ? `${key} ${key}Refs` : `${key} ${key}Ref ${key}Selector`))
}

/** `subnet_id` as `subnetId` */
function camelCase(text: string): string {
  return text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Alternatives stand apart, keys of one path are joined by dots. */
function paths(words: Partial<Record<PropertyName, string>>): PropertyPaths {
  return Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, text.split(" ").map(each => each.split("."))]),
  )
}
