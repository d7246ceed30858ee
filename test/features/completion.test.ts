import { expect, test } from "vitest"
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { completeAt } from "./complete-at.ts"

const first = `{ "name": "a", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
    "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" }`
const az = (rule: string) => `{ "name": "web", "location": "westeurope", "securityRules": [
  ${first},
  ${rule}
] }`
const yaml = (rule: string) => `name: web
location: westeurope
securityRules:
- name: a
  priority: 100
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: Internet
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: 443
${rule}`
const arm = (rule: string, more = "") => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [{
    "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
    "properties": { "securityRules": [${rule}] }
  }${more}]
}`

/** What stands in the place of the cursor after an item was taken. */
function taken(marked: string, label: string, language: "json" | "yaml" = "json"): string {
  const at = marked.indexOf("$0")
  const after = completeAt(marked, language).take(label)
  let end = 0
  while (marked.at(-1 - end) === after.at(-1 - end) && end < marked.length - at - 2) end++
  let start = 0
  while (marked[start] === after[start]) start++
  return after.slice(start, after.length - end)
}

test.each([
  ["a key in quotes", az(`{ "name": "b", "$0" }`), "access", `access": "\${1|Allow,Deny|}`],
  ["a key without quotes", az(`{ "name": "b", acc$0 }`), "access", `"access": "\${1|Allow,Deny|}"`],
  ["a key whose quote is open", az(`{ "name": "b", "acc$0 }`), "access", `ess": "\${1|Allow,Deny|}"`],
  ["a key that has its value", az(`{ "name": "b", "$0": "x" }`), "access", "access"],
  ["a key before others", az(`{ $0 "name": "b" }`), "priority", `"priority": \${1:110},`],
  [
    "a key behind a value without a comma",
    az(`{ "name": "b" $0}`),
    "protocol",
    `, "protocol": "\${1|Tcp,Udp,Icmp,Esp,Ah,*|}"`,
  ],
  ["a list", az(`{ "name": "b", $0 }`), "destinationPortRanges", '"destinationPortRanges": ["$1"]'],
  ["a word", az(`{ "name": "b", "direction": $0`), "Outbound", '"Outbound"'],
  ["a word in quotes", az(`{ "name": "b", "access": "De$0" }`), "Deny", "ny"],
  ["a port by its service", az(`{ "name": "b", "destinationPortRange": "rd$0" }`), "3389", "3389"],
  ["a port where a list stands", az(`{ "name": "b", "destinationPortRanges": $0 }`), "3389", '["3389"]'],
  ["a port of a list", az(`{ "name": "b", "destinationPortRanges": ["80", $0] }`), "3389", '"3389"'],
  ["a tag", az(`{ "name": "b", "sourceAddressPrefix": "$0" }`), "GatewayManager", "GatewayManager"],
  [
    "a tag's region",
    az(`{ "name": "b", "sourceAddressPrefix": "storage.$0" }`),
    "Storage.WestEurope",
    "Storage.WestEurope",
  ],
  ["a number", az(`{ "name": "b", "direction": "Inbound", "priority": $0 }`), "110", "110"],
])("JSON: %s", (_, text, label, expected) => {
  expect(taken(text, label)).toBe(expected)
})

test.each([
  ["a key", yaml("- name: b\n  $0\n"), "access", `access: \${1|Allow,Deny|}`],
  ["a key that is begun", yaml("- name: b\n  acc$0\n"), "access", `ess: \${1|Allow,Deny|}`],
  ["the first key of an item", yaml("- $0\n"), "name", "name: $1"],
  ["a key in brackets", yaml("- { name: b, pri$0 }\n"), "priority", `ority: \${1:110}`],
  ["a list", yaml("- name: b\n  $0\n"), "sourceAddressPrefixes", "sourceAddressPrefixes:\n  - $1"],
  ["a word", yaml("- name: b\n  access: $0\n"), "Deny", "Deny"],
  ["a word right behind the colon", yaml("- name: b\n  access:$0\n"), "Deny", " Deny"],
  ["a word that wants quotes", yaml("- name: b\n  protocol: $0\n"), "*", '"*"'],
  ["a port in brackets", yaml("- { name: b, destinationPortRanges: [80, $0] }\n"), "3389", "3389"],
  ["a port of a list", yaml("- name: b\n  destinationPortRanges:\n  - $0\n"), "3389", "3389"],
  ["a tag that is begun", yaml("- name: b\n  sourceAddressPrefix: Gate$0\n"), "GatewayManager", "wayManager"],
])("YAML: %s", (_, text, label, expected) => {
  expect(taken(text, label, "yaml")).toBe(expected)
})

test.each([
  ["a comment", az(`{ "name": "b" } // $0`)],
  ["a name", az(`{ "name": "$0" }`)],
  ["behind a text", az(`{ "name": "b"$0 }`)],
  ["a key of the group", az(`${first}`).replace('"location"', '"$0"')],
  ["another value of the group", az(`${first}`).replace('"westeurope"', '"$0"')],
  ["a YAML comment", yaml("- name: b # $0\n")],
  ["a file without a group", '{ "access": "$0" }'],
])("nothing is offered in %s", (_, text) => {
  expect(completeAt(text, text.startsWith("{") ? "json" : "yaml").labels).toEqual([])
})

test("a key is offered once, and none for a side that is written", () => {
  const { labels } = completeAt(az(`{ "name": "b", "sourceAddressPrefixes": ["10.0.0.0/8"], $0 }`))
  expect(labels.filter(label => label.startsWith("sourceA"))).toEqual([])
  expect(new Set(labels).size).toBe(labels.length)
  expect(labels).toContain("destinationAddressPrefix")
  expect(labels).not.toContain("name")
})

test("beside an inner map stands the name alone, and all else in it", () => {
  expect(completeAt(arm(`{ $0 }`)).labels).toEqual(["name", "properties"])
  const { labels } = completeAt(arm(`{ "name": "x", "properties": { $0 } }`))
  expect(labels).toContain("access")
  expect(labels).not.toContain("name")
})

test("a list of addresses takes no tag and no *", () => {
  const { labels } = completeAt(az(`{ "name": "b", "sourceAddressPrefixes": ["$0"] }`))
  expect(labels).toEqual([])
})

test("addresses of the networks at hand are offered by the names of their subnets", () => {
  const network = `{ "name": "hub", "type": "Microsoft.Network/virtualNetworks", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
    "subnets": [{ "name": "web", "addressPrefix": "10.0.1.0/24" }] }`
  const { labels, item } = completeAt(az(`{ "name": "b", "sourceAddressPrefixes": ["$0"] }`), "json", [network])
  expect(labels).toEqual(["10.0.1.0/24", "10.0.0.0/16"])
  expect(item("10.0.1.0/24")).toMatchObject({ detail: "subnet hub/web", filterText: '"subnet hub/web 10.0.1.0/24' })
})

test("the list says beside each item what it is for, where that is short; a key has a sentence", () => {
  const at = (rest: string) => completeAt(az(`{ "name": "b", ${rest} }`))
  expect(at('"destinationPortRange": "$0"').item("3389").labelDetails).toEqual({ description: "RDP" })
  expect(at('"sourceAddressPrefix": "$0"').item("Storage").labelDetails).toEqual({
    description: "service tag, outbound",
  })
  expect(at('"$0"').item("destinationPortRange").documentation).toMatchObject({
    value: expect.stringMatching(/^The port that traffic goes to/),
  })
})

test("a tag says what it is for, and for which direction", () => {
  const { item } = completeAt(az(`{ "name": "b", "sourceAddressPrefix": "$0" }`))
  expect(item("GatewayManager")).toMatchObject({
    detail: "service tag, inbound",
    documentation: { value: expect.stringContaining("Management traffic of VPN Gateway") },
  })
})

test("words are spelt as the other rules spell them", () => {
  const text = az(`{ "name": "b", "access": "$0" }`).replace('"Allow"', '"allow"')
  expect(completeAt(text).labels).toEqual(["allow", "deny"])
})

const numbered = (...priorities: number[]) =>
  priorities.map(priority => first.replace("100", `${priority}`).replace('"a"', `"r${priority}"`)).join(", ")

test.each([
  [
    "behind the last",
    numbered(100, 200),
    [
      ["210", 'after "r200" (200)'],
      ["150", 'between "r100" (100) and "r200" (200)'],
    ],
  ],
  [
    "a number is free before the first",
    numbered(200),
    [
      ["210", 'after "r200" (200)'],
      ["100", 'before "r200" (200)'],
    ],
  ],
  ["no room in a gap", numbered(100, 101), [["110", 'after "r101" (101)']]],
  ["the highest number is taken", numbered(4096), [["2100", 'before "r4096" (4096)']]],
])("free priorities: %s", (_, rules, expected) => {
  const text = `{ "name": "web", "location": "w", "securityRules": [${rules}, { "name": "b", "direction": "Inbound", "priority": $0 }] }`
  const { labels, item } = completeAt(text)
  expect(labels.map(label => [label, item(label).detail])).toEqual(expected)
})

test("the first rule of a direction may have the lowest number", () => {
  const { labels, item } = completeAt(arm(`{ "name": "x", "properties": { "priority": $0 } }`))
  expect(labels).toEqual(["100"])
  expect(item("100").detail).toBe("the first rule of its direction")
})

test("the gap in which the rule stands in its list comes first", () => {
  const text = `{ "name": "web", "location": "w", "securityRules": [${numbered(100)}, { "name": "b", "direction": "Inbound", "priority": $0 }, ${numbered(200, 300)}] }`
  expect(completeAt(text).labels).toEqual(["150", "310", "250"])
})

test("priorities of the other direction are free", () => {
  const text = `{ "name": "web", "location": "w", "securityRules": [${numbered(100)}, { "name": "b", "direction": "Outbound", "priority": $0 }] }`
  expect(completeAt(text).labels).toEqual(["100"])
})

test("application security groups are offered as the document refers to them", () => {
  const group = `, { "type": "Microsoft.Network/applicationSecurityGroups", "apiVersion": "2023-09-01", "name": "app" }`
  const rule = (value: string) => `{ "name": "b", "properties": { "sourceApplicationSecurityGroups": ${value} } }`
  const id = "[resourceId('Microsoft.Network/applicationSecurityGroups', 'app')]"
  expect(taken(arm(rule(`[{ "id": "$0" }]`), group), "app")).toBe(id)
  expect(taken(arm(rule("[$0]"), group), "app")).toBe(`{ "id": "${id}" }`)
})

test("what a subnet may refer to is offered as its document refers to it", () => {
  const network = (
    value: string,
  ) => `, { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": {
    "subnets": [{ "name": "front", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": ${value} } } }] } }`
  const id = "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]"
  expect(taken(arm(first, network('"$0"')), "web")).toBe(id)
  expect(taken(arm(first, network("$0")), "web")).toBe(`"${id}"`)
})

test("what a network interface may refer to: subnets, by the names around them", () => {
  const resources = `, { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "subnets": [{ "name": "front", "properties": {} }] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "nic", "properties": { "ipConfigurations": [{ "name": "a", "properties": { "subnet": { "id": "$0" } } }] } }`
  const id = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'front')]"
  expect(taken(arm(first, resources), "front")).toBe(id)
})

test("a group of another file is offered by its id", () => {
  const id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/web"
  const other = `{ "name": "web", "id": "${id}", "type": "Microsoft.Network/networkSecurityGroups", "location": "w", "securityRules": [] }`
  const nic = `{ "name": "nic", "type": "Microsoft.Network/networkInterfaces", "ipConfigurations": [], "networkSecurityGroup": { "id": "$0" } }`
  const { labels, take } = completeAt(nic, "json", [other])
  expect(labels).toEqual(["web"])
  expect(take("web")).toBe(nic.replace("$0", id))
})

test("Terraform's resources are offered by their addresses", () => {
  const text = `{ "resource": { "azurerm_network_security_group": { "web": { "name": "web-nsg", "location": "w", "resource_group_name": "r" } },
    "azurerm_subnet_network_security_group_association": { "a": { "subnet_id": "x", "network_security_group_id": "$0" } } } }`
  expect(completeAt(text).take("web-nsg")).toBe(text.replace("$0", () => `\${azurerm_network_security_group.web.id}`))
})

test("a group is written where resources or tasks stand, and rules can be written in it", () => {
  const inTemplate = completeAt(arm(first, ", $0"))
  expect(inTemplate.labels).toEqual(["nsg group"])
  const written = inTemplate.take("nsg group")
  expect(written).toContain(`"name": "\${1:new-nsg}"`)
  expect(written).toContain('"apiVersion": "2023-09-01"')
  const rules = completeAt(written.replace(/\$\{1:(.*?)\}/, "$1")).labels
  expect(rules).toContain("nsg inbound rule")
  const play = completeAt("- hosts: localhost\n  tasks:\n    - $0\n", "yaml").take("nsg group")
  expect(completeAt(play.replace(/\$\{1:(.*?)\}/, "$1"), "yaml").labels).toContain("nsg outbound rule")
})

test("where names of resources are keys, a group is written under one", () => {
  const program = `name: lab
runtime: yaml
resources:
  $0
`
  const pulumi = completeAt(program, "yaml").take("nsg group")
  expect(pulumi).toContain(`  \${1:new-nsg}:
    type: "azure-native:network:NetworkSecurityGroup"
    properties:
      resourceGroupName: my-resource-group
      securityRules:
`)
  const terraform = `{
  "resource": {
    "azurerm_network_security_group": {
      $0
    }
  }
}`
  const configuration = completeAt(terraform).take("nsg group")
  expect(configuration).toContain(`      "\${1:new-nsg}": {
        "name": "\${1:new-nsg}",
        "location": "westeurope",
        "resource_group_name": "my-resource-group",
`)
  const named = (text: string) => text.replace(/\$\{1:(.*?)\}/g, "$1")
  expect(completeAt(named(pulumi), "yaml").labels).toContain("nsg inbound rule")
  expect(completeAt(named(configuration)).labels).toContain("nsg rules for Azure Bastion")
  expect(completeAt(program.replace("yaml", "nodejs"), "yaml").labels).toEqual([])
  expect(completeAt(terraform.replace("_group", "_rule")).labels).toEqual([])
})

test("a rule is written as its neighbours, with places to jump to", () => {
  expect(taken(yaml("- $0\n"), "nsg inbound rule", "yaml")).toMatchInlineSnapshot(`
    "name: \${1:new-rule}
      priority: \${2:110}
      direction: Inbound
      access: \${3|Allow,Deny|}
      protocol: \${4|Tcp,Udp,Icmp,Esp,Ah,"*"|}
      sourceAddressPrefix: \${5:VirtualNetwork}
      sourcePortRange: "*"
      destinationAddressPrefix: "\${6:*}"
      destinationPortRange: \${7:443}"
  `)
  expect(taken(arm("$0"), "nsg outbound rule")).toMatchInlineSnapshot(`
    "{
          "name": "\${1:new-rule}",
          "properties": {
            "priority": \${2:100},
            "direction": "Outbound",
            "access": "\${3|Allow,Deny|}",
            "protocol": "\${4|Tcp,Udp,Icmp,Esp,Ah,*|}",
            "sourceAddressPrefix": "\${5:VirtualNetwork}",
            "sourcePortRange": "*",
            "destinationAddressPrefix": "\${6:*}",
            "destinationPortRange": "\${7:443}"
          }
        }"
  `)
})

test.each([
  "nsg rules for Azure Bastion",
  "nsg rules for Application Gateway v2",
  "nsg rules for API Management",
  "nsg rules for SQL Managed Instance",
  "nsg rules for Azure Kubernetes Service",
])("%s are sound in every form, and each has a priority of its own", label => {
  const texts = [
    [az("$0"), "json"],
    [arm("$0"), "json"],
    [yaml("- $0\n"), "yaml"],
    [yaml("$0\n"), "yaml"],
  ] as const
  const counts = texts.map(([text, language]) => {
    const after = completeAt(text, language, [], false).take(label)
    const { read, syntax } = readText({ uri: "file:///nsg", language, text: after }, defaultSettings)
    expect(syntax?.problems).toEqual([])
    const rules = read?.groups[0]?.rules.filter(({ name }) => name !== "a") ?? []
    expect(rules.flatMap(({ problems, unknownKeys }) => [...problems, ...unknownKeys])).toEqual([])
    expect(new Set(rules.map(({ direction, priority }) => `${direction} ${priority}`)).size).toBe(rules.length)
    return rules.length
  })
  expect(new Set(counts).size).toBe(1)
})
