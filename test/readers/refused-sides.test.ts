import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

// A rule's entries in the document of a dialect. All of them have a whole rule but for the side that a test is about.
const documents = {
  ansible: (rule: string) =>
    `- azure_rm_securitygroup: { name: g, rules: [{ name: r, priority: 100, protocol: Tcp, destination_port_range: 22, ${rule} }] }`,
  capz: (rule: string) => `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: c }
spec: { networkSpec: { subnets: [{ name: s, securityGroup: { name: g, securityRules: [
  { name: r, priority: 100, direction: Inbound, protocol: Tcp, sourcePorts: "*", destination: "*", destinationPorts: "22", ${rule} }] } }] } }`,
  crossplane: (rule: string) => `apiVersion: network.azure.upbound.io/v1beta1
kind: SecurityGroup
metadata: { name: g }
spec: { forProvider: { securityRule: [{ name: r, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22", ${rule} }] } }`,
  aso: (rule: string) => `apiVersion: network.azure.com/v1api20240301
kind: NetworkSecurityGroupsSecurityRule
metadata: { name: r }
spec: { owner: { name: g }, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22", ${rule} }`,
  pulumi: (rule: string) => `resources:
  g:
    type: azure-native:network:NetworkSecurityGroup
    properties: { securityRules: [{ name: r, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22", ${rule} }] }`,
  terraform: (rule: string) =>
    `{ "resource": { "azurerm_network_security_group": { "g": { "name": "g", "security_rule": [{ "name": "r", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "source_port_range": "*", "destination_address_prefix": "*", "destination_port_range": "22", ${rule} }] } } } }`,
  template: (rule: string) =>
    `{ "contentVersion": "1.0.0.0", "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "g", "properties": { "securityRules": [{ "name": "r", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22", ${rule} } }] } }] }`,
  az: (rule: string) =>
    `{ "name": "g", "securityRules": [{ "name": "r", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22", ${rule} }] }`,
}

/** What is written for a side that is refused as a whole, and why. Nothing of it is believed. */
test.each<readonly [keyof typeof documents, string, readonly string[]]>([
  ["ansible", "source_address_prefix: 10.0.0.0/8, source_application_security_groups: [web]", ["several-fields"]],
  ["ansible", "source_address_prefix: [10.0.0.0/8], source_application_security_groups: [web]", ["several-fields"]],
  ["ansible", "source_address_prefix: [10.0.0.0/8, Internet]", ["tag-in-list"]],
  ["ansible", "source_address_prefix: ['*']", ["tag-in-list"]],
  ["ansible", "source_address_prefixes: [10.0.0.0/8]", ["source_address_prefix?"]],
  ["ansible", "source_address_prefix: 10.0.0.0/8, source_address_prefixes: [10.1.0.0/16]", ["source_address_prefix?"]],
  ["ansible", "sourceAddressPrefix: 10.0.0.0/8", ["source_address_prefix?"]],
  ["ansible", "source_application_security_group_ids: [web]", ["source_application_security_groups?"]],
  ["capz", "source: 10.0.0.0/8, sources: [10.1.0.0/16]", ["several-fields"]],
  ["capz", "sources: [Internet]", ["tag-in-list"]],
  ["capz", "source: [10.0.0.0/8]", ["list-in-singular"]],
  ["capz", "sources: 10.0.0.0/8", ["value-in-plural"]],
  ["capz", "sourceAddressPrefix: 10.0.0.0/8", ["source?"]],
  ["capz", "source: 10.0.0.0/8, sourceAddressPrefixes: [10.1.0.0/16]", ["sources?"]],
  ["crossplane", "sourceAddressPrefix: 10.0.0.0/8, sourceApplicationSecurityGroupIds: [web]", ["several-fields"]],
  ["crossplane", "sourceApplicationSecurityGroups: [web]", ["sourceApplicationSecurityGroupIds?"]],
  ["crossplane", "sourceAddressPrefix: [10.0.0.0/8]", ["list-in-singular"]],
  ["aso", "sourceAddressPrefix: 10.0.0.0/8, sourceAddressPrefixes: [10.0.0.0/8]", ["several-fields"]],
  ["aso", "source_address_prefix: 10.0.0.0/8", ["sourceAddressPrefix?"]],
  ["pulumi", "sourceAddressPrefix: 10.0.0.0/8, sourceAddressPrefixes: [10.1.0.0/16]", ["several-fields"]],
  ["pulumi", "sourceAddressPrefixes: 10.0.0.0/8", ["value-in-plural"]],
  ["terraform", '"source_address_prefix": "*", "source_address_prefixes": ["10.0.0.0/8"]', ["several-fields"]],
  ["terraform", '"source_application_security_groups": ["web"]', ["source_application_security_group_ids?"]],
  ["terraform", '"Source_Address_Prefix": "*"', ["source_address_prefix?"]],
  ["template", '"sourceAddressPrefix": ["10.0.0.0/8"]', ["list-in-singular"]],
  ["template", '"sourceAddressPrefixes": "10.0.0.0/8"', ["value-in-plural"]],
  ["template", '"sourceAddressPrefixes": "Internet"', ["value-in-plural"]],
  ["template", '"sourceApplicationSecurityGroups": { "id": "/web" }', ["value-in-plural"]],
  ["template", '"sourceAddressPrefix": "10.0.0.0/8", "sourceAddressPrefixes": ["10.0.0.0/8"]', ["several-fields"]],
  ["template", '"source_address_prefix": "10.0.0.0/8"', ["sourceAddressPrefix?"]],
  [
    "az",
    '"sourceAddressPrefix": "10.0.0.0/8", "sourceApplicationSecurityGroups": [{ "id": "/web" }]',
    ["several-fields"],
  ],
])("%s: %s", (dialect, side, faults) => {
  const { problems, unknownKeys, source } = read(dialect, side)
  expect([...problems.map(({ reason }) => reason), ...unknownKeys.map(({ instead }) => `${instead}?`)]).toEqual(faults)
  expect(source.some(({ kind }) => kind === "unknown")).toBe(true)
})

test.each<readonly [keyof typeof documents, string, string]>([
  ["ansible", "source_address_prefix: '*', source_application_security_groups: [web]", "group"],
  ["ansible", "source_address_prefix: [10.0.0.0/8], source_application_security_groups: []", "prefix"],
  ["ansible", "source_address_prefix: Internet", "tag"],
  ["capz", "source: 10.0.0.0/8, sources: []", "prefix"],
  ["crossplane", "sourceApplicationSecurityGroupIds: [web]", "group"],
  ["terraform", '"source_address_prefix": "", "source_address_prefixes": ["10.0.0.0/8"]', "prefix"],
  ["template", '"SOURCEADDRESSPREFIX": "Internet", "sourceAddressPrefixes": []', "tag"],
  ["az", '"SourceAddressPrefix": ["10.0.0.0/8"]', "prefix"],
  ["az", '"source_address_prefix": "10.0.0.0/8"', "prefix"],
  ["az", '"sourceAddressPrefix": "10.0.0.0/8", "sourceAddressPrefixes": ["10.0.0.0/8"]', "prefix"],
])("%s takes %s", (dialect, side, kind) => {
  const { problems, unknownKeys, source } = read(dialect, side)
  expect({ problems, unknownKeys, kinds: source.map(term => term.kind) }).toEqual({
    problems: [],
    unknownKeys: [],
    kinds: [kind],
  })
})

test("a rule has its document's names", () => {
  const names = (dialect: keyof typeof documents, rule: string) => {
    const { sourceAddressPrefixes, sourceApplicationSecurityGroups, access } = read(dialect, rule).names
    return [sourceAddressPrefixes, sourceApplicationSecurityGroups, access]
  }
  expect(names("ansible", "")).toEqual(["source_address_prefix", "source_application_security_groups", "access"])
  expect(names("capz", "")).toEqual(["sources", undefined, "action"])
  expect(names("crossplane", "")).toEqual(["sourceAddressPrefixes", "sourceApplicationSecurityGroupIds", "access"])
  expect(names("terraform", '"description": "d"')).toEqual([
    "source_address_prefixes",
    "source_application_security_group_ids",
    "access",
  ])
  const powershell =
    '{ "Name": "g", "SecurityRules": [{ "Name": "r", "Priority": 100, "Access": "Allow", "Direction": "Inbound", "SourceAddressPrefix": "*" }] }'
  expect(rulesIn(powershell)[0]?.names.sourceAddressPrefixes).toBe("SourceAddressPrefixes")
})

function read(dialect: keyof typeof documents, side: string): LocatedRule {
  return rulesIn(documents[dialect](side))[0] as LocatedRule
}

function rulesIn(text: string): readonly LocatedRule[] {
  const language = text.startsWith("{") ? "json" : "yaml"
  return readDocument(parseText(text, language, defaultBounds))?.groups.flatMap(({ rules }) => rules) ?? []
}
