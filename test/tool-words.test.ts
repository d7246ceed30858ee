import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { markedCells } from "../server/src/features/rule-cells.ts"

// Tools take fewer spellings of a protocol than Azure does: the rule counts as what it says, and the finding says what to write.

const ansible = (protocol: string) =>
  `- azure_rm_securitygroup: { name: g, rules: [{ name: x, priority: 100, protocol: ${protocol} }] }`
const cluster = (protocol: string) =>
  `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureCluster\nmetadata: { name: c }\nspec: { networkSpec: { subnets: [{ name: s, securityGroup: { name: g, securityRules: [{ name: x, priority: 100, direction: Inbound, protocol: ${protocol}, source: '*', sourcePorts: '*', destination: '*', destinationPorts: '*' }] } }] } }`
const rule = (protocol: string) =>
  `"priority": 100, "direction": "Inbound", "access": "Allow", "protocol": ${protocol}, "source_port_range": "*", "destination_port_range": "*", "source_address_prefix": "10.0.0.0/8", "destination_address_prefix": "*"`
const terraform = (protocol: string) =>
  `{ "resource": { "azurerm_network_security_rule": { "r": { "name": "x", "network_security_group_name": "g", ${rule(`"${protocol}"`)} } } } }`
const plan = (protocol: string) =>
  `{ "format_version": "1.2", "planned_values": { "root_module": { "resources": [{ "address": "azurerm_network_security_rule.r", "type": "azurerm_network_security_rule", "name": "r", "values": { "name": "x", "network_security_group_name": "g", ${rule(`"${protocol}"`)} } }] } } }`

test.each<readonly [string, string, "json" | "yaml", string | undefined]>([
  ["Ansible", ansible("TCP"), "yaml", undefined],
  ["Ansible", ansible("tcp"), "yaml", 'Ansible does not accept protocol "tcp", although Azure does. Use "Tcp".'],
  ["Ansible", ansible("Ah"), "yaml", "It accepts Tcp, TCP, Udp, UDP, Icmp, ICMP and *."],
  ["Cluster API", cluster("Tcp"), "yaml", undefined],
  [
    "Cluster API",
    cluster("TCP"),
    "yaml",
    'Cluster API does not accept protocol "TCP", although Azure does. Use "Tcp".',
  ],
  ["Terraform", terraform("Esp"), "json", undefined],
  ["Terraform", terraform("udp"), "json", 'Terraform does not accept protocol "udp", although Azure does. Use "Udp".'],
  [
    "rules that some tool takes from YAML",
    "bastion:\n  nsg:\n  - { name: x, priority: 100, protocol: tcp, destination_port_range: 443, source_address_prefix: '*' }",
    "yaml",
    undefined,
  ],
  ["a plan, which the provider has checked", plan("TCP"), "json", undefined],
])("%s", (_, text, language, expected) => {
  const { findings, groups } = analyseDocument({ uri: `file:///a.${language}`, language, text }, defaultSettings)
  const found = findings.filter(({ code }) => code === "invalid-protocol")
  expect(found.map(({ severity }) => severity)).toEqual(expected ? ["warning"] : [])
  if (expected) expect(found[0]!.message).toContain(expected)
  const [only] = groups[0]!.group.rules
  expect(only!.protocol).toBeTypeOf("string")
  expect(markedCells(only!).protocol).not.toContain("?")
})
