import { expect, test } from "vitest"
import { describeTopology } from "./describe-topology.ts"

const id = (type: string, ...names: readonly string[]) =>
  `[resourceId('Microsoft.Network/${type}', ${names.map(name => `'${name}'`).join(", ")})]`

test("an ARM template: inline and child subnets, interfaces, machines, and references of each form", () => {
  const resources = [
    group("web"),
    group("nic-nsg"),
    resource("applicationSecurityGroups", "asg"),
    resource("routeTables", "rt", {
      routes: [{ name: "all", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" } }],
    }),
    resource("virtualNetworks", "hub", {
      addressSpace: { addressPrefixes: ["10.0.0.0/16", "[parameters('more')]"] },
      subnets: [
        {
          name: "web",
          properties: {
            addressPrefix: "10.0.1.0/24",
            networkSecurityGroup: { id: id("networkSecurityGroups", "web") },
            routeTable: { id: id("routeTables", "rt") },
            serviceEndpoints: [{ service: "Microsoft.Storage" }],
            delegations: [{ name: "d", properties: { serviceName: "Microsoft.Sql/managedInstances" } }],
            privateEndpointNetworkPolicies: "Disabled",
          },
        },
      ],
    }),
    resource("virtualNetworks/subnets", "hub/db", {
      addressPrefixes: ["10.0.2.0/24"],
      networkSecurityGroup: { id: "[parameters('nsgId')]" },
    }),
    resource("publicIPAddresses", "ip", { publicIPAllocationMethod: "Static" }, { sku: { name: "Standard" } }),
    {
      ...resource("networkInterfaces", "[concat('web-', copyIndex())]", {
        networkSecurityGroup: { id: id("networkSecurityGroups", "nic-nsg") },
        ipConfigurations: [
          {
            name: "ip",
            properties: {
              privateIPAddress: "10.0.1.4",
              subnet: { id: id("virtualNetworks/subnets", "HUB", "Web") },
              applicationSecurityGroups: [{ id: id("applicationSecurityGroups", "asg") }],
              publicIPAddress: { id: id("publicIPAddresses", "ip") },
            },
          },
        ],
      }),
      copy: { name: "n", count: 2 },
    },
    {
      type: "Microsoft.Compute/virtualMachines",
      apiVersion: "2023-03-01",
      name: "web-vm",
      properties: { networkProfile: { networkInterfaces: [{ id: id("networkInterfaces", "web-1") }] } },
    },
  ]
  expect(describeTopology({ "a.json": template(resources) })).toEqual([
    "network hub 10.0.0.0/16,…",
    "  subnet web 10.0.1.0/24 group web routes 0.0.0.0/0 VirtualAppliance delegated Microsoft.Sql/managedInstances endpoints Microsoft.Storage policies Disabled",
    "  subnet db 10.0.2.0/24 group ?[parameters('nsgId')]",
    "interface web-0 group nic-nsg",
    "  ip 10.0.1.4/32 in hub/web public ip security groups asg",
    "interface web-1 group nic-nsg virtualMachine web-vm primary",
    "  ip 10.0.1.4/32 in hub/web public ip security groups asg",
    "public ip Standard",
    "unresolved networkSecurityGroup [parameters('nsgId')]",
  ])
})

test("an ARM template: peerings of both sides, load balancers, inbound NAT, scale sets, gateways", () => {
  const pool = "[concat(resourceId('Microsoft.Network/loadBalancers', 'lb'), '/backendAddressPools/pool')]"
  const frontEnd = id("loadBalancers/frontendIPConfigurations", "lb", "Front")
  const subnet = { id: id("virtualNetworks/subnets", "hub", "web") }
  const resources = [
    network("hub", "10.0.0.0/16", ["web", "GatewaySubnet"]),
    network("spoke", "10.1.0.0/16", ["a"]),
    peering("hub/to-spoke", "spoke"),
    peering("spoke/to-hub", "hub"),
    peering("spoke/to-far", "far"),
    resource("loadBalancers", "lb", {
      frontendIPConfigurations: [{ name: "front", properties: { subnet, privateIPAddress: "10.0.0.9" } }],
      backendAddressPools: [{ name: "pool" }],
      loadBalancingRules: [
        {
          name: "http",
          properties: {
            ...{ frontendIPConfiguration: { id: frontEnd }, backendAddressPool: { id: pool } },
            ...{ protocol: "Tcp", frontendPort: 80, backendPort: 8080 },
          },
        },
      ],
      inboundNatRules: [
        {
          name: "ssh",
          properties: {
            frontendIPConfiguration: { id: frontEnd },
            protocol: "Tcp",
            frontendPort: 5022,
            backendPort: 22,
          },
        },
      ],
    }),
    resource("networkInterfaces", "web-0", {
      ipConfigurations: [
        {
          name: "ip",
          properties: {
            subnet,
            loadBalancerBackendAddressPools: [{ id: pool }],
            loadBalancerInboundNatRules: [{ id: id("loadBalancers/inboundNatRules", "lb", "ssh") }],
          },
        },
      ],
    }),
    {
      type: "Microsoft.Compute/virtualMachineScaleSets",
      apiVersion: "2023-03-01",
      name: "set",
      properties: {
        virtualMachineProfile: {
          networkProfile: {
            networkInterfaceConfigurations: [
              {
                name: "nic",
                properties: {
                  primary: true,
                  ipConfigurations: [
                    { name: "ip", properties: { subnet, loadBalancerBackendAddressPools: [{ id: pool }] } },
                  ],
                },
              },
            ],
          },
        },
      },
    },
    resource("virtualNetworkGateways", "vpn", {
      ipConfigurations: [{ properties: { subnet: { id: id("virtualNetworks/subnets", "hub", "GatewaySubnet") } } }],
    }),
    resource("bastionHosts", "bastion", { ipConfigurations: [{ name: "ip", properties: { subnet } }] }),
    resource("privateEndpoints", "pe", { subnet }),
  ]
  expect(describeTopology({ "a.json": template(resources) })).toEqual([
    "network hub 10.0.0.0/16 gateway",
    "  peer spoke",
    "  subnet web …",
    "  subnet GatewaySubnet …",
    "network spoke 10.1.0.0/16",
    "  peer hub",
    "  peer ?[resourceId('Microsoft.Network/virtualNetworks', 'far')]",
    "  subnet a …",
    "interface web-0",
    "  ip dynamic in hub/web",
    "interface nic scaleSet set primary",
    "  ip dynamic in hub/web",
    "interface pe.nic private endpoint",
    "  configuration 1 dynamic in hub/web",
    "loadBalancer lb",
    "  front end front 10.0.0.9/32 in hub/web",
    "  rule http Tcp front:80 to web-0/ip, nic/ip:8080",
    "  nat ssh Tcp front:5022 to web-0/ip:22",
    "bastionHost bastion in hub/web",
    "  front end ip in hub/web",
    "unresolved virtualNetwork [resourceId('Microsoft.Network/virtualNetworks', 'far')]",
  ])
})

test("a name with a number that a loop counts is one name, however it is put together", () => {
  const nic = (counter: string) => `concat(parameters('more'), '-vm', ${counter}, '-nic')`
  const copy = { name: "loop", count: 2 }
  const resources = [
    { ...resource("networkInterfaces", `[${nic("copyIndex(1)")}]`, { ipConfigurations: [] }), copy },
    {
      ...{
        type: "Microsoft.Compute/virtualMachines",
        apiVersion: "2023-03-01",
        name: "[format('vm-{0}', copyIndex())]",
        copy,
      },
      properties: {
        networkProfile: {
          networkInterfaces: [
            { id: `[resourceId('Microsoft.Network/networkInterfaces', ${nic("add(copyIndex(), 1)")})]` },
          ],
        },
      },
    },
  ]
  expect(describeTopology({ "a.json": template(resources) })).toEqual([
    "interface [concat(parameters('more'), '-vm1-nic')] virtualMachine vm-0 primary",
    "interface [concat(parameters('more'), '-vm2-nic')] virtualMachine vm-1 primary",
  ])
})

test.each([
  ["as it is", "[variables('id')]"],
  ["in the text itself", "[concat(variables('vnet'), '/subnets/', variables('name'))]"],
  ["by a variable that is put together", "[variables('joined')]"],
  ["by format", "[variables('formatted')]"],
  ["in lower case", "[toLower(concat(variables('vnet'), '/subnets/', variables('name')))]"],
  ["in lower case by a variable", "[concat(variables('vnet'), '/subnets/', toLower(variables('name')))]"],
  ["by a variable of a variable", "[variables('again')]"],
  [
    "with a slash behind the type",
    "[resourceId('Microsoft.Network/virtualNetworks/subnets/', 'hub', variables('name'))]",
  ],
])("an id that is put together of what is not known leads where it says: %s", (_, subnet) => {
  const variables = {
    vnet: "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]",
    name: "[concat('s, ', toLower(resourceGroup().name))]",
    id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', variables('name'))]",
    joined: "[concat(variables('vnet'), '/subnets/', variables('name'))]",
    formatted: "[format('{0}/subnets/{1}', variables('vnet'), variables('name'))]",
    again: "[variables('joined')]",
  }
  const hub = resource("virtualNetworks", "hub", {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "[variables('name')]", properties: { addressPrefix: "10.0.1.0/24" } }],
  })
  const nic = resource("networkInterfaces", "nic", {
    ipConfigurations: [{ name: "ip", properties: { subnet: { id: subnet } } }],
  })
  const lines = describeTopology({ "a.json": { ...template([hub, nic]), variables } })
  expect(lines.at(-1)).toBe("  ip dynamic in hub/[variables('name')]")
})

test.each([
  ["concat", `[json(concat('{ "id": "', variables('nsgId'), '" }'))]`],
  ["format", `[json(format('{{"id": "{0}"}}', variables('nsgId')))]`],
  ["a variable", "[json(variables('text'))]"],
  [
    "one of two",
    `[if(parameters('more'), json(concat('{"id":"', variables('nsgId'), '"}')), json(variables('text')))]`,
  ],
])("a reference in a text of JSON that is put together leads where it says: %s", (_, networkSecurityGroup) => {
  const variables = {
    name: "[concat('nsg-', uniqueString(resourceGroup().id))]",
    nsgId: "[resourceId('Microsoft.Network/networkSecurityGroups', variables('name'))]",
    text: `[concat('{"id": "', variables('nsgId'), '"}')]`,
  }
  const nic = resource("networkInterfaces", "nic", { ipConfigurations: [], networkSecurityGroup })
  const parameters = { more: { type: "bool", defaultValue: true } }
  const file = { ...template([group("[variables('name')]"), nic]), variables, parameters }
  expect(describeTopology({ "a.json": file })).toEqual(["interface nic group [variables('name')]"])
})

test.each([
  ["a number", "concat(variables('nicId'), '-0')", "concat(variables('nic'), '-0')"],
  ["a loop's place", "concat(variables('nicId'), '-', copyIndex('all'))", "concat(variables('nic'), '-', 0)"],
  [
    "a part that is not known",
    "concat(variables('nicId'), parameters('more'))",
    "concat(variables('nic'), parameters('more'))",
  ],
])("what stands behind an id goes on with its name: %s", (_, reference, name) => {
  const variables = {
    nic: "[concat('nic-', uniqueString(resourceGroup().id))]",
    nicId: "[resourceId('Microsoft.Network/networkInterfaces', variables('nic'))]",
  }
  const nic = resource("networkInterfaces", `[${name}]`, { ipConfigurations: [] })
  const machine = {
    ...{ type: "Microsoft.Compute/virtualMachines", apiVersion: "2023-03-01", name: "vm" },
    ...{
      copy: { name: "all", count: 1 },
      properties: { networkProfile: { networkInterfaces: [{ id: `[${reference}]` }] } },
    },
  }
  const lines = describeTopology({ "a.json": { ...template([nic, machine]), variables } })
  expect(lines).toEqual([expect.stringMatching(/^interface .* virtualMachine vm primary$/)])
})

test("loops that run equally often make pairs, however often that is", () => {
  const loop = (resource: object, name: string, count: string) => ({ ...resource, copy: { name, count } })
  const nic = (count: string) =>
    loop(resource("networkInterfaces", "[concat('nic-', copyIndex())]", { ipConfigurations: [] }), "nics", count)
  const machine = {
    ...{ type: "Microsoft.Compute/virtualMachines", apiVersion: "2023-03-01", name: "[concat('vm-', copyIndex())]" },
    properties: {
      networkProfile: {
        networkInterfaces: [{ id: "[resourceId('Microsoft.Network/networkInterfaces', concat('nic-', copyIndex()))]" }],
      },
    },
  }
  const [own, other] = ["[parameters('n')]", "[add(parameters('n'), 1)]"]
  const parameters = { n: { type: "int" } }
  const lines = (count: string) =>
    describeTopology({ "a.json": { ...template([nic(own), loop(machine, "vms", count)]), parameters } })
  expect(lines(own)).toEqual([expect.stringMatching(/^interface .* virtualMachine .*vm-.* primary$/)])
  expect(lines(other)[1]).toMatch(/^unresolved networkInterface/)
})

test("a name that variables put together is one name, wherever it is used", () => {
  const variables = {
    machine: "[concat('vm-', resourceGroup().name)]",
    nic: "[format('{0}-nic', variables('machine'))]",
  }
  const nic = resource("networkInterfaces", "[concat(variables('machine'), '-nic')]", { ipConfigurations: [] })
  const machine = (id: string) => ({
    ...{ type: "Microsoft.Compute/virtualMachines", apiVersion: "2023-03-01", name: "[variables('machine')]" },
    properties: { networkProfile: { networkInterfaces: [{ id }] } },
  })
  const type = "'Microsoft.Network/networkInterfaces'"
  for (const name of [
    "concat(variables('machine'), '-nic')",
    "variables('nic')",
    "concat('vm-', resourceGroup().name, '-nic')",
    "toUpper(concat(toLower(variables('machine')), '-nic'))",
  ]) {
    const resources = [nic, machine(`[resourceId(${type}, ${name})]`)]
    expect(describeTopology({ "a.json": { ...template(resources), variables } })).toEqual([
      "interface [concat(variables('machine'), '-nic')] virtualMachine [variables('machine')] primary",
    ])
  }
})

test("what only a condition decides about is defined here all the same", () => {
  const peering = resource("virtualNetworks/virtualNetworkPeerings", "hub/to-spoke", {
    remoteVirtualNetwork: { id: id("virtualNetworks", "spoke") },
  })
  const networks = ["hub", "spoke"].map(name => resource("virtualNetworks", name))
  const lines = (remote: string) =>
    describeTopology({
      "a.json": template([
        ...networks,
        {
          ...peering,
          condition: "[parameters('more')]",
          properties: { remoteVirtualNetwork: { id: id("virtualNetworks", remote) } },
        },
      ]),
    }).filter(line => line.startsWith("unresolved"))
  expect(lines("spoke")).toEqual([])
  expect(lines("far")).toEqual(["unresolved virtualNetwork [resourceId('Microsoft.Network/virtualNetworks', 'far')]"])
})

test("a reference in the loop of a property is known for each of what the loop makes", () => {
  const nsg = "concat('nsg', copyIndex('subnets'))"
  const hub = resource("virtualNetworks", "hub", {
    copy: [
      {
        ...{ name: "subnets", count: 2 },
        input: {
          name: "[concat('s', copyIndex('subnets'))]",
          properties: {
            addressPrefix: "[format('10.0.{0}.0/24', copyIndex('subnets'))]",
            networkSecurityGroup: { id: `[resourceId('Microsoft.Network/networkSecurityGroups', ${nsg})]` },
          },
        },
      },
    ],
  })
  const groups = { ...group("[concat('nsg', copyIndex())]"), copy: { name: "groups", count: 2 } }
  const lines = describeTopology({ "a.json": template([hub, groups]) })
  expect(lines.slice(0, 3)).toEqual([
    "network hub …",
    "  subnet s0 10.0.0.0/24 group nsg0",
    "  subnet s1 10.0.1.0/24 group nsg1",
  ])
})

function template(resources: readonly object[]) {
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { nsgId: { type: "string" }, more: { type: "string" } },
    resources,
  }
}

function resource(type: string, name: string, properties: object = {}, beside: object = {}) {
  return { type: `Microsoft.Network/${type}`, apiVersion: "2023-09-01", name, ...beside, properties }
}

function group(name: string) {
  return resource("networkSecurityGroups", name, { securityRules: [] })
}

function network(name: string, prefix: string, subnets: readonly string[]) {
  const properties = {
    addressSpace: { addressPrefixes: [prefix] },
    subnets: subnets.map(name => ({ name, properties: {} })),
  }
  return resource("virtualNetworks", name, properties)
}

function peering(name: string, remote: string) {
  const remoteVirtualNetwork = { id: id("virtualNetworks", remote) }
  return resource("virtualNetworks/virtualNetworkPeerings", name, { remoteVirtualNetwork })
}
