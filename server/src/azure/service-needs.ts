import type { ServiceId, ServiceNeed, ServiceRequirements } from "./service-need.ts"

const [mandatory, unsure] = [{}, { isUnsure: true }] as const

/** Direction, protocol, remote end, ports, purpose. */
type Row = readonly [
  ServiceNeed["direction"],
  ServiceNeed["protocol"],
  string,
  string,
  string,
  { readonly isUnsure?: true },
]

// Private endpoints of the workspace take the place of some.
const machineLearning = {
  name: "Azure Machine Learning",
  source: "machine-learning how-to-access-azureml-behind-firewall (04/2023)",
  needs: rows([
    ["Outbound", "Tcp", "AzureActiveDirectory", "80,443", "sign-in", mandatory],
    ["Outbound", "Tcp", "AzureMachineLearning", "443,8787,18881", "the service", mandatory],
    ["Outbound", "Udp", "AzureMachineLearning", "5831", "the service", mandatory],
    ["Outbound", "Tcp", "BatchNodeManagement", "443", "the Batch service behind it", mandatory],
    ["Outbound", "Tcp", "AzureResourceManager", "443", "management", mandatory],
    ["Outbound", "Tcp", "AzureFrontDoor.Frontend", "443", "its studio", mandatory],
    ["Outbound", "Tcp", "AzureFrontDoor.FirstParty", "443", "images", mandatory],
    ["Outbound", "Tcp", "MicrosoftContainerRegistry", "443", "images", mandatory],
    ["Outbound", "Tcp", "AzureMonitor", "443", "logs", mandatory],
    ["Outbound", "Tcp", "Storage", "443", "its storage, unless that has a private endpoint", unsure],
  ]),
} as const

/** What Microsoft's documents of the services demand, in the versions that were read. */
export const serviceNeeds: Readonly<Record<ServiceId, Omit<ServiceRequirements, "service">>> = {
  // The newest document was not read; a private-only deployment has no clients in the Internet.
  bastion: {
    name: "Azure Bastion",
    source: "azure-quickstart-templates azure-bastion-nsg; bastion-nsg (2020)",
    azureError: "NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
    needs: rows([
      ["Inbound", "Tcp", "Internet", "443", "clients, unless the deployment is private", unsure],
      ["Inbound", "Tcp", "GatewayManager", "443", "control plane", mandatory],
      ["Inbound", "Tcp", "AzureLoadBalancer", "443", "health probes", mandatory],
      ["Inbound", "Tcp", "VirtualNetwork", "8080,5701", "data plane between hosts", mandatory],
      ["Outbound", "Tcp", "VirtualNetwork", "22,3389", "SSH and RDP to the machines", mandatory],
      ["Outbound", "Tcp", "AzureCloud", "443", "diagnostics and logs", mandatory],
      ["Outbound", "Tcp", "VirtualNetwork", "8080,5701", "data plane between hosts", mandatory],
      ["Outbound", "Tcp", "Internet", "80", "sessions and certificate validation", mandatory],
    ]),
  },
  // A private deployment (EnableApplicationGatewayNetworkIsolation) needs neither GatewayManager nor the Internet.
  applicationGatewayV2: {
    name: "Application Gateway v2",
    source: "application-gateway configuration-infrastructure (06/2021)",
    azureError: "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
    needs: rows([
      ["Inbound", "Tcp", "GatewayManager", "65200-65535", "management, unless the deployment is private", mandatory],
      ["Inbound", "Tcp", "AzureLoadBalancer", "0-65535", "health probes", mandatory],
      ["Outbound", "Tcp", "Internet", "443", "the platform, unless the deployment is private", mandatory],
    ]),
  },
  applicationGatewayV1: {
    name: "Application Gateway v1",
    source: "application-gateway configuration-infrastructure (06/2021)",
    azureError: "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
    needs: rows([
      ["Inbound", "Tcp", "GatewayManager", "65503-65534", "management", mandatory],
      ["Inbound", "Tcp", "AzureLoadBalancer", "0-65535", "health probes", mandatory],
      ["Outbound", "Tcp", "Internet", "443", "the platform", mandatory],
    ]),
  },
  sqlManagedInstance: {
    name: "SQL Managed Instance",
    insertsRules: true,
    source: "azure-sql connectivity-architecture-overview (08/2023)",
    needs: rows([
      ["Inbound", "Tcp", "AzureLoadBalancer", "0-65535", "health probes", mandatory],
      ["Inbound", "*", "subnet", "0-65535", "between its nodes", mandatory],
      ["Outbound", "Tcp", "AzureActiveDirectory", "443", "sign-in", mandatory],
      ["Outbound", "Tcp", "OneDsCollector", "443", "telemetry", mandatory],
      ["Outbound", "Tcp", "Storage", "443", "storage of the region and its pair", mandatory],
      ["Outbound", "*", "subnet", "0-65535", "between its nodes", mandatory],
    ]),
  },
  databricks: {
    name: "Azure Databricks",
    insertsRules: true,
    source: "Databricks VNet injection, read in part",
    needs: rows([
      ["Inbound", "*", "VirtualNetwork", "0-65535", "between workers", mandatory],
      ["Outbound", "Tcp", "AzureDatabricks", "443,3306,8443-8451", "control plane", mandatory],
      ["Outbound", "Tcp", "Sql", "3306", "metastore", mandatory],
      ["Outbound", "Tcp", "Storage", "443", "file system and artifacts", mandatory],
      ["Outbound", "Tcp", "EventHub", "9093", "log delivery", mandatory],
      ["Outbound", "*", "VirtualNetwork", "0-65535", "between workers", mandatory],
    ]),
  },
  // The upper end of the range of probes differs between versions of the text: 32676, and 32767 as remembered.
  containerApps: {
    name: "Container Apps",
    source: "container-apps firewall-integration (08/2023)",
    needs: rows([
      ["Inbound", "Tcp", "AzureLoadBalancer", "30000-32676", "health probes", mandatory],
      ["Outbound", "Tcp", "MicrosoftContainerRegistry", "443", "system images", mandatory],
      ["Outbound", "Tcp", "AzureFrontDoor.FirstParty", "443", "what the registry depends on", mandatory],
      ["Outbound", "*", "subnet", "0-65535", "between its nodes", mandatory],
      ["Outbound", "Udp", "Internet", "123", "NTP", mandatory],
      ["Outbound", "Tcp", "AzureMonitor", "443", "logs", unsure],
      ["Outbound", "Tcp", "AzureActiveDirectory", "443", "managed identities", unsure],
    ]),
  },
  appServiceEnvironmentV3: {
    name: "App Service Environment v3",
    source: "app-service/environment/networking",
    needs: rows([["Inbound", "Tcp", "AzureLoadBalancer", "80", "health of its workers", mandatory]]),
  },
  // Not found in a document that was read: that clients ask an inbound endpoint by DNS is what it is for.
  dnsResolver: {
    name: "DNS Private Resolver",
    source: "none was read",
    needs: rows([
      ["Inbound", "Udp", "VirtualNetwork", "53", "queries to an inbound endpoint", unsure],
      ["Inbound", "Tcp", "VirtualNetwork", "53", "queries to an inbound endpoint", unsure],
    ]),
  },
  // Only what every deployment needs: clients, and the Traffic Manager of several regions, are not everyone's.
  apiManagement: {
    name: "API Management",
    source: "api-management virtual-network-reference (06/2025)",
    needs: rows([
      ["Inbound", "Tcp", "ApiManagement", "3443", "control plane", mandatory],
      ["Inbound", "Tcp", "AzureLoadBalancer", "6390", "load balancer of the service", mandatory],
      ["Outbound", "Tcp", "Internet", "80", "certificate validation", mandatory],
      ["Outbound", "Tcp", "Storage", "443", "its storage", mandatory],
      ["Outbound", "Tcp", "Sql", "1433", "its databases", mandatory],
      ["Outbound", "Tcp", "AzureKeyVault", "443", "its key vault", mandatory],
      ["Outbound", "Tcp", "AzureMonitor", "443,1886", "metrics, health and logs", mandatory],
    ]),
  },
  // Not where the cluster calls its resource provider (outbound connection), which is how such a one is told.
  hdInsight: {
    name: "HDInsight",
    source: "hdinsight-service-tags",
    needs: rows([["Inbound", "Tcp", "HDInsight", "443", "health and management", mandatory]]),
  },
  // DNS is the platform's, which rules do not judge.
  appServiceEnvironmentV2: {
    name: "App Service Environment v2",
    source: "app-service/environment/network-info",
    needs: rows([
      ["Inbound", "Tcp", "AppServiceManagement", "454-455", "management", mandatory],
      ["Inbound", "Tcp", "AzureLoadBalancer", "16001", "keep-alive", mandatory],
      ["Inbound", "*", "subnet", "0-65535", "between its roles", mandatory],
      ["Outbound", "Udp", "Internet", "123", "NTP", mandatory],
      ["Outbound", "Tcp", "Internet", "80,443,12000", "certificates, updates and monitoring", mandatory],
      ["Outbound", "Tcp", "Sql", "1433", "its databases", mandatory],
      ["Outbound", "*", "subnet", "0-65535", "between its roles", mandatory],
    ]),
  },
  // Most of what nodes need is known by names of hosts. What a private or isolated cluster reaches in other ways is unsure.
  kubernetes: {
    name: "Azure Kubernetes Service",
    source: "aks limit-egress-traffic, outbound-rules-control-egress",
    needs: rows([
      ["Inbound", "*", "subnet", "0-65535", "between nodes and pods", mandatory],
      ["Outbound", "*", "subnet", "0-65535", "between nodes and pods", mandatory],
      ["Outbound", "Udp", "Internet", "123", "NTP", unsure],
      ["Outbound", "Tcp", "AzureCloud", "443", "API server, registry and sign-in", unsure],
    ]),
  },
  // Two long tables of the document were read in short.
  redis: {
    name: "Azure Cache for Redis",
    source: "azure-cache-for-redis cache-how-to-premium-vnet, in short",
    needs: rows([
      ["Inbound", "Tcp", "AzureLoadBalancer", "6379,6380", "probes", unsure],
      ["Inbound", "Tcp", "AzureLoadBalancer", "8500,16001", "probes", unsure],
      ["Inbound", "Udp", "AzureLoadBalancer", "8500,16001", "probes", unsure],
      ["Inbound", "Tcp", "subnet", "6379,6380,8443,10221-10231,20226", "between its nodes", unsure],
      ["Outbound", "Tcp", "Internet", "80,443", "storage and certificates", unsure],
      ["Outbound", "Tcp", "AzureKeyVault", "443", "its key vault", unsure],
      ["Outbound", "Tcp", "AzureMonitor", "443", "metrics", unsure],
      [
        "Outbound",
        "Tcp",
        "subnet",
        "6379-6380,8443,10221-10231,13000-13999,15000-15999,20226",
        "between its nodes",
        unsure,
      ],
    ]),
  },
  batch: {
    name: "Azure Batch",
    source: "batch-virtual-network",
    needs: rows([
      ["Outbound", "Tcp", "BatchNodeManagement", "443", "the Batch service, unless it has a private endpoint", unsure],
      ["Inbound", "Tcp", "BatchNodeManagement", "29876-29877", "classic node communication", unsure],
      ["Outbound", "Tcp", "Storage", "443", "classic node communication, mounted storage", unsure],
    ]),
  },
  batchClassic: {
    name: "Azure Batch (classic node communication)",
    source: "batch-virtual-network",
    needs: rows([
      ["Inbound", "Tcp", "BatchNodeManagement", "29876-29877", "the Batch service", mandatory],
      ["Outbound", "Tcp", "BatchNodeManagement", "443", "the Batch service", mandatory],
      ["Outbound", "Tcp", "Storage", "443", "its storage", mandatory],
    ]),
  },
  serviceFabric: {
    name: "Service Fabric managed clusters",
    source: "service-fabric best-practices networking",
    needs: rows([
      ["Inbound", "Tcp", "VirtualNetwork", "1025-1027,20000-30000,49152-65534", "between its nodes", mandatory],
      ["Outbound", "Tcp", "ServiceFabric", "443", "resource provider", mandatory],
      ["Outbound", "Tcp", "AzureFrontDoor.FirstParty", "443", "downloads", mandatory],
      ["Inbound", "Tcp", "ServiceFabric", "19080", "Service Fabric Explorer", unsure],
    ]),
  },
  // The document that was read is of 2021.
  domainServices: {
    name: "Entra Domain Services",
    source: "active-directory-domain-services network-considerations (08/2021)",
    needs: rows([
      ["Inbound", "Tcp", "AzureActiveDirectoryDomainServices", "5986", "PowerShell remoting", mandatory],
      ["Outbound", "Tcp", "AzureActiveDirectoryDomainServices", "443", "management", mandatory],
      ["Outbound", "Tcp", "AzureMonitor", "443", "monitoring", mandatory],
      ["Outbound", "Tcp", "Storage", "443", "its storage", mandatory],
      ["Outbound", "Tcp", "AzureActiveDirectory", "443", "synchronisation", mandatory],
      ["Outbound", "Tcp", "AzureUpdateDelivery", "443", "updates", mandatory],
      ["Outbound", "Tcp", "AzureFrontDoor.FirstParty", "80", "updates", mandatory],
      ["Outbound", "Tcp", "GuestAndHybridManagement", "443", "patching", mandatory],
    ]),
  },
  machineLearning: {
    ...machineLearning,
    needs: [
      ...machineLearning.needs,
      ...rows([["Inbound", "Tcp", "AzureMachineLearning", "44224", "compute with a public address", unsure]]),
    ],
  },
  machineLearningInside: machineLearning,
}

function rows(list: readonly Row[]): readonly ServiceNeed[] {
  return list.map(([direction, protocol, remote, ports, purpose, more]) => {
    return { direction, protocol, remote, ports: ports.split(","), purpose, ...more }
  })
}
