import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { networkContext } from "../server/src/judging/network-context.ts"
import { azGroup, type SampleRule } from "./support/sample-groups.ts"
import { tagDataOf } from "./support/tag-data.ts"

const ssh: SampleRule = { name: "ssh", priority: 200, port: "22" }
const deny: SampleRule = { name: "deny", priority: 100, access: "Deny", protocol: "*" }

// What is found of exposure in a group, as "rule: code severity".
test.each<readonly [string, readonly SampleRule[], readonly string[]]>([
  ["any source", [ssh], ["ssh: exposed-management-port error"]],
  ["the tag Internet", [{ ...ssh, source: "internet" }], ["ssh: exposed-management-port error"]],
  ["all of IPv4", [{ ...ssh, source: "0.0.0.0/0" }], ["ssh: exposed-management-port error"]],
  ["all of IPv6", [{ ...ssh, source: "::/0" }], ["ssh: exposed-management-port error"]],
  ["a list of two halves", [{ ...ssh, sources: ["0.0.0.0/1", "128.0.0.0/1"] }], ["ssh: exposed-management-port error"]],
  ["a list of small networks", [{ ...ssh, sources: ["20.0.0.0/24", "30.0.0.0/24"] }], []],
  [
    "a range of ports beside a list of addresses",
    [{ ...ssh, port: "3380-3400", sources: ["10.0.0.0/8", "0.0.0.0/2"] }],
    ["ssh: exposed-management-port error"],
  ],
  ["IPv6 shorter than /20", [{ ...ssh, source: "2400::/12" }], ["ssh: exposed-management-port error"]],
  ["IPv6 of /20", [{ ...ssh, source: "2400::/20" }], []],
  ["a /8", [{ ...ssh, source: "20.0.0.0/8" }], ["ssh: exposed-management-port error"]],
  ["a /9", [{ ...ssh, source: "20.0.0.0/9" }], []],
  ["a private /8", [{ ...ssh, source: "10.0.0.0/8" }], []],
  [
    "two halves",
    [
      { ...ssh, source: "0.0.0.0/1" },
      { ...ssh, name: "other", priority: 201, source: "128.0.0.0/1" },
    ],
    ["ssh: exposed-management-port error", "other: exposed-management-port error"],
  ],
  ["a range that holds the port", [{ ...ssh, port: "20-30" }], ["ssh: exposed-management-port error"]],
  ["a range beside the port", [{ ...ssh, port: "23-24", protocol: "Udp" }], ["ssh: exposed-udp warning"]],
  ["an outbound rule", [{ ...ssh, direction: "Outbound" }], []],
  ["a Deny", [{ ...ssh, access: "Deny" }], []],
  ["a Deny before", [deny, ssh], []],
  ["a Deny of the Internet before", [{ ...deny, source: "Internet" }, ssh], []],
  [
    "two Denies of halves before",
    [
      { ...deny, source: "0.0.0.0/1" },
      { ...deny, name: "b", priority: 101, source: "128.0.0.0/1" },
      { ...ssh, source: "0.0.0.0/0" },
    ],
    [],
  ],
  ["a Deny of the port before", [{ ...deny, port: "22" }, ssh], []],
  ["a Deny of another port before", [{ ...deny, port: "23" }, ssh], ["ssh: exposed-management-port error"]],
  ["a Deny of another protocol before", [{ ...deny, protocol: "Udp" }, ssh], ["ssh: exposed-management-port error"]],
  ["a Deny of one machine before", [{ ...deny, destination: "10.0.0.4" }, ssh], ["ssh: exposed-management-port error"]],
  ["a Deny of the network before", [{ ...deny, destination: "VirtualNetwork" }, ssh], []],
  ["a Deny behind", [{ ...deny, priority: 300 }, ssh], ["ssh: exposed-management-port error"]],
  [
    "a Deny of private addresses before",
    [{ ...deny, source: "VirtualNetwork" }, ssh],
    ["ssh: exposed-management-port error"],
  ],
  [
    "a Deny of most before",
    [
      { ...deny, source: "0.0.0.0/1" },
      { ...deny, name: "b", priority: 101, source: "128.0.0.0/2" },
      { ...ssh, source: "0.0.0.0/0" },
    ],
    ["ssh: exposed-management-port error"],
  ],
  [
    "a Deny of an unknown source before",
    [{ ...deny, source: "[parameters('x')]" }, ssh],
    ["ssh: exposed-management-port warning"],
  ],
  [
    "a Deny of unknown priority",
    [{ ...deny, priority: "[parameters('x')]" }, ssh],
    ["ssh: exposed-management-port warning"],
  ],
  ["an unknown source", [{ ...ssh, source: "[parameters('x')]" }], []],
  ["an unknown protocol", [{ ...ssh, protocol: "[parameters('x')]" }], ["ssh: exposed-management-port warning"]],
  [
    "the same let in before",
    [
      { ...ssh, name: "first", priority: 150 },
      { ...ssh, port: "22" },
    ],
    ["first: exposed-management-port error"],
  ],
  [
    "UDP behind TCP",
    [ssh, { ...ssh, name: "all", priority: 210, protocol: "*" }],
    ["ssh: exposed-management-port error", "all: exposed-udp warning"],
  ],
  ["UDP of the port", [{ ...ssh, protocol: "Udp" }], ["ssh: exposed-udp warning"]],
  ["a web server for all protocols", [{ ...ssh, port: "443", protocol: "*" }], []],
  ["all ports", [{ ...ssh, port: "*" }], ["ssh: exposed-any-port warning"]],
  ["all but port 0", [{ ...ssh, port: "1-65535" }], ["ssh: exposed-any-port warning"]],
  ["everything", [{ ...ssh, port: "*", protocol: "*" }], ["ssh: allow-any-to-any warning"]],
  [
    "everything, and a port of it before",
    [ssh, { ...ssh, name: "all", priority: 210, port: "*", protocol: "*" }],
    ["ssh: exposed-management-port error", "all: allow-any-to-any warning"],
  ],
  [
    "all ports but those denied before",
    [
      { ...deny, port: "3389" },
      { ...ssh, port: "*" },
    ],
    ["ssh: exposed-management-port error"],
  ],
  [
    "everything but a port denied before",
    [
      { ...deny, port: "3389", protocol: "Tcp" },
      { ...ssh, port: "*", protocol: "*" },
    ],
    ["ssh: exposed-management-port error"],
  ],
  [
    "everything but the services known by TCP",
    [
      { ...deny, port: "0-50000", protocol: "Tcp" },
      { ...ssh, port: "*", protocol: "*" },
    ],
    ["ssh: exposed-any-port warning"],
  ],
  ["a database and a file share", [{ ...ssh, port: "400-2000" }], ["ssh: exposed-management-port error"]],
  ["a database", [{ ...ssh, port: "1433" }], ["ssh: exposed-database-port error"]],
  ["a file share", [{ ...ssh, port: "445" }], ["ssh: exposed-file-share error"]],
  ["ICMP", [{ ...ssh, port: "*", protocol: "Icmp" }], []],
  ["the platform", [{ ...ssh, source: "168.63.129.16" }], []],
  ["the load balancer", [{ ...ssh, source: "AzureLoadBalancer" }], []],
  ["GatewayManager", [{ ...ssh, source: "GatewayManager" }], []],
  ["a service", [{ ...ssh, source: "AzureDevOps" }], []],
  ["Azure's machines", [{ ...ssh, source: "AzureCloud" }], ["ssh: wide-tag-allowed warning"]],
  [
    "Azure's machines, denied before",
    [
      { ...deny, source: "Internet" },
      { ...ssh, source: "AzureCloud" },
    ],
    [],
  ],
  [
    "Azure's machines, let in with all others before",
    [
      { ...ssh, name: "all" },
      { ...ssh, priority: 210, source: "AzureCloud.westeurope" },
    ],
    ["all: exposed-management-port error"],
  ],
])("%s", (_, rules, expected) => {
  expect(exposuresIn(rules)).toEqual(expected)
})

test("the packet is of the protocol that has every port open", () => {
  const [finding] = findingsIn(
    azGroup("web", [
      { ...deny, port: "0-50000", protocol: "Tcp" },
      { ...ssh, port: "*", protocol: "*" },
    ]),
  )
  expect(finding!.message).toContain("opens every UDP port to the Internet")
  expect(finding!.message).toContain("such as udp 203.0.113.7:50000 -> 10.0.0.4:")
})

test("rules that expose a port only together have one finding, on the one that opens it to the most", () => {
  const parts = [
    { ...ssh, name: "small", source: "20.0.0.0/10" },
    { ...ssh, name: "large", priority: 210, port: "20-22", source: "20.128.0.0/9" },
    { ...ssh, name: "last", priority: 220, port: "22-30", source: "20.64.0.0/10" },
  ]
  expect(exposuresIn(parts)).toEqual(["large: exposed-management-port error"])
  const [finding] = findingsIn(azGroup("web", parts))
  expect(finding!.data).toMatchObject({ ports: ["22"], publicAddresses: 2 ** 24 })
  expect(finding!.message).toContain('together with "small" (200) and "last" (220)')
  expect(exposuresIn(parts.slice(0, 2))).toEqual([])
  expect(exposuresIn([{ ...deny, source: "20.0.0.7" }, ...parts])).toEqual([])
  expect(exposuresIn([{ ...deny, source: "[parameters('x')]" }, ...parts])).toEqual([
    "large: exposed-management-port warning",
  ])
})

test.each<readonly [string, string, readonly string[]]>([
  ["a tag as wide as a /8", "20.0.0.0/8", ["ssh: exposed-management-port error"]],
  ["a tag less wide", "20.0.0.0/9", []],
])("tags count by a service tag file: %s", (_, prefix, expected) => {
  const text = `{ "changeNumber": 1, "cloud": "Public", "values": [
    { "name": "AzureDevOps", "properties": { "addressPrefixes": ["${prefix}"] } },
    { "name": "GatewayManager", "properties": { "addressPrefixes": ["20.0.0.0/7"] } }
  ] }`
  const tagData = tagDataOf(text, "ServiceTags_Public_20251028.json")
  const rules = [
    { ...ssh, source: "AzureDevOps" },
    { ...ssh, name: "gateway", priority: 210, source: "GatewayManager" },
  ]
  expect(exposuresIn(rules, { network: networkContext({ tagData }) })).toEqual(expected)
})

test("the finding stands on the value that is wide, and tells how many addresses it is, a packet, and what is blocked", () => {
  const text = azGroup("web", [
    { ...deny, source: "128.0.0.0/1" },
    { ...ssh, source: "Internet" },
  ])
  const [finding] = findingsIn(text)
  expect(text.slice(finding!.range.start, finding!.range.end)).toBe("Internet")
  expect(finding!.data).toMatchObject({
    ports: ["22"],
    publicAddresses: 2_092_957_696,
    ipv6: true,
    witness: "tcp 1.0.0.4:50000 -> 10.0.0.4:22",
    blockedInPartBy: ["deny"],
    certain: true,
  })
  expect(finding!.message.slice(0, 100)).toContain('"ssh" (200) opens SSH (TCP 22) to the Internet')
})

test.each<readonly [string, readonly SampleRule[], number, string]>([
  [
    "a width above all of IPv4",
    [ssh],
    2 ** 33,
    "any public IPv4 or IPv6 address can connect, such as tcp [2000::4]:50000 -> [fc00::4]:22.",
  ],
  [
    "nearly all of IPv4 denied before",
    [
      { ...deny, source: "0.0.0.0/1" },
      { ...deny, name: "b", priority: 101, source: "128.0.0.0/2" },
      { ...deny, name: "c", priority: 102, source: "192.0.0.0/3" },
      ssh,
    ],
    2 ** 24,
    "any public IPv6 address can connect, such as tcp [2000::4]:50000 -> [fc00::4]:22.",
  ],
])("words and packet are of the family that is wide: %s", (_, rules, width, text) => {
  const settings = { ...defaultSettings, exposure: { width } }
  const document = { uri: "file:///a.json", language: "json", text: azGroup("web", rules) } as const
  const [finding] = analyseDocument(document, settings).findings.filter(({ code }) => code.startsWith("exposed-"))
  expect(finding!.message).toContain(text)
})

const template = (source: unknown, more: object = {}, parameters: object = {}) =>
  JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters,
    resources: [
      { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
      {
        type: "Microsoft.Network/networkSecurityGroups/securityRules",
        apiVersion: "2023-09-01",
        name: "web/ssh",
        ...more,
        properties: {
          ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: source },
          ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" },
        },
      },
    ],
  })

test("a parameter's default counts as its value, and the message says so", () => {
  const [finding, ...others] = findingsIn(
    template("[parameters('from')]", {}, { from: { type: "string", defaultValue: "*" } }),
  )
  expect(others).toEqual([])
  expect(finding).toMatchObject({ code: "exposed-management-port", severity: "error" })
  expect(finding!.message).toContain("to the Internet with the default value of from")
})

test("a default beside the part of a variable that a rule uses is none that the rule depends on", () => {
  const declared = { from: { type: "string", defaultValue: "*" }, other: { type: "string", defaultValue: "x" } }
  const read = (source: string) => {
    const text = JSON.parse(template(source, {}, declared))
    const variables = { all: { open: "*", given: "[parameters('from')]", url: "[parameters('other')]" } }
    return findingsIn(JSON.stringify({ ...text, variables }))[0]?.data?.defaults
  }
  expect(read("[variables('all').open]")).toEqual([])
  expect(read("[variables('all').given]")).toEqual(["from"])
  expect(read("[variables('all')['given']]")).toEqual(["from"])
  expect(read("[variables( 'all' )[variables('key')]]")).toBeUndefined()
})

test("a parameter without a default is no exposure", () => {
  expect(findingsIn(template("[parameters('from')]", {}, { from: { type: "string" } }))).toEqual([])
})

test("a rule under a condition that is not known is possibly one", () => {
  const [finding] = findingsIn(template("*", { condition: "[parameters('on')]" }, { on: { type: "bool" } }))
  expect(finding).toMatchObject({ code: "exposed-management-port", severity: "warning" })
  expect(finding!.message).toContain('"ssh" (100) may open SSH (TCP 22)')
})

test("a rule under a condition that defaults make true is one by default", () => {
  const on = { type: "bool", defaultValue: true }
  const [finding] = findingsIn(template("*", { condition: "[parameters('on')]" }, { on }))
  expect(finding).toMatchObject({ code: "exposed-management-port", severity: "error" })
  expect(finding!.message).toContain("with the default value of on")
})

function exposuresIn(rules: readonly SampleRule[], surroundings = {}): string[] {
  return findingsIn(azGroup("web", rules), surroundings).map(
    ({ rule, code, severity }) => `${rule?.name}: ${code} ${severity}`,
  )
}

function findingsIn(text: string, surroundings = {}) {
  const { findings } = analyseDocument({ uri: "file:///a.json", language: "json", text }, defaultSettings, surroundings)
  return findings.filter(({ code }) => /^exposed-|^allow-any|^wide-tag/.test(code))
}

test("a variable of Terraform counts by its default, and the finding says so", () => {
  const rule = (source: string) =>
    `"name": "x", "network_security_group_name": "g", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "source_port_range": "*", "destination_port_range": "22", "destination_address_prefix": "*", ${source}`
  const messageOf = (source: string) => {
    const text = `{ "variable": { "from": { "default": "*" }, "list": { "default": ["0.0.0.0/1", "128.0.0.0/1"] }, "other": { "default": "x" } }, "resource": { "azurerm_network_security_rule": { "r": { ${rule(source)} } } } }`
    const { findings } = analyseDocument({ uri: "file:///a.tf.json", language: "json", text }, defaultSettings)
    return findings.find(({ code }) => code === "exposed-management-port")?.message
  }
  expect(messageOf(`"source_address_prefix": "\${var.from}"`)).toContain("with the default value of from:")
  expect(messageOf(`"source_address_prefixes": "\${var.list}"`)).toContain("with the default value of list:")
  expect(messageOf('"source_address_prefix": "*"')).not.toContain("default")
})
