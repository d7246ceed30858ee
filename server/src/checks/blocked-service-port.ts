import * as l10n from "@vscode/l10n"
import type { ServiceNeed, ServiceRequirements } from "../azure/service-need.ts"
import { requirementsOf } from "../azure/service-requirements.ts"
import { isOfAdmin } from "../judging/admin-level.ts"
import { type BlockedNeed, blockedNeeds } from "../judging/blocked-needs.ts"
import { isCustom } from "../judging/group-rule.ts"
import { type HostedService, hostedServices } from "../judging/hosted-services.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { groupedBy } from "../values/grouped.ts"
import type { GroupCheck } from "./check.ts"
import { allowNeedsFixes } from "./fixes/allow-needs.ts"
import { relatedRule } from "./related.ts"
import { needRule } from "./service-rule.ts"
import { isNamed, listWords, nameAdminRule, nameRule } from "./wording.ts"

export const blockedServicePort: GroupCheck<BlockedService> = {
  code: "blocked-service-port",
  severity: "warning",
  category: "platform",
  azureErrors: [
    "NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
    "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
  ],
  aliases: [],
  scope: "group",
  summary: "A group that blocks traffic that an Azure service in its subnet needs.",
  explanation: `
Services that run in one of your subnets (Azure Bastion, Application Gateway, API Management, App Service Environment,
Container Apps, AKS, Batch, HDInsight, Redis, Service Fabric, Machine Learning, Entra Domain Services, SQL Managed Instance,
Databricks, DNS Private Resolver) must be able to exchange traffic with the platform that runs them. If a group blocks it,
Azure refuses the group, or the service fails later and elsewhere.

A service is recognised by the name of its subnet (AzureBastionSubnet), by the subnet's delegation, or by a resource that the
documents that were read put into it; one that depends on a condition is not. Only traffic that the group certainly blocks is
reported, or a security admin rule before it; if a service needs every port, a Deny of some ports is not reported. What each service needs is taken from
Microsoft's documentation of 2020 to 2025; newer versions may need less. Private deployments of Bastion and Application
Gateway need less too.

It is an Information if Azure itself adds the rules (SQL Managed Instance, Databricks), if no document that requires it was
found or only a summary of one was read (Redis), or if only some deployments need it; the message says so. It is one, too, if
only the last port of a range is missing: such groups are in use.
`,
  *run(judged, { attachments }) {
    const { group } = judged
    for (const hosted of hostedServices(attachments)) {
      const requirements = requirementsOf(hosted.service)
      const found = blockedNeeds(judged, hosted)
      for (const every of groupedBy(found, ({ by }) => isOfAdmin(by)).values()) {
        const sure = every.filter(({ need }) => !need.isUnsure)
        const blocked = sure.length > 0 ? sure : every
        const rules = [...new Set(blocked.map(({ by }) => by))]
        const isMild = requirements.insertsRules || blocked.every(({ need, isLastPort }) => need.isUnsure || isLastPort)
        yield {
          at: group.nameRange,
          ...(isMild && { severity: "information" as const }),
          related: rules.filter(isOwn).map(rule => relatedRule(rule, l10n.t`${nameRule(rule)} blocks it`)),
          data: { group, hosted, requirements, blocked },
        }
      }
    }
  },
  message,
  fixes: ({ blocked }, { group }) => (blocked.some(({ by }) => isOfAdmin(by)) ? [] : allowNeedsFixes(blocked, group)),
  json: ({ hosted, requirements, blocked }) => ({
    service: requirements.name,
    subnet: hosted.subnet,
    missing: blocked.map(({ need }) => needRule(need)),
  }),
  fault: ({ hosted, blocked }) => ({
    service: hosted.service,
    missing: blocked.map(({ need: { direction, remote, ports } }) => `${direction} ${remote} ${ports.join()}`),
  }),
  examples: [
    {
      title: "A group for Bastion that forgets the platform",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "bastion",
//             ^^^^^^^ blocked-service-port: NSG "bastion" blocks what Azure Bastion in subnet hub/AzureBastionSubnet needs: inbound TCP 443 from GatewayManager (control plane). Azure may refuse the NSG there (NetworkSecurityGroupNotCompliantForAzureBastionSubnet). Add a rule that allows it.
      "properties": {
        "securityRules": [
          { "name": "hosts", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRanges": ["8080", "5701"] } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2023-09-01",
      "name": "hub",
      "dependsOn": ["[resourceId('Microsoft.Network/networkSecurityGroups', 'bastion')]"],
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [
          { "name": "AzureBastionSubnet", "properties": { "addressPrefix": "10.0.255.0/26", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'bastion')]" } } }
        ]
      }
    }
  ]
}
`,
    },
    {
      title: "API Management whose gateway reaches nothing, and nodes of Kubernetes that may not talk to each other",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "api",
//             ^^^ blocked-service-port: "no-internet" (4000) blocks what API Management in subnet hub/api needs: outbound TCP 80 to Internet (certificate validation), outbound TCP 443 to Storage (its storage), outbound TCP 1433 to Sql (its databases) and 2 more. Allow it before "no-internet" (4000).
      "properties": {
        "securityRules": [
          { "name": "control-plane", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3443" } },
          { "name": "no-internet", "properties": { "priority": 4000, "direction": "Outbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "Internet", "destinationPortRange": "*" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "aks",
//             ^^^ blocked-service-port: "no-network" (4000) blocks what Azure Kubernetes Service in subnet hub/aks needs: inbound traffic of all protocols from its own subnet (between nodes and pods). Allow it before "no-network" (4000).
      "properties": {
        "securityRules": [
          { "name": "no-network", "properties": { "priority": 4000, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }
//                   ^^^^^^^^^^ blocked-platform-address: "no-network" (4000) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any, will be marked unhealthy. Allow AzureLoadBalancer inbound at a priority below 4000.
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2023-09-01",
      "name": "hub",
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [
          { "name": "api", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'api')]" } } },
          { "name": "aks", "properties": { "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'aks')]" } } }
        ]
      }
    },
    {
      "type": "Microsoft.ApiManagement/service",
      "apiVersion": "2023-05-01-preview",
      "name": "api",
      "sku": { "name": "Developer", "capacity": 1 },
      "properties": { "virtualNetworkType": "External", "virtualNetworkConfiguration": { "subnetResourceId": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'api')]" } }
    },
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2024-02-01",
      "name": "aks",
      "properties": { "agentPoolProfiles": [{ "name": "system", "vnetSubnetID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'aks')]" }] }
    }
  ]
}
`,
    },
    {
      title: "A group for Bastion that lets the platform in",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "bastion",
      "properties": {
        "securityRules": [
          { "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
          { "name": "platform", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "GatewayManager", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2023-09-01",
      "name": "hub",
      "dependsOn": ["[resourceId('Microsoft.Network/networkSecurityGroups', 'bastion')]"],
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [
          { "name": "AzureBastionSubnet", "properties": { "addressPrefix": "10.0.255.0/26", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'bastion')]" } } }
        ]
      }
    }
  ]
}
`,
    },
  ],
}

interface BlockedService {
  readonly group: LocatedGroup
  readonly hosted: HostedService
  readonly requirements: ServiceRequirements
  readonly blocked: readonly BlockedNeed[]
}

function message({ group, hosted, requirements, blocked }: BlockedService): string {
  const who = subjectOf(group, blocked)
  const texts = blocked.map(({ need }) => needText(need))
  const more = texts.length - 3
  const what = listWords(more > 1 ? [...texts.slice(0, 3), l10n.t`${more} more`] : texts)
  return l10n.t`${who} blocks what ${requirements.name} in subnet ${hosted.subnet} needs: ${what}. ${consequence(requirements, blocked)}`
}

function isOwn(rule: BlockedNeed["by"]): rule is LocatedRule {
  return !isOfAdmin(rule) && isCustom(rule)
}

function subjectOf(group: LocatedGroup, blocked: readonly BlockedNeed[]): string {
  const [first, ...others] = new Set(blocked.map(({ by }) => by))
  if (first && isOfAdmin(first)) {
    return l10n.t`${nameAdminRule(first)}, a security admin rule of "${first.configuration}",`
  }
  if (first && others.length === 0 && isOwn(first)) return nameRule(first)
  return isNamed(group) ? l10n.t`NSG "${group.name}"` : l10n.t`This NSG`
}

function needText({ direction, protocol, remote, ports, purpose }: ServiceNeed): string {
  const end = remote === "subnet" ? l10n.t`its own subnet` : remote
  const what = protocol === "*" ? l10n.t`traffic of all protocols` : `${protocol.toUpperCase()} ${portsText(ports)}`
  return direction === "Inbound"
    ? l10n.t`inbound ${what} from ${end} (${l10n.t(purpose)})`
    : l10n.t`outbound ${what} to ${end} (${l10n.t(purpose)})`
}

function portsText(ports: readonly string[]): string {
  return ports.join() === "0-65535" ? l10n.t`on all ports` : listWords(ports)
}

function consequence({ azureError, insertsRules }: ServiceRequirements, blocked: readonly BlockedNeed[]): string {
  if (insertsRules) return l10n.t`Azure adds its own rules for this service, which may still allow it.`
  if (blocked.every(({ need }) => need.isUnsure))
    return l10n.t`Some deployments may not need this. Allow it if yours does.`
  const isMissing = blocked.some(({ isLastPort }) => !isLastPort)
  const refusal = azureError && isMissing ? l10n.t`Azure may refuse the NSG there (${azureError}). ` : ""
  return `${refusal}${remedy(blocked)}`
}

function remedy(blocked: readonly BlockedNeed[]): string {
  const [admin] = blocked.map(({ by }) => by).filter(isOfAdmin)
  if (admin) return l10n.t`No NSG can allow it: allow it by a security admin rule before ${nameAdminRule(admin)}.`
  const [first, ...others] = new Set(blocked.map(({ by }) => by).filter(isOwn))
  if (!first) return l10n.t`Add a rule that allows it.`
  return others.length === 0
    ? l10n.t`Allow it before ${nameRule(first)}.`
    : l10n.t`Allow it before the rules that block it.`
}
