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
      ["Outbound", "Tcp", "MicrosoftContainerRegistry", "443", "images of the system", mandatory],
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
      ["Inbound", "Udp", "VirtualNetwork", "53", "questions to an inbound endpoint", unsure],
      ["Inbound", "Tcp", "VirtualNetwork", "53", "questions to an inbound endpoint", unsure],
    ]),
  },
  // Classic tiers, injected into a network. Nothing here finds out which subnets they are in.
  apiManagement: {
    name: "API Management",
    source: "api-management virtual-network-reference (06/2025)",
    needs: rows([
      ["Inbound", "Tcp", "Internet", "80,443", "clients, in external mode", unsure],
      ["Inbound", "Tcp", "ApiManagement", "3443", "control plane", mandatory],
      ["Inbound", "Tcp", "AzureLoadBalancer", "6390", "infrastructure load balancer", mandatory],
      ["Inbound", "Tcp", "AzureTrafficManager", "443", "probes of several regions, in external mode", unsure],
      ["Outbound", "Tcp", "Internet", "80", "certificate validation", mandatory],
      ["Outbound", "Tcp", "Storage", "443", "core dependency", mandatory],
      ["Outbound", "Tcp", "Sql", "1433", "core dependency", mandatory],
      ["Outbound", "Tcp", "AzureKeyVault", "443", "core dependency", mandatory],
      ["Outbound", "Tcp", "AzureMonitor", "1886,443", "metrics, health and logs", mandatory],
    ]),
  },
  // Most of what nodes need is given by domain names: no group can be as narrow.
  kubernetes: {
    name: "Azure Kubernetes Service",
    source: "aks outbound-rules-control-egress",
    needs: rows([
      ["Inbound", "*", "subnet", "0-65535", "between nodes and pods", mandatory],
      ["Outbound", "*", "subnet", "0-65535", "between nodes and pods", mandatory],
      ["Outbound", "Tcp", "Internet", "443", "API server, images, Resource Manager and Entra ID", mandatory],
      ["Outbound", "Udp", "Internet", "123", "NTP", mandatory],
    ]),
  },
}

function rows(list: readonly Row[]): readonly ServiceNeed[] {
  return list.map(([direction, protocol, remote, ports, purpose, more]) => {
    return { direction, protocol, remote, ports: ports.split(","), purpose, ...more }
  })
}
