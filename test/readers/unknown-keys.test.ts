import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const azure =
  'name: x, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*"'

/** In each dialect's own words, a rule with one slip in a name; the slip, and what was meant. */
test.each<readonly [string, "json" | "yaml", string, string, string, "required" | "optional"]>([
  [
    "az",
    "yaml",
    `name: g\nsecurityRules:\n- { ${azure}, destinationportrange: 1, destinationPorRange: 80 }`,
    "destinationPorRange",
    "destinationPortRange",
    "optional",
  ],
  [
    "az, where the rule has one of two names that are as near",
    "yaml",
    `name: g\nsecurityRules:\n- { ${azure}, destinationPortRange: 1, sourceAddressPrefixs: [10.0.0.0/8] }`,
    "sourceAddressPrefixs",
    "sourceAddressPrefixes",
    "optional",
  ],
  [
    "Ansible",
    "yaml",
    "- azure_rm_securitygroup: { name: g, rules: [{ name: x, priority: 1, source_adress_prefix: a }] }",
    "source_adress_prefix",
    "source_address_prefix",
    "optional",
  ],
  [
    "Terraform",
    "json",
    '{ "resource": { "azurerm_network_security_rule": { "r": { "name": "x", "priority": 100, "direction": "Inbound", "access": "Allow", "protcol": "Tcp", "source_port_range": "*", "destination_port_range": "*", "source_address_prefix": "*", "destination_address_prefix": "*", "network_security_group_name": "g" } } } }',
    "protcol",
    "protocol",
    "required",
  ],
  [
    "Crossplane",
    "yaml",
    `apiVersion: network.azure.upbound.io/v1beta1\nkind: SecurityGroup\nmetadata: { name: g }\nspec: { forProvider: { securityRule: [{ ${azure}, destinationPortRanges: ["1"], descripton: x }] } }`,
    "descripton",
    "description",
    "optional",
  ],
  [
    "Cluster API",
    "yaml",
    "apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureCluster\nmetadata: { name: c }\nspec: { networkSpec: { subnets: [{ name: s, securityGroup: { name: g, securityRules: [{ name: x, priority: 100, direction: Inbound, protocol: Tcp, sorce: '*', sourcePorts: '*', destination: '*', destinationPorts: '1' }] } }] } }",
    "sorce",
    "source",
    "required",
  ],
  [
    "Azure Service Operator",
    "yaml",
    `apiVersion: network.azure.com/v1api20240301\nkind: NetworkSecurityGroupsSecurityRule\nmetadata: { name: x }\nspec: { owner: { name: g }, ${azure.replace("name: x, ", "")}, destinationPortRnge: "1" }`,
    "destinationPortRnge",
    "destinationPortRange",
    "required",
  ],
  [
    "Pulumi",
    "yaml",
    `resources: { r: { type: "azure-native:network:NetworkSecurityGroup", properties: { securityRules: [{ ${azure}, destinationPortRnge: "1" }] } } }`,
    "destinationPortRnge",
    "destinationPortRange",
    "required",
  ],
  [
    "Pulumi, a rule that is a resource of the classic provider",
    "yaml",
    `resources: { r: { type: "azure:network:NetworkSecurityRule", properties: { networkSecurityGroupName: g, resourceGroupName: rg, ${azure}, descripton: x, destinationPortRange: "1" } } }`,
    "descripton",
    "description",
    "optional",
  ],
])("%s: a misspelt name is reported", (_dialect, language, text, key, instead, need) => {
  const groups = readDocument(parseText(text, language, defaultBounds))?.groups ?? []
  const unknown = groups.flatMap(({ rules }) => rules).flatMap(({ unknownKeys }) => unknownKeys)
  const range = { start: text.indexOf(key), end: text.indexOf(key) + key.length }
  expect(unknown).toMatchObject([{ key, instead, range }])
  expect(unknown[0]?.required ?? false).toBe(need === "required")
})

test("a key that resembles none is unknown without a suggestion", () => {
  const text = `name: g\nsecurityRules:\n- { ${azure}, destinationPortRange: 80, colour: blue }`
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(group?.rules[0]?.unknownKeys).toMatchObject([{ key: "colour" }])
  expect(group?.rules[0]?.unknownKeys[0]).not.toHaveProperty("instead")
})

test("in a template a map under another word for properties is one fault, and what it holds is not known", () => {
  const rule = { name: "r", propertys: plainRule }
  const group = { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "g" }
  const template = { contentVersion: "1.0.0.0", resources: [{ ...group, properties: { securityRules: [rule] } }] }
  const [read] = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))?.groups[0]?.rules ?? []
  expect(read?.unknownKeys).toMatchObject([{ key: "propertys", instead: "properties", required: true }])
  expect(read).toMatchObject({ problems: [], source: [{ kind: "unknown" }] })
})

test("a key that is an expression is no slip", () => {
  const text = "- azure_rm_securitygroup: { name: g, rules: [{ name: x, priority: 100, '{{ key }}': 1 }] }"
  const [rule] = readDocument(parseText(text, "yaml", defaultBounds))?.groups[0]?.rules ?? []
  expect(rule?.unknownKeys).toEqual([])
})

test("Ansible refuses any key that it does not have", () => {
  const text = "- azure_rm_securitygroup: { name: g, rules: [{ name: x, priority: 100, tags: {} }] }"
  const [rule] = readDocument(parseText(text, "yaml", defaultBounds))?.groups[0]?.rules ?? []
  expect(rule?.unknownKeys).toMatchObject([{ key: "tags", error: expect.stringContaining("Ansible") }])
})

test("a value that is not read is called by its key, and a function by its name", () => {
  const read = (text: string) => readDocument(parseText(text, "yaml", defaultBounds))?.groups[0]
  const ansible = read(
    "- azure_rm_securitygroup: { name: g, rules: [{ name: x, priority: 100, source_adress_prefix: 10.0.0.0/8 }] }",
  )
  expect(ansible?.rules[0]?.source).toMatchObject([{ unknown: { text: "the unread source_adress_prefix" } }])
  expect(ansible?.rules[0]?.written.values.sourceAddressPrefix).toBe("10.0.0.0/8")
  const pulumi = read(
    `resources: { g: { type: "azure-native:network:NetworkSecurityGroup", properties: { securityRules: { "fn::invoke": x } } } }`,
  )
  expect(pulumi?.incompleteReason).toBe("fn::invoke is an expression")
})
