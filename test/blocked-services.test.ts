import { expect, test } from "vitest"
import { analyseDocument, analyseText } from "../server/src/analysis/analyse-document.ts"
import { indexedText } from "../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../server/src/analysis/known-networks.ts"
import { isOffered, offeredFixes } from "../server/src/analysis/offered-fix.ts"
import { readText } from "../server/src/analysis/read-text.ts"
import { indexResources } from "../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { applyEdits } from "../server/src/syntax/edit.ts"
import { fixable } from "./support/fixable.ts"

const groupId = "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]"
const subnetId = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'gw')]"
const deny = { name: "deny", priority: 4000, access: "Deny", protocol: "*", port: "*" }

interface Rule {
  readonly name: string
  readonly priority: number
  readonly access?: string
  readonly direction?: string
  readonly protocol?: string
  readonly source?: unknown
  readonly destination?: string
  readonly port: string
}

interface Case {
  readonly subnet: string
  readonly delegation?: string
  readonly gateway?: string
  /** A resource in subnet `gw`. */
  readonly resource?: object
  readonly rules: readonly Rule[]
  /** The group stands elsewhere. */
  readonly isElsewhere?: true
}

const insideVirtualNetwork = {
  type: "Microsoft.ApiManagement/service",
  sku: { name: "Premium", capacity: 1 },
  properties: { virtualNetworkType: "Internal", virtualNetworkConfiguration: { subnetResourceId: subnetId } },
}
const batchPool = (mode: object = {}) => ({
  ...{ type: "Microsoft.Batch/batchAccounts/pools", name: "account/pool" },
  properties: { networkConfiguration: { subnetId }, ...mode },
})
const hdInsight = (connection: object = {}) => ({
  type: "Microsoft.HDInsight/clusters",
  properties: {
    ...connection,
    computeProfile: {
      roles: [
        {
          name: "headnode",
          virtualNetworkProfile: { id: "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]", subnet: subnetId },
        },
      ],
    },
  },
})

const probes: Rule = { name: "probes", priority: 100, source: "AzureLoadBalancer", protocol: "*", port: "*" }
const manager: Rule = { name: "manager", priority: 110, source: "GatewayManager", port: "65200-65535" }

test.each<readonly [string, Case, string | undefined]>([
  [
    "a gateway of v2 without any rule",
    { subnet: "gw", gateway: "WAF_v2", rules: [] },
    "warning: Inbound GatewayManager",
  ],
  ["a gateway of v2 with its rule", { subnet: "gw", gateway: "Standard_v2", rules: [manager] }, undefined],
  ["a gateway of v1 with the rule of v2", { subnet: "gw", gateway: "WAF_Medium", rules: [manager] }, undefined],
  [
    "a rule for part of the ports",
    { subnet: "gw", gateway: "WAF_v2", rules: [{ ...manager, port: "65300-65535" }] },
    "warning: Inbound GatewayManager",
  ],
  [
    "a rule without the last of the ports, as groups in use have it",
    { subnet: "gw", gateway: "WAF_v2", rules: [{ ...manager, port: "65200-65534" }] },
    "information: Inbound GatewayManager",
  ],
  ["a gateway of an unknown generation", { subnet: "gw", gateway: "[parameters('sku')]", rules: [] }, undefined],
  ["no gateway", { subnet: "gw", rules: [deny] }, undefined],
  [
    "probes that are denied",
    { subnet: "gw", gateway: "WAF_v2", rules: [manager, deny] },
    "warning: Inbound AzureLoadBalancer",
  ],
  [
    "a Deny of SSH, of a service that needs every port",
    { subnet: "gw", gateway: "WAF_v2", rules: [manager, { ...deny, protocol: "Tcp", port: "22" }] },
    undefined,
  ],
  [
    "a Deny of SSH, of nodes that talk at every port",
    { subnet: "mi", delegation: "Microsoft.Sql/managedInstances", rules: [{ ...deny, protocol: "Tcp", port: "22" }] },
    undefined,
  ],
  [
    "a Deny of one of the particular ports that are needed",
    { subnet: "gw", gateway: "WAF_v2", rules: [{ ...deny, priority: 100, port: "65300" }, manager] },
    "warning: Inbound GatewayManager",
  ],
  ["probes that are let in before", { subnet: "gw", gateway: "WAF_v2", rules: [probes, manager, deny] }, undefined],
  [
    "the Internet that is denied",
    { subnet: "gw", gateway: "WAF_v2", rules: [manager, { ...deny, direction: "Outbound", destination: "Internet" }] },
    "warning: Outbound Internet",
  ],
  [
    "a rule for an unknown source may let it in",
    { subnet: "gw", gateway: "WAF_v2", rules: [{ ...manager, source: "[parameters('from')]" }] },
    undefined,
  ],
  ["a group elsewhere", { subnet: "gw", gateway: "WAF_v2", rules: [], isElsewhere: true }, undefined],
  [
    "SQL Managed Instance, for which Azure inserts rules",
    { subnet: "mi", delegation: "Microsoft.Sql/managedInstances", rules: [deny] },
    "information: Inbound AzureLoadBalancer, Inbound VirtualNetwork",
  ],
  [
    "the resolver, of which no document was read",
    { subnet: "dns", delegation: "Microsoft.Network/dnsResolvers", rules: [deny] },
    "information: Inbound VirtualNetwork, Inbound VirtualNetwork",
  ],
  ["another delegation", { subnet: "web", delegation: "Microsoft.Web/serverFarms", rules: [deny] }, undefined],
  [
    "Bastion's platform, whose addresses are some of the Internet's",
    { subnet: "AzureBastionSubnet", rules: [{ ...manager, port: "443" }] },
    undefined,
  ],
  [
    "API Management in a network",
    { subnet: "gw", resource: insideVirtualNetwork, rules: [] },
    "warning: Inbound ApiManagement",
  ],
  [
    "API Management of a tier that is in no subnet",
    { subnet: "gw", resource: { ...insideVirtualNetwork, sku: { name: "StandardV2" } }, rules: [] },
    undefined,
  ],
  [
    "API Management that is let in",
    {
      subnet: "gw",
      resource: insideVirtualNetwork,
      rules: [{ ...manager, source: "ApiManagement.WestEurope", port: "3443" }],
    },
    undefined,
  ],
  [
    "API Management that a condition decides about",
    { subnet: "gw", resource: { ...insideVirtualNetwork, condition: "[parameters('on')]" }, rules: [] },
    undefined,
  ],
  ["HDInsight", { subnet: "gw", resource: hdInsight(), rules: [] }, "warning: Inbound HDInsight"],
  [
    "HDInsight that calls its resource provider",
    {
      ...{ subnet: "gw", rules: [] },
      resource: hdInsight({ networkProperties: { resourceProviderConnection: "Outbound" } }),
    },
    undefined,
  ],
  [
    "an App Service Environment of v2",
    {
      ...{ subnet: "gw", rules: [] },
      resource: {
        ...{ type: "Microsoft.Web/hostingEnvironments", kind: "ASEV2" },
        properties: {
          virtualNetwork: { id: "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]", subnet: "gw" },
        },
      },
    },
    "warning: Inbound AppServiceManagement",
  ],
  [
    "an App Service Environment of v3",
    {
      ...{ subnet: "gw", rules: [deny] },
      resource: {
        ...{ type: "Microsoft.Web/hostingEnvironments", kind: "ASEV3" },
        properties: { virtualNetwork: { id: subnetId } },
      },
    },
    "warning: Inbound AzureLoadBalancer",
  ],
  [
    "nodes of Kubernetes that may not talk to each other",
    {
      ...{ subnet: "gw", rules: [deny] },
      resource: {
        type: "Microsoft.ContainerService/managedClusters",
        properties: { agentPoolProfiles: [{ name: "system", vnetSubnetID: subnetId }] },
      },
    },
    "warning: Inbound VirtualNetwork",
  ],
  [
    "nodes of Kubernetes without the Internet, which some have",
    {
      ...{ subnet: "gw", rules: [{ ...deny, direction: "Outbound", destination: "Internet" }] },
      resource: {
        ...{ type: "Microsoft.ContainerService/managedClusters/agentPools", name: "aks/user" },
        properties: { vnetSubnetID: subnetId },
      },
    },
    "information: Outbound Internet, Outbound AzureCloud",
  ],
  [
    "Redis, of which the document was read in short",
    {
      ...{ subnet: "gw", rules: [deny] },
      resource: { type: "Microsoft.Cache/redis", properties: { subnetId, sku: { name: "Premium" } } },
    },
    "information: Inbound AzureLoadBalancer, Inbound AzureLoadBalancer, Inbound AzureLoadBalancer, Inbound VirtualNetwork",
  ],
  [
    "Batch without a stated mode",
    { subnet: "gw", resource: batchPool(), rules: [] },
    "information: Inbound BatchNodeManagement",
  ],
  [
    "Batch that calls its nodes",
    { subnet: "gw", resource: batchPool({ targetNodeCommunicationMode: "Classic" }), rules: [] },
    "warning: Inbound BatchNodeManagement",
  ],
  [
    "a managed cluster of Service Fabric",
    {
      ...{ subnet: "gw", rules: [deny] },
      resource: { type: "Microsoft.ServiceFabric/managedClusters", properties: { subnetId } },
    },
    "warning: Inbound VirtualNetwork",
  ],
  [
    "Entra Domain Services",
    {
      ...{ subnet: "gw", rules: [] },
      resource: { type: "Microsoft.AAD/DomainServices", properties: { replicaSets: [{ subnetId }] } },
    },
    "warning: Inbound AzureActiveDirectoryDomainServices",
  ],
  [
    "compute of Machine Learning without a way out",
    {
      ...{ subnet: "gw", rules: [{ ...deny, direction: "Outbound" }] },
      resource: {
        ...{ type: "Microsoft.MachineLearningServices/workspaces/computes", name: "workspace/compute" },
        properties: { computeType: "AmlCompute", properties: { subnet: { id: subnetId } } },
      },
    },
    "warning: Outbound AzureActiveDirectory, Outbound AzureMachineLearning, Outbound AzureMachineLearning, Outbound BatchNodeManagement, Outbound AzureResourceManager, Outbound AzureFrontDoor.Frontend, Outbound AzureFrontDoor.FirstParty, Outbound MicrosoftContainerRegistry, Outbound AzureMonitor",
  ],
])("%s", (_, described, expected) => {
  const { findings } = analyseDocument(
    { uri: "file:///a.json", language: "json", text: template(described) },
    defaultSettings,
  )
  const found = findings.filter(({ code }) => code === "blocked-service-port")
  const told = found.map(({ severity, data }) => `${severity}: ${missingIn(data).join(", ")}`)
  expect(told).toEqual(expected === undefined ? [] : [expected])
})

test.each<readonly [string, string]>([
  ["65300-65535", "inbound TCP 65200-65299 from GatewayManager"],
  ["65200-65299", "inbound TCP 65300-65535 from GatewayManager"],
  ["65200-65534", "inbound TCP 65535 from GatewayManager"],
])("of the ports that a service needs, those that are missing beside %s are named", (port, told) => {
  const text = template({ subnet: "gw", gateway: "WAF_v2", rules: [{ ...manager, port }] })
  const { findings } = analyseDocument({ uri: "file:///a.json", language: "json", text }, defaultSettings)
  expect(findings.find(({ code }) => code === "blocked-service-port")?.message).toContain(`needs: ${told} (`)
})

test.each<readonly [string, readonly Rule[], string]>([
  ["behind the others", [deny], "Allow GatewayManager, AzureLoadBalancer and Internet at 100, 110 and 100"],
  [
    "before the rule that blocks it, where another number is free",
    [
      { ...probes, source: "10.0.0.0/8", priority: 102 },
      { ...deny, priority: 103 },
    ],
    "Allow GatewayManager, AzureLoadBalancer and Internet at 101, 100 and 100",
  ],
])("what is missing is allowed: %s", (_, rules, title) => {
  const outbound = { ...deny, name: "no-internet", priority: 4000, direction: "Outbound", destination: "Internet" }
  const text = template({ subnet: "gw", gateway: "WAF_v2", rules: [...rules, outbound] })
  const document = fixable({ uri: "file:///a.json", language: "json", text })
  const finding = document.analysed.findings.find(({ code }) => code === "blocked-service-port")
  const [offered] = offeredFixes(document, finding!).filter(isOffered)
  expect(offered).toMatchObject({ fix: { title }, isSafe: false })
  const after = document.withText(applyEdits(text, offered!.edits))
  expect(after.analysed.findings.filter(({ code }) => code === "blocked-service-port")).toEqual([])
  expect(after.analysed.groups[0]!.group.rules).toHaveLength(rules.length + 4)
})

test("where no number is free before what blocks it, nothing is offered", () => {
  const text = template({ subnet: "gw", gateway: "WAF_v2", rules: [{ ...deny, priority: 100 }] })
  const document = fixable({ uri: "file:///a.json", language: "json", text })
  const finding = document.analysed.findings.find(({ code }) => code === "blocked-service-port")
  expect(offeredFixes(document, finding!)).toEqual([])
})

test("a subnet that another document describes counts", () => {
  const resources = JSON.parse(template({ subnet: "AzureBastionSubnet", rules: [] })) as { resources: object[] }
  const [one, ...others] = resources.resources
  const files = [[one], others].map((part, place) =>
    readText(
      { uri: `file:///${place}.json`, language: "json", text: JSON.stringify({ ...resources, resources: part }) },
      defaultSettings,
    ),
  )
  const index = indexResources(files.map(indexedText))
  const networks = knownNetworks(index, { isWhole: false })
  const found = files.flatMap(file => analyseText(file, index, defaultSettings, { networks }).findings)
  expect(found.filter(({ code }) => code === "blocked-service-port")).toHaveLength(1)
})

test("a service that Terraform puts into a subnet is recognised", () => {
  const text = JSON.stringify({
    resource: {
      azurerm_network_security_group: { nsg: { name: "nsg", security_rule: [] } },
      azurerm_virtual_network: { hub: { name: "hub", address_space: ["10.0.0.0/16"] } },
      azurerm_subnet: { gw: { name: "gw", virtual_network_name: "hub", address_prefixes: ["10.0.1.0/24"] } },
      azurerm_subnet_network_security_group_association: {
        gw: {
          subnet_id: `\${azurerm_subnet.gw.id}`,
          network_security_group_id: `\${azurerm_network_security_group.nsg.id}`,
        },
      },
      azurerm_api_management: {
        api: {
          ...{ name: "api", sku_name: "Developer_1", virtual_network_type: "External" },
          virtual_network_configuration: { subnet_id: `\${azurerm_subnet.gw.id}` },
        },
      },
    },
  })
  const { findings } = analyseDocument({ uri: "file:///main.tf.json", language: "json", text }, defaultSettings)
  const [found] = findings.filter(({ code }) => code === "blocked-service-port")
  expect(missingIn(found!.data)).toEqual(["Inbound ApiManagement"])
})

function missingIn({ missing }: Readonly<Record<string, unknown>>): readonly string[] {
  const rules = missing as readonly Readonly<Record<string, string>>[]
  return rules.map(
    rule =>
      `${rule.direction} ${rule.direction === "Inbound" ? rule.sourceAddressPrefix : rule.destinationAddressPrefix}`,
  )
}

function template({ subnet, delegation, gateway, resource, rules, isElsewhere }: Case): string {
  const delegations = delegation === undefined ? [] : [{ name: "d", properties: { serviceName: delegation } }]
  const group = { id: isElsewhere ? groupId.replace("'nsg'", "'other'") : groupId }
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { sku: { type: "string" }, from: { type: "string" }, on: { type: "bool" } },
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2023-09-01",
        name: "nsg",
        properties: { securityRules: rules.map(armRule) },
      },
      {
        type: "Microsoft.Network/virtualNetworks",
        apiVersion: "2023-09-01",
        name: "hub",
        properties: {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [
            { name: subnet, properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: group, delegations } },
          ],
        },
      },
      ...(gateway === undefined
        ? []
        : [
            {
              type: "Microsoft.Network/applicationGateways",
              apiVersion: "2023-09-01",
              name: "gateway",
              properties: {
                sku: { name: gateway, tier: gateway },
                gatewayIPConfigurations: [{ name: "c", properties: { subnet: { id: subnetId } } }],
              },
            },
          ]),
      ...(resource ? [{ apiVersion: "2023-09-01", name: "service", ...resource }] : []),
    ],
  })
}

function armRule({ name, priority, access, direction, protocol, source, destination, port }: Rule) {
  return {
    name,
    properties: {
      priority,
      direction: direction ?? "Inbound",
      access: access ?? "Allow",
      protocol: protocol ?? "Tcp",
      sourceAddressPrefix: source ?? "*",
      sourcePortRange: "*",
      destinationAddressPrefix: destination ?? "*",
      destinationPortRange: port,
    },
  }
}
