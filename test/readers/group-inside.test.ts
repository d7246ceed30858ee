// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { plainRule } from "../support/plain-rule.ts"
import { quietSettings } from "../support/quiet-settings.ts"

const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web"
const apiVersion = "2023-09-01"
// Of no priority that Azure takes, so that a group is judged is seen.
const securityRules = [{ name: "r", properties: { ...plainRule, priority: 99 } }]
const body = { properties: { securityRules } }
const printed = { id, ...body }

const template = (...resources: unknown[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  variables: { body },
  resources,
})
const network = (networkSecurityGroup: unknown, more: object = {}) => ({
  ...{ type: "Microsoft.Network/virtualNetworks", apiVersion, name: "vnet" },
  properties: { subnets: [{ name: "a", properties: { networkSecurityGroup } }], ...more },
})
const subnet = (networkSecurityGroup: unknown) => ({
  ...{ type: "Microsoft.Network/virtualNetworks/subnets", apiVersion, name: "vnet/a" },
  properties: { networkSecurityGroup },
})
const nic = (networkSecurityGroup: unknown) => ({
  ...{ type: "Microsoft.Network/networkInterfaces", apiVersion, name: "nic" },
  properties: { ipConfigurations: [], networkSecurityGroup },
})
const scaleSet = (networkSecurityGroup: unknown) => {
  const networkInterfaceConfigurations = [{ name: "nic", properties: { networkSecurityGroup } }]
  return {
    ...{ type: "Microsoft.Compute/virtualMachineScaleSets", apiVersion, name: "set" },
    properties: { virtualMachineProfile: { networkProfile: { networkInterfaceConfigurations } } },
  }
}
const shown = (...groups: unknown[]) => ({
  id: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
  name: "vnet",
  properties: {
    subnets: groups.map((networkSecurityGroup, index) => ({ name: `${index}`, properties: { networkSecurityGroup } })),
  },
})

// Documents, how many groups they have, and what is found.
const inside = (holder: string) => [`group-inside-subnet ${holder}`]
test.each<readonly [string, unknown, number, readonly string[]]>([
  ["a subnet of a virtual network", template(network(body)), 1, inside("subnet")],
  ["a subnet", template(subnet(body)), 1, inside("subnet")],
  ["a network interface", template(nic(body)), 1, inside("network interface")],
  ["a network interface of a scale set", template(scaleSet(body)), 1, inside("network interface")],
  ["a resource without its template", subnet(body), 1, inside("subnet")],
  ["by a variable", template(subnet("[variables('body')]")), 1, inside("subnet")],
  ["with the id that is meant", template(subnet({ id: "[resourceId('x', 'web')]", ...body })), 1, inside("subnet")],
  ["a request", { properties: { networkSecurityGroup: body } }, 1, inside("subnet")],
  ["a reference", template(subnet({ id: "[resourceId('x', 'web')]" }), nic({ id })), 0, []],
  ["Azure's output in a template", template(subnet(printed)), 1, ["priority-out-of-range out-of-range"]],
  ["Azure's output", shown(printed), 1, ["priority-out-of-range out-of-range"]],
  [
    "twice in Azure's output",
    shown(printed, { ...printed, id: id.toUpperCase() }),
    1,
    ["priority-out-of-range out-of-range"],
  ],
  [
    "in Azure's output beside the group",
    [shown(printed), { name: "web", ...printed }],
    1,
    ["priority-out-of-range out-of-range"],
  ],
  [
    "two groups in Azure's output",
    shown(printed, { ...printed, id: `${id}2` }),
    2,
    Array(2).fill("priority-out-of-range out-of-range"),
  ],
  ["a reference with empty lists", shown({ id, securityRules: [], defaultSecurityRules: [] }), 0, []],
])("inside: %s", (_title, document, count, expected) => {
  const text = JSON.stringify(document, null, 2)
  const { groups, findings } = analyseDocument({ uri: "inside", language: "json", text }, quietSettings)
  expect(groups.map(({ group }) => group.rules.length)).toEqual(Array(count).fill(1))
  expect(findings.map(({ code, data }) => `${code} ${data.holder ?? data.reason}`)).toEqual(expected)
})

const rules = [{ name: "r", ...plainRule, priority: 99 }]
const program = (type: string, properties: object) => ({
  resources: { web: { type: `azure-native:${type}`, properties } },
})

test.each<readonly [string, unknown, number, readonly string[]]>([
  [
    "a subnet of a virtual network",
    program("network:VirtualNetwork", { subnets: [{ name: "a", networkSecurityGroup: { securityRules: rules } }] }),
    1,
    inside("subnet"),
  ],
  [
    "a subnet, with the id that is meant",
    program("network:Subnet", { networkSecurityGroup: { id: "${nsg.id}", securityRules: rules } }),
    1,
    inside("subnet"),
  ],
  [
    "a network interface",
    program("network/v20230901:NetworkInterface", { networkSecurityGroup: { securityRules: rules } }),
    1,
    inside("network interface"),
  ],
  [
    "a network interface of a scale set",
    program("compute:VirtualMachineScaleSet", {
      virtualMachineProfile: {
        networkProfile: { networkInterfaceConfigurations: [{ networkSecurityGroup: { securityRules: rules } }] },
      },
    }),
    1,
    inside("network interface"),
  ],
  ["a reference", program("network:Subnet", { networkSecurityGroup: { id: "${nsg.id}" } }), 0, []],
  [
    "beside a group",
    {
      resources: {
        ...program("network:Subnet", { networkSecurityGroup: { securityRules: rules } }).resources,
        nsg: { type: "azure-native:network:NetworkSecurityGroup", properties: { securityRules: rules } },
      },
    },
    2,
    [...inside("subnet"), "priority-out-of-range out-of-range"],
  ],
])("inside, in a Pulumi program: %s", (_title, document, count, expected) => {
  const text = JSON.stringify(document, null, 2)
  const { dialect, groups, findings } = analyseDocument({ uri: "inside", language: "yaml", text }, quietSettings)
  expect(groups.map(({ group }) => group.rules.length)).toEqual(Array(count).fill(1))
  expect(findings.map(({ code, data }) => `${code} ${data.holder ?? data.reason}`)).toEqual(expected)
  if (count > 0) expect(dialect).toBe("pulumi-yaml")
})
