/** What other tools call the resources of one of Azure's types. */
interface ToolNames {
  /** The kinds of Azure Service Operator. */
  readonly aso?: readonly string[]
  /** Terraform's types without `azurerm_`; Crossplane's kinds are the same words. */
  readonly terraform?: readonly string[]
  /** Crossplane's kinds, where they are other words than Terraform's. */
  readonly crossplane?: readonly string[]
  /** Ansible's modules without `azure_rm_`. */
  readonly ansible?: readonly string[]
  /** Pulumi's classes where they are not the kinds of the operator, of azure-native and of the classic provider. */
  readonly pulumi?: readonly string[]
}

/**
 * The types of which a network is made, in Azure's spelling: whatever says where a group applies, and to what traffic; services
 * of Azure that have machines in subnets of their customers; and deployments, whose templates may make more of it.
 */
const names = {
  "Microsoft.Network/networkSecurityGroups": {
    aso: ["NetworkSecurityGroup"],
    terraform: ["network_security_group"],
    crossplane: ["SecurityGroup"],
    ansible: ["securitygroup"],
  },
  "Microsoft.Network/applicationSecurityGroups": {
    aso: ["ApplicationSecurityGroup"],
    terraform: ["application_security_group"],
    ansible: ["applicationsecuritygroup"],
  },
  "Microsoft.Network/virtualNetworks": {
    aso: ["VirtualNetwork"],
    terraform: ["virtual_network"],
    ansible: ["virtualnetwork"],
  },
  "Microsoft.Network/virtualNetworks/subnets": {
    aso: ["VirtualNetworksSubnet"],
    terraform: ["subnet"],
    ansible: ["subnet"],
    pulumi: ["Subnet"],
  },
  "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": {
    aso: ["VirtualNetworksVirtualNetworkPeering"],
    terraform: ["virtual_network_peering"],
    ansible: ["virtualnetworkpeering"],
    pulumi: ["VirtualNetworkPeering"],
  },
  "Microsoft.Network/networkInterfaces": {
    aso: ["NetworkInterface"],
    terraform: ["network_interface"],
    ansible: ["networkinterface"],
  },
  "Microsoft.Network/publicIPAddresses": {
    aso: ["PublicIPAddress"],
    terraform: ["public_ip"],
    crossplane: ["PublicIP"],
    ansible: ["publicipaddress"],
    pulumi: ["PublicIp"],
  },
  "Microsoft.Network/publicIPPrefixes": {
    aso: ["PublicIPPrefix"],
    terraform: ["public_ip_prefix"],
    crossplane: ["PublicIPPrefix"],
    pulumi: ["PublicIpPrefix"],
  },
  "Microsoft.Network/loadBalancers": {
    aso: ["LoadBalancer"],
    terraform: ["lb"],
    crossplane: ["LoadBalancer"],
    ansible: ["loadbalancer"],
  },
  "Microsoft.Network/loadBalancers/backendAddressPools": {
    terraform: ["lb_backend_address_pool"],
    crossplane: ["LoadBalancerBackendAddressPool"],
    pulumi: ["LoadBalancerBackendAddressPool", "BackendAddressPool"],
  },
  "Microsoft.Network/loadBalancers/inboundNatRules": {
    aso: ["LoadBalancersInboundNatRule"],
    terraform: ["lb_nat_rule"],
    crossplane: ["LoadBalancerNatRule"],
    pulumi: ["InboundNatRule", "NatRule"],
  },
  "Microsoft.Network/loadBalancers/loadBalancingRules": {
    terraform: ["lb_rule"],
    crossplane: ["LoadBalancerRule"],
  },
  "Microsoft.Network/loadBalancers/probes": { terraform: ["lb_probe"], crossplane: ["LoadBalancerProbe"] },
  "Microsoft.Network/routeTables": { aso: ["RouteTable"], terraform: ["route_table"], ansible: ["routetable"] },
  "Microsoft.Network/routeTables/routes": { aso: ["RouteTablesRoute"], terraform: ["route"], ansible: ["route"] },
  "Microsoft.Network/applicationGateways": {
    aso: ["ApplicationGateway"],
    terraform: ["application_gateway"],
    ansible: ["appgateway"],
  },
  "Microsoft.Network/bastionHosts": { aso: ["BastionHost"], terraform: ["bastion_host"], ansible: ["bastionhost"] },
  "Microsoft.Network/natGateways": { aso: ["NatGateway"], terraform: ["nat_gateway"], ansible: ["natgateway"] },
  "Microsoft.Network/azureFirewalls": {
    aso: ["AzureFirewall"],
    terraform: ["firewall"],
    ansible: ["azurefirewall"],
  },
  "Microsoft.Network/virtualNetworkGateways": {
    aso: ["VirtualNetworkGateway"],
    terraform: ["virtual_network_gateway"],
    ansible: ["virtualnetworkgateway"],
  },
  "Microsoft.Network/localNetworkGateways": {
    aso: ["LocalNetworkGateway"],
    terraform: ["local_network_gateway"],
  },
  "Microsoft.Network/connections": {
    terraform: ["virtual_network_gateway_connection"],
    pulumi: ["VirtualNetworkGatewayConnection"],
  },
  "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections": {
    terraform: ["virtual_hub_connection"],
    pulumi: ["HubVirtualNetworkConnection"],
  },
  "Microsoft.Network/privateEndpoints": {
    aso: ["PrivateEndpoint"],
    terraform: ["private_endpoint"],
    ansible: ["privateendpoint"],
  },
  "Microsoft.Network/networkManagers": { terraform: ["network_manager"], crossplane: ["Manager"] },
  "Microsoft.Network/networkManagers/networkGroups": {
    terraform: ["network_manager_network_group"],
    crossplane: ["ManagerNetworkGroup"],
  },
  "Microsoft.Network/networkManagers/networkGroups/staticMembers": {
    terraform: ["network_manager_static_member"],
    crossplane: ["ManagerStaticMember"],
  },
  "Microsoft.Network/networkManagers/securityAdminConfigurations": {
    terraform: ["network_manager_security_admin_configuration"],
    crossplane: ["ManagerSecurityAdminConfiguration"],
  },
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections": {
    terraform: ["network_manager_admin_rule_collection"],
    crossplane: ["ManagerAdminRuleCollection"],
  },
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules": {
    terraform: ["network_manager_admin_rule"],
    crossplane: ["ManagerAdminRule"],
  },
  "Microsoft.Compute/virtualMachines": {
    aso: ["VirtualMachine"],
    terraform: ["virtual_machine", "linux_virtual_machine", "windows_virtual_machine"],
    ansible: ["virtualmachine"],
  },
  "Microsoft.Compute/virtualMachineScaleSets": {
    aso: ["VirtualMachineScaleSet"],
    terraform: [
      ...["virtual_machine_scale_set", "linux_virtual_machine_scale_set", "windows_virtual_machine_scale_set"],
      "orchestrated_virtual_machine_scale_set",
    ],
    ansible: ["virtualmachinescaleset"],
  },
  "Microsoft.ApiManagement/service": { terraform: ["api_management"] },
  "Microsoft.HDInsight/clusters": {
    terraform: [
      ...["hdinsight_hadoop_cluster", "hdinsight_hbase_cluster", "hdinsight_interactive_query_cluster"],
      ...["hdinsight_kafka_cluster", "hdinsight_spark_cluster"],
    ],
  },
  "Microsoft.Web/hostingEnvironments": { terraform: ["app_service_environment", "app_service_environment_v3"] },
  "Microsoft.ContainerService/managedClusters": { terraform: ["kubernetes_cluster"] },
  "Microsoft.ContainerService/managedClusters/agentPools": { terraform: ["kubernetes_cluster_node_pool"] },
  "Microsoft.Cache/redis": { terraform: ["redis_cache"] },
  "Microsoft.Batch/batchAccounts/pools": { terraform: ["batch_pool"] },
  "Microsoft.ServiceFabric/managedClusters": { terraform: ["service_fabric_managed_cluster"] },
  "Microsoft.AAD/domainServices": { terraform: ["active_directory_domain_service"] },
  "Microsoft.MachineLearningServices/workspaces/computes": {
    terraform: ["machine_learning_compute_cluster", "machine_learning_compute_instance"],
  },
  "Microsoft.Resources/deployments": {},
} as const satisfies Readonly<Record<string, ToolNames>>

/** A type of resource that makes up a network, in Azure's spelling. */
export type ResourceType = keyof typeof names

const entries = Object.entries(names) as [ResourceType, ToolNames][]
const types = new Map(entries.map(([type]) => [type.toLowerCase(), type]))

/** The type in Azure's spelling, from a spelling in any case; undefined where no network is made of it. */
export function resourceType(type: string): ResourceType | undefined {
  return types.get(type.toLowerCase())
}

/** The type that a child's is a part of. */
export function parentType(type: ResourceType): ResourceType | undefined {
  return resourceType(type.slice(0, type.lastIndexOf("/")))
}

/** What Azure's type is called by a tool, and what each such name stands for. */
export interface ToolTypes {
  typeOf(name: string): ResourceType | undefined
  namesOf(type: string): readonly string[]
}

export const asoTypes: ToolTypes = toolTypes(({ aso = [] }) => aso)
export const terraformTypes: ToolTypes = toolTypes(({ terraform = [] }) => terraform.map(name => `azurerm_${name}`))
export const crossplaneTypes: ToolTypes = toolTypes(({ terraform = [], crossplane = [] }) => [
  ...crossplane,
  ...terraform.map(camelCase),
])
export const ansibleTypes: ToolTypes = toolTypes(({ ansible = [] }) => ansible.map(name => `azure_rm_${name}`))
export const pulumiTypes: ToolTypes = toolTypes(({ aso = [], terraform = [], pulumi = [] }) => [
  ...pulumi,
  ...aso,
  ...terraform.map(camelCase),
])

function toolTypes(namesIn: (tools: ToolNames) => readonly string[]): ToolTypes {
  const byName = new Map(entries.flatMap(([type, tools]) => namesIn(tools).map(name => [name, type] as const)))
  return {
    typeOf: name => byName.get(name),
    namesOf: type => {
      const known = resourceType(type)
      return known ? namesIn(names[known]) : []
    },
  }
}

/** `linux_virtual_machine` as `LinuxVirtualMachine` */
function camelCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
}
