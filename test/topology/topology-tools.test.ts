// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { expect, test } from "vitest"
import { describeTopology, topologyOfFiles } from "./describe-topology.ts"

test("Azure Service Operator: owners, and references to objects", () => {
  const text = `
apiVersion: network.azure.com/v1api20201101
kind: VirtualNetwork
metadata: { name: hub, namespace: net }
spec: { owner: { name: rg }, addressSpace: { addressPrefixes: [10.0.0.0/16] } }
---
apiVersion: network.azure.com/v1api20201101
kind: VirtualNetworksSubnet
metadata: { name: app, namespace: net }
spec:
  owner: { name: hub }
  addressPrefix: 10.0.1.0/24
  networkSecurityGroup: { reference: { group: network.azure.com, kind: NetworkSecurityGroup, name: web } }
---
apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroup
metadata: { name: web, namespace: net }
spec: { owner: { name: rg } }
---
apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroupsSecurityRule
metadata: { name: rule, namespace: net }
spec: { owner: { name: web }, access: Allow, direction: Inbound, priority: 100, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443" }
---
apiVersion: network.azure.com/v1api20201101
kind: NetworkInterface
metadata: { name: nic, namespace: net }
spec:
  owner: { name: rg }
  ipConfigurations:
    - name: ip
      privateIPAddress: 10.0.1.4
      subnet: { reference: { group: network.azure.com, kind: VirtualNetworksSubnet, name: app } }
---
apiVersion: compute.azure.com/v1api20220301
kind: VirtualMachine
metadata: { name: vm, namespace: net }
spec:
  owner: { name: rg }
  networkProfile: { networkInterfaces: [ { reference: { group: network.azure.com, kind: NetworkInterface, name: nic } } ] }
`
  expect(describeTopology({ "a.yaml": text })).toEqual([
    "network hub 10.0.0.0/16",
    "  subnet app 10.0.1.0/24 group web",
    "interface nic virtualMachine vm primary",
    "  ip 10.0.1.4/32 in hub/app",
  ])
})

test("Crossplane: references to objects, and associations", () => {
  const kind = (name: string, meta: string, provider: string) => `
apiVersion: network.azure.upbound.io/v1beta1
kind: ${name}
metadata: { name: ${meta} }
spec: { forProvider: ${provider} }
`
  const text = [
    kind("VirtualNetwork", "hub", "{ resourceGroupName: rg, addressSpace: [10.0.0.0/16] }"),
    kind(
      "Subnet",
      "app",
      "{ resourceGroupName: rg, virtualNetworkNameRef: { name: hub }, addressPrefixes: [10.0.1.0/24] }",
    ),
    kind("SecurityGroup", "web", "{ resourceGroupName: rg, securityRule: [] }"),
    kind(
      "SubnetNetworkSecurityGroupAssociation",
      "a",
      "{ subnetIdRef: { name: app }, networkSecurityGroupIdRef: { name: web } }",
    ),
    kind(
      "NetworkInterface",
      "nic",
      '{ resourceGroupName: rg, ipConfiguration: [ { name: ip, subnetIdRef: { name: app }, privateIpAddress: "10.0.1.4" } ] }',
    ),
    kind(
      "NetworkInterfaceSecurityGroupAssociation",
      "b",
      "{ networkInterfaceIdRef: { name: nic }, networkSecurityGroupIdRef: { name: web } }",
    ),
  ].join("---")
  expect(describeTopology({ "a.yaml": text })).toEqual([
    "network hub 10.0.0.0/16",
    "  subnet app 10.0.1.0/24 group web",
    "interface nic group web",
    "  ip 10.0.1.4/32 in hub/app",
  ])
})

test("Cluster API: subnets with their groups, named and not", () => {
  const text = `
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: c }
spec:
  resourceGroup: rg
  networkSpec:
    vnet: { name: hub, cidrBlocks: [10.0.0.0/8] }
    subnets:
      - name: nodes
        role: node
        cidrBlocks: [10.1.0.0/16]
        securityGroup: { name: node-nsg, securityRules: [ { name: a, priority: 100, direction: Inbound, protocol: "*", source: "*", sourcePorts: "*", destination: "*", destinationPorts: "22" } ] }
        routeTable: { name: node-rt }
      - { name: control, role: control-plane, cidrBlocks: [10.0.0.0/16], securityGroup: { securityRules: [ { name: b, priority: 100, direction: Inbound, protocol: "*", source: "*", sourcePorts: "*", destination: "*", destinationPorts: "22" } ] } }
`
  expect(describeTopology({ "a.yaml": text })).toEqual([
    "network hub 10.0.0.0/8",
    "  subnet nodes 10.1.0.0/16 group node-nsg routes ?node-rt",
    "  subnet control 10.0.0.0/16 group group of control",
    "unresolved routeTable node-rt",
  ])
})

test("Cluster API: subnets that name no group have the one that the provider makes for their role", () => {
  const cluster = (kind: string, subnets: string) => `
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: ${kind}
metadata: { name: c }
spec: { ${kind === "AzureCluster" ? `networkSpec: { ${subnets} }` : `template: { spec: { networkSpec: { ${subnets} } } }`} }
`
  const subnets = (...roles: readonly string[]) =>
    `vnet: { name: hub }, subnets: [ ${roles.map(role => `{ name: s-${role}, role: ${role} }`).join(", ")} ]`
  const described = (kind: string, ...roles: readonly string[]) =>
    describeTopology({ "a.yaml": cluster(kind, subnets(...roles)) }).filter(line => line.startsWith("  subnet"))
  expect(described("AzureCluster", "control-plane", "node", "cluster", "bastion")).toEqual([
    "  subnet s-control-plane … group ?c-controlplane-nsg",
    "  subnet s-node … group ?c-node-nsg",
    "  subnet s-cluster … group ?c-nsg",
    "  subnet s-bastion …",
  ])
  expect(described("AzureClusterTemplate", "node")).toEqual(["  subnet s-node … group ?(cluster)-node-nsg"])
})

test("Cluster API: a peering, which the provider makes in both networks", () => {
  const cluster = (peering: string) => `
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: c }
spec:
  resourceGroup: rg
  networkSpec:
    vnet:
      name: hub
      cidrBlocks: [10.0.0.0/16]
      peerings: [ ${peering} ]
    subnets: [ { name: nodes, role: node, cidrBlocks: [10.0.1.0/24] } ]
`
  const spoke = `
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: d }
spec: { resourceGroup: Other, networkSpec: { vnet: { name: spoke, cidrBlocks: [10.1.0.0/16] } } }
`
  const described = (peering: string) => describeTopology({ "a.yaml": cluster(peering), "b.yaml": spoke })
  const own = ["  subnet nodes 10.0.1.0/24 group ?c-node-nsg", "network spoke 10.1.0.0/16"]
  const missing = "unresolved networkSecurityGroup c-node-nsg"
  expect(described("{ resourceGroup: other, remoteVnetName: spoke }")).toEqual([
    ...["network hub 10.0.0.0/16", "  peer spoke", ...own, "  peer hub", missing],
  ])
  const closed = "reversePeeringProperties: { allowVirtualNetworkAccess: false }"
  expect(described(`{ resourceGroup: other, remoteVnetName: spoke, ${closed} }`)).toEqual([
    ...["network hub 10.0.0.0/16", "  peer spoke", ...own, "  peer hub no access", missing],
  ])
  expect(described("{ resourceGroup: rg, remoteVnetName: far }")).toContain("  peer ?far")
  expect(described("{ resourceGroup: rg, remoteVnetName: far }")).toContain("unresolved virtualNetwork far")
})

const crossplaneObject = (kind: string, name: string, labels: string, provider: string) => `
apiVersion: network.azure.upbound.io/v1beta1
kind: ${kind}
metadata: { name: ${name}, labels: ${labels} }
spec: { forProvider: ${provider} }
`

test("Crossplane: labels that one object has, and no more", () => {
  const nic = (selector: string) =>
    crossplaneObject(
      "NetworkInterface",
      "nic",
      "{}",
      `{ ipConfiguration: [ { name: ip, subnetIdSelector: ${selector} } ] }`,
    )
  const base = [
    crossplaneObject("VirtualNetwork", "hub", "{}", "{ addressSpace: [10.0.0.0/16], resourceGroupName: rg }"),
    ...["app", "db"].map(name =>
      crossplaneObject(
        "Subnet",
        name,
        `{ tier: ${name}, net: hub }`,
        "{ addressPrefixes: [10.0.1.0/24], resourceGroupName: rg, virtualNetworkNameRef: { name: hub } }",
      ),
    ),
    crossplaneObject("SecurityGroup", "web", "{ role: web }", "{ resourceGroupName: rg, securityRule: [] }"),
    crossplaneObject(
      "SubnetNetworkSecurityGroupAssociation",
      "tie",
      "{}",
      "{ subnetIdSelector: { matchLabels: { tier: app } }, networkSecurityGroupIdSelector: { matchLabels: { role: web } } }",
    ),
  ]
  const placed = (selector: string) => describeTopology({ "a.yaml": [...base, nic(selector)].join("---") }).slice(1)
  expect(placed("{ matchLabels: { tier: app } }")).toEqual([
    "  subnet app 10.0.1.0/24 group web",
    "  subnet db 10.0.1.0/24",
    "interface nic",
    "  ip dynamic in hub/app",
  ])
  for (const open of [
    "{ matchLabels: { net: hub } }",
    "{ matchLabels: { tier: none } }",
    "{ matchControllerRef: true }",
  ]) {
    expect(placed(open)[3]).toMatch(/^ {2}ip dynamic in \?/)
  }
})

test.each([
  ["networkInterfaceIdsRefs: [{ name: nic-a }, { name: nic-b }]", ["vm", "vm"]],
  ["networkInterfaceIdsSelector: { matchLabels: { of: vm } }", ["vm", "vm"]],
  ["networkInterfaceIdsSelector: { matchLabels: { of: vm, at: a } }", ["vm", undefined]],
  ["networkInterfaceIdsSelector: { matchLabels: { of: none } }", [undefined, undefined]],
  ["networkInterfaceIdsSelector: { matchControllerRef: true }", [undefined, undefined]],
])("Crossplane: a list of objects, by name or by the labels of all: %s", (networkInterfaces, machines) => {
  const nic = (at: string) =>
    crossplaneObject("NetworkInterface", `nic-${at}`, `{ of: vm, at: ${at} }`, "{ ipConfiguration: [ { name: ip } ] }")
  const vm = crossplaneObject("LinuxVirtualMachine", "vm", "{}", `{ ${networkInterfaces} }`).replace(
    "network.",
    "compute.",
  )
  const { networkInterfaces: found } = topologyOfFiles({ "a.yaml": [nic("a"), nic("b"), vm].join("---") })
  expect(found.map(({ machine }) => machine?.name)).toEqual(machines)
})

test("Crossplane: what one Composition makes, by its controller", () => {
  const composed = (name: string, kind: string, provider: string) => `
    - name: ${name}
      base:
        apiVersion: network.azure.upbound.io/v1beta1
        kind: ${kind}
        spec: { forProvider: ${provider} }`
  const composition = (name: string) => `
apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: { name: ${name} }
spec:
  resources:${[
    composed("net", "VirtualNetwork", "{ addressSpace: [10.0.0.0/16] }"),
    composed(
      "app",
      "Subnet",
      "{ addressPrefixes: [10.0.1.0/24], virtualNetworkNameSelector: { matchControllerRef: true } }",
    ),
    composed("web", "SecurityGroup", "{ securityRule: [] }"),
    composed(
      "tie",
      "SubnetNetworkSecurityGroupAssociation",
      "{ subnetIdSelector: { matchControllerRef: true }, networkSecurityGroupIdSelector: { matchControllerRef: true } }",
    ),
  ].join("")}
`
  const text = [composition("one"), composition("two")].join("---")
  const network = ["network net 10.0.0.0/16", "  subnet app 10.0.1.0/24 group web"]
  expect(describeTopology({ "a.yaml": text })).toEqual([...network, ...network])
})

test("Ansible: names, and the group that its module makes by default", () => {
  const text = `
- hosts: localhost
  tasks:
    - azure_rm_securitygroup: { resource_group: rg, name: web, rules: [ { name: a, priority: 100, destination_port_range: 22 } ] }
    - azure_rm_virtualnetwork: { resource_group: rg, name: hub, address_prefixes_cidr: [10.0.0.0/16] }
    - azure_rm_subnet: { resource_group: rg, virtual_network_name: hub, name: app, address_prefix_cidr: 10.0.1.0/24, security_group: web }
    - azure_rm_networkinterface: { resource_group: rg, name: flat, virtual_network: hub, subnet: app, security_group: web, private_ip_address: 10.0.1.4 }
    - azure_rm_networkinterface:
        resource_group: rg
        name: nic
        virtual_network: { name: hub, resource_group: rg }
        subnet_name: app
        ip_configurations: [ { name: ip, primary: yes, public_ip_address_name: ip } ]
    - azure_rm_networkinterface: { resource_group: rg, name: bare, virtual_network: hub, subnet: app, create_with_security_group: false }
    - azure_rm_publicipaddress: { resource_group: rg, name: ip, sku: Standard }
    - azure_rm_virtualmachine: { resource_group: rg, name: vm, network_interfaces: flat }
    - azure_rm_virtualnetworkpeering: { resource_group: rg, name: p, virtual_network: hub, remote_virtual_network: { name: far, resource_group: other } }
`
  expect(describeTopology({ "a.yaml": text })).toEqual([
    "network hub 10.0.0.0/16",
    "  peer ?far",
    "  subnet app 10.0.1.0/24 group web",
    "interface flat group web virtualMachine vm primary",
    "  default 10.0.1.4/32 in hub/app",
    "interface nic group ?the group of nic",
    "  ip dynamic in hub/app public ip",
    "interface bare",
    "  default dynamic in hub/app",
    "public ip Standard",
    "unresolved virtualNetwork far",
    "unresolved networkSecurityGroup the group of nic",
  ])
})

test("Ansible: what a task registers is the resource that it makes, unless several do", () => {
  const play = (attached: string, more = "") => `
- hosts: localhost
  tasks:
    - azure_rm_virtualnetwork: { resource_group: rg, name: hub, address_prefixes_cidr: [10.0.0.0/16] }
      register: hub_result
    - azure_rm_securitygroup: { resource_group: rg, name: web, rules: [ { name: a, priority: 100, destination_port_range: 22 } ] }
      register: web_result
    ${more}
    - azure_rm_subnet:
        resource_group: rg
        virtual_network_name: "{{hub_result.state.name}}"
        name: app
        address_prefix_cidr: 10.0.1.0/24
        security_group: "${attached}"
`
  const linked = (text: string) => describeTopology({ "a.yaml": text }).slice(0, 2)
  const network = "network hub 10.0.0.0/16"
  const attachedTo = (attached: string) => linked(play(attached))
  expect(attachedTo("{{ web_result.state.id }}")).toEqual([network, "  subnet app 10.0.1.0/24 group web"])
  expect(attachedTo("{{ web_result.state.name }}")).toEqual([network, "  subnet app 10.0.1.0/24 group web"])
  for (const unknown of ["{{ hub_result.state.id }}", "{{ other.state.id }}", "{{ web_result.state.tags }}"]) {
    expect(attachedTo(unknown)).toEqual([network, `  subnet app 10.0.1.0/24 group ?${unknown}`])
  }
  const again = "- { azure_rm_securitygroup: { resource_group: rg, name: b }, register: web_result }"
  const looped = '- { azure_rm_securitygroup: { resource_group: rg, name: "{{ item }}" }, loop: [c], register: many }'
  const state = "{{ web_result.state.id }}"
  expect(linked(play(state, again))).toEqual([network, `  subnet app 10.0.1.0/24 group ?${state}`])
  expect(linked(play("{{ many.state.id }}", looped))).toEqual([
    network,
    "  subnet app 10.0.1.0/24 group ?{{ many.state.id }}",
  ])
})

test("Pulumi, with the provider azure-native and the classic one", () => {
  const text = `
name: p
runtime: yaml
resources:
  hub:
    type: azure-native:network:VirtualNetwork
    properties: { resourceGroupName: rg, virtualNetworkName: hub, addressSpace: { addressPrefixes: [10.0.0.0/16] }, subnets: [ { name: own, addressPrefix: 10.0.9.0/24 } ] }
  app:
    type: azure-native:network:Subnet
    properties: { resourceGroupName: rg, virtualNetworkName: "\${hub.name}", subnetName: app, addressPrefix: 10.0.1.0/24, networkSecurityGroup: { id: "\${web.id}" } }
  web:
    type: azure-native:network:NetworkSecurityGroup
    properties: { resourceGroupName: rg, networkSecurityGroupName: web, securityRules: [] }
  nic:
    type: azure-native:network:NetworkInterface
    properties: { resourceGroupName: rg, networkInterfaceName: nic, ipConfigurations: [ { name: ip, subnet: { id: "\${app.id}" } } ] }
  other:
    type: azure:network:NetworkInterface
    properties: { resourceGroupName: rg, name: other, ipConfigurations: [ { name: ip, subnetId: "\${app.id}", privateIpAddress: 10.0.1.5 } ] }
  tie:
    type: azure:network:NetworkInterfaceSecurityGroupAssociation
    properties: { networkInterfaceId: "\${other.id}", networkSecurityGroupId: "\${web.id}" }
`
  expect(describeTopology({ "a.yaml": text })).toEqual([
    "network hub 10.0.0.0/16",
    "  subnet own 10.0.9.0/24",
    "  subnet app 10.0.1.0/24 group web",
    "interface nic",
    "  ip dynamic in hub/app",
    "interface other group web",
    "  ip 10.0.1.5/32 in hub/app",
  ])
})
