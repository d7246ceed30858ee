import { describe, expect, test } from "vitest"
import { describeResources, id, listed, shown } from "./describe-resources.ts"

test("ARM template: ids by resourceId, variables, loops and nested deployments", () => {
  const text = template(
    [
      resource("Microsoft.Network/networkSecurityGroups", "[parameters('nsg')]"),
      resource("Microsoft.Network/virtualNetworks", "hub", {
        subnets: [
          {
            name: "app",
            properties: group("[resourceId('Microsoft.Network/networkSecurityGroups', parameters('nsg'))]"),
          },
        ],
      }),
      resource("Microsoft.Network/virtualNetworks/subnets", "[concat(parameters('other'), '/db')]", {
        ...group("[variables('nsgId')]"),
      }),
      {
        ...resource("Microsoft.Network/networkInterfaces", "[concat('nic', copyIndex())]", {
          ipConfigurations: [
            {
              properties: {
                subnet: { id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'HUB', 'app')]" },
              },
            },
          ],
        }),
        copy: { name: "nics", count: 2 },
      },
      {
        ...resource("Microsoft.Resources/deployments", "inner"),
        resourceGroup: "other-rg",
        properties: { template: JSON.parse(template([resource("Microsoft.Compute/virtualMachines", "vm")])) },
      },
      { ...resource("Microsoft.Network/publicIPAddresses", "ip"), condition: "[parameters('public')]" },
    ],
    { nsg: {}, other: {}, public: { type: "bool" } },
  )
  expect(describeResources("a.json", text)).toEqual([
    "networkSecurityGroups {parameters('nsg')}",
    "virtualNetworks hub",
    "virtualNetworks/subnets hub/app in hub, group {parameters('nsg')}",
    "virtualNetworks/subnets {parameters('other')}/db in {parameters('other')}, group {parameters('nsg')}",
    "networkInterfaces nic0, subnet hub/app",
    "networkInterfaces nic1, subnet hub/app",
    "deployments inner",
    "virtualMachines other-rg: vm",
    "publicIPAddresses ip if [parameters('public')]",
  ])
})

test("ARM template with symbolic names, and what exists already", () => {
  const text = template({
    hub: { ...resource("Microsoft.Network/virtualNetworks", "hub"), existing: true },
    nic: resource("Microsoft.Network/networkInterfaces", "[format('{0}-nic', parameters('name'))]", {
      ...group("[resourceId('Microsoft.Network/networkSecurityGroups', format('{0}-nsg', parameters('name')))]"),
    }),
    nsg: resource("Microsoft.Network/networkSecurityGroups", "[concat(parameters('name'), '-nsg')]"),
  })
  expect(describeResources("a.json", text)).toEqual([
    "virtualNetworks hub (existing)",
    "networkInterfaces {parameters('name')+'-nic'}, group {parameters('name')+'-nsg'}",
    "networkSecurityGroups {parameters('name')+'-nsg'}",
  ])
})

test("a list that an expression makes may hold any number", () => {
  const text = template([
    resource("Microsoft.Network/virtualNetworks", "hub", { subnets: "[parameters('subnets')]" }),
    resource("Microsoft.Network/virtualNetworks", "spoke", {
      subnets: "[concat(createArray(createObject('name', 'a', 'properties', createObject())), parameters('more'))]",
    }),
  ])
  expect(describeResources("a.json", text)).toEqual([
    // What an expression takes from elsewhere stands there.
    "virtualNetworks/subnets spoke/{parameters('more').name} in spoke (any number), group ?{parameters('more').properties.networksecuritygroup}",
    "virtualNetworks hub",
    "virtualNetworks/subnets hub/{parameters('subnets').name} in hub (any number), group ?{parameters('subnets').properties.networksecuritygroup}",
    "virtualNetworks spoke",
    "virtualNetworks/subnets spoke/a in spoke",
  ])
})

test("a resource of a template without the template", () => {
  const text = JSON.stringify([resource("Microsoft.Network/routeTables", "[parameters('table')]")])
  expect(describeResources("a.json", text)).toEqual(["routeTables {parameters('table')}"])
})

test("Resource Graph, and the API: by id", () => {
  const hub = {
    ...listed("microsoft.network/virtualnetworks", "virtualNetworks/Hub"),
    properties: {
      subnets: [{ ...shown("virtualNetworks/Hub/subnets/app"), properties: group(id("networkSecurityGroups/web")) }],
    },
  }
  const nic = {
    ...listed("microsoft.network/networkinterfaces", "networkInterfaces/nic"),
    properties: {
      ipConfigurations: [
        {
          ...shown("networkInterfaces/nic/ipConfigurations/ip"),
          properties: { subnet: { id: id("virtualNetworks/hub/subnets/APP") } },
        },
      ],
    },
  }
  const text = JSON.stringify({
    data: [hub, nic, listed("microsoft.network/networksecuritygroups", "networkSecurityGroups/web")],
  })
  expect(describeResources("a.json", text)).toEqual([
    "virtualNetworks rg: hub",
    "virtualNetworks/subnets rg: hub/app in rg: hub, group rg: web",
    "networkInterfaces rg: nic, subnet rg: hub/app",
    "networkSecurityGroups rg: web",
  ])
})

test("az prints properties without their object, and a child with its parent", () => {
  const subnet = { ...shown("virtualNetworks/hub/subnets/app"), type: "Microsoft.Network/virtualNetworks/subnets" }
  const text = JSON.stringify({
    ...subnet,
    networkSecurityGroup: { id: id("networkSecurityGroups/web"), resourceGroup: "rg" },
  })
  expect(describeResources("a.json", text)).toEqual(["virtualNetworks/subnets rg: hub/app in rg: hub, group ?rg: web"])
  const yaml = `id: ${id("networkInterfaces/nic")}\nname: nic\ntype: Microsoft.Network/networkInterfaces\nvirtualMachine: null\n`
  expect(describeResources("a.yaml", yaml)).toEqual(["networkInterfaces rg: nic"])
})

test("PowerShell in Pascal case; a resource that is printed again inside of another one is one", () => {
  const group = {
    Name: "web",
    Id: id("networkSecurityGroups/web"),
    SecurityRules: [],
    Type: "Microsoft.Network/networkSecurityGroups",
  }
  const subnet = {
    Name: "app",
    Id: id("virtualNetworks/hub/subnets/app"),
    AddressPrefix: ["10.0.0.0/24"],
    NetworkSecurityGroup: group,
  }
  const text = JSON.stringify([
    { Name: "hub", Id: id("virtualNetworks/hub"), Type: "Microsoft.Network/virtualNetworks", Subnets: [subnet] },
    group,
  ])
  expect(describeResources("a.json", text)).toEqual([
    "virtualNetworks rg: hub",
    "virtualNetworks/subnets rg: hub/app in rg: hub, group rg: web",
    "networkSecurityGroups rg: web",
  ])
})

test("parts of templates in other files: expressions are values that are not known", () => {
  const text = JSON.stringify({
    parts: [
      { type: "Microsoft.Network/virtualNetworks", name: "[variables('hub')]", properties: {} },
      { type: "Microsoft.Network/virtualNetworks/subnets", name: "[concat(variables('hub'), '/a')]", properties: {} },
    ],
  })
  expect(describeResources("a.json", text)).toEqual(["virtualNetworks {variables('hub')}", "virtualNetworks/subnets ?"])
})

describe("no resource", () => {
  test.each([
    ["a log's record about one", { resourceId: id("networkInterfaces/nic"), time: "2024-01-01", level: "Error" }],
    ["a reference to one", { networkInterface: { id: id("networkInterfaces/nic"), resourceGroup: "rg" } }],
    ["a schema's type", { definitions: { type: "Microsoft.Network/virtualNetworks" } }],
    [
      "one of another type",
      { ...shown("privateDnsZones/z"), type: "Microsoft.Network/privateDnsZones", properties: {} },
    ],
    [
      "a change that deletes one",
      { changeType: "Delete", before: listed("Microsoft.Network/virtualNetworks", "virtualNetworks/v"), after: null },
    ],
  ])("%s", (_title, value) => {
    expect(describeResources("a.json", JSON.stringify(value))).toEqual([])
  })
})

test("resources and references stay the same when white space is typed in front of them", () => {
  const text = template([
    resource("Microsoft.Network/networkInterfaces", "[newGuid()]", group("[reference('x').outputs.nsg.value]")),
    resource("Microsoft.Network/virtualNetworks", "hub", { subnets: [{ properties: {} }] }),
  ])
  const spaced = text.replaceAll('"resources":', '\n\n  "resources":')
  expect(describeResources("a.json", spaced)).toEqual(describeResources("a.json", text))
  expect(describeResources("a.json", text).join()).not.toContain("⟦")
})

function template(resources: object, parameters: object = {}): string {
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { name: {}, subnets: {}, more: {}, ...parameters },
    variables: { nsgId: "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('nsg'))]" },
    resources,
  })
}

function resource(type: string, name: string, properties: object = {}) {
  return { type, apiVersion: "2023-09-01", name, properties }
}

function group(id: string) {
  return { networkSecurityGroup: { id } }
}
