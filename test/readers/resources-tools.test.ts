// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { expect, test } from "vitest"
import { describeResources, id } from "./describe-resources.ts"

test("Azure Service Operator: owners, and references to objects", () => {
  const text = `
apiVersion: network.azure.com/v1api20201101
kind: VirtualNetwork
metadata: { name: hub, namespace: net }
spec: { azureName: hub-vnet, owner: { name: rg } }
---
apiVersion: network.azure.com/v1api20201101
kind: VirtualNetworksSubnet
metadata: { name: app, namespace: net }
spec:
  owner: { name: hub }
  networkSecurityGroup: { reference: { group: network.azure.com, kind: NetworkSecurityGroup, name: web } }
---
apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroup
metadata: { name: web, namespace: net }
spec: { owner: { armId: "${id("x/y").replace(/\/providers.*/, "")}" } }
---
apiVersion: network.azure.com/v1api20201101
kind: NetworkInterface
metadata: { name: nic, namespace: net }
spec:
  ipConfigurations:
    - name: ip
      subnet: { reference: { armId: "${id("virtualNetworks/elsewhere/subnets/a")}" } }
`
  expect(describeResources("a.yaml", text)).toEqual([
    "virtualNetworks {ResourceGroup/net/rg}: hub-vnet",
    "virtualNetworks/subnets {ResourceGroup/net/rg}: hub-vnet/app in {ResourceGroup/net/rg}: hub-vnet, group rg: web",
    "networkSecurityGroups rg: web",
    "networkInterfaces nic, subnet ?rg: elsewhere/a",
  ])
})

test("Crossplane: references to objects, names and associations", () => {
  const text = `
apiVersion: network.azure.upbound.io/v1beta1
kind: VirtualNetwork
metadata: { name: hub }
spec: { forProvider: { resourceGroupName: rg } }
---
apiVersion: network.azure.upbound.io/v1beta1
kind: Subnet
metadata: { name: app }
spec: { forProvider: { resourceGroupName: rg, virtualNetworkNameRef: { name: hub } } }
---
apiVersion: network.azure.upbound.io/v1beta1
kind: SecurityGroup
metadata: { name: web, annotations: { crossplane.io/external-name: web-nsg } }
spec: { forProvider: { resourceGroupName: rg } }
---
apiVersion: network.azure.upbound.io/v1beta1
kind: SubnetNetworkSecurityGroupAssociation
metadata: { name: a }
spec: { forProvider: { subnetIdRef: { name: app }, networkSecurityGroupIdRef: { name: web } } }
---
apiVersion: network.azure.upbound.io/v1beta1
kind: NetworkInterface
metadata: { name: nic }
spec: { forProvider: { resourceGroupName: rg, ipConfiguration: [ { subnetId: "${id("virtualNetworks/hub/subnets/app")}" } ] } }
`
  expect(describeResources("a.yaml", text)).toEqual([
    "virtualNetworks rg: hub",
    "virtualNetworks/subnets rg: hub/app in rg: hub",
    "networkSecurityGroups rg: web-nsg",
    "virtualNetworks/subnets microsoft.network/virtualnetworks/subnets//app (association), group rg: web-nsg",
    "networkInterfaces rg: nic, subnet rg: hub/app",
  ])
})

test("Cluster API: the cluster's network and its subnets", () => {
  const text = `
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: c }
spec:
  resourceGroup: rg
  networkSpec:
    vnet: { name: hub, resourceGroup: net }
    subnets:
      - { name: nodes, role: node, securityGroup: { name: node-nsg, securityRules: [] } }
      - { name: control, role: control-plane }
`
  expect(describeResources("a.yaml", text)).toEqual([
    "virtualNetworks net: hub",
    "virtualNetworks/subnets net: hub/nodes in net: hub, group node-nsg",
    "networkSecurityGroups node-nsg",
    "virtualNetworks/subnets net: hub/control in net: hub, group ?c-controlplane-nsg",
  ])
})

test("Ansible: names, in the resource group of the task or of the reference", () => {
  const text = `
- hosts: localhost
  tasks:
    - azure.azcollection.azure_rm_securitygroup: { resource_group: RG, name: web, rules: [] }
    - azure_rm_virtualnetwork: { resource_group: RG, name: hub, address_prefixes_cidr: [10.0.0.0/16] }
    - azure_rm_subnet: { resource_group: RG, virtual_network_name: hub, name: app, security_group: web }
    - azure_rm_subnet: { resource_group: RG, virtual_network_name: hub, name: db, security_group: { name: web, resource_group: other } }
    - azure_rm_subnet: { resource_group: RG, virtual_network_name: hub, name: gone, state: absent }
    - azure_rm_networkinterface: { resource_group: "{{ group }}", name: "{{ nic }}" }
`
  expect(describeResources("a.yaml", text)).toEqual([
    "networkSecurityGroups rg: web",
    "virtualNetworks rg: hub",
    "virtualNetworks/subnets rg: hub/app in rg: hub, group rg: web",
    "virtualNetworks/subnets rg: hub/db in rg: hub, group ?other: web",
    "networkInterfaces {{{group}}}: {{{nic}}}",
  ])
})

test("Pulumi, with the provider azure-native and the classic one", () => {
  const text = `
name: p
runtime: yaml
resources:
  hub:
    type: azure-native:network:VirtualNetwork
    properties: { resourceGroupName: rg, virtualNetworkName: hub-vnet, subnets: [ { name: inline } ] }
  app:
    type: azure-native:network/v20230901:Subnet
    properties: { resourceGroupName: rg, virtualNetworkName: "\${hub.name}", subnetName: app, networkSecurityGroup: { id: "\${web.id}" } }
  web:
    type: azure-native:network:NetworkSecurityGroup
    properties: { resourceGroupName: "\${rg.name}" }
  tie:
    type: azure:network:SubnetNetworkSecurityGroupAssociation
    properties: { subnetId: "\${app.id}", networkSecurityGroupId: "\${web.id}" }
  other: { type: "azure-native:storage:StorageAccount" }
`
  expect(describeResources("a.yaml", text)).toEqual([
    "virtualNetworks rg: hub-vnet",
    "virtualNetworks/subnets rg: hub-vnet/inline in rg: hub-vnet",
    "virtualNetworks/subnets rg: hub-vnet/app in rg: hub-vnet, group {${rg.name}}: {name of web}",
    "networkSecurityGroups {${rg.name}}: {name of web}",
    "virtualNetworks/subnets app (association), group {${rg.name}}: {name of web}",
  ])
})
