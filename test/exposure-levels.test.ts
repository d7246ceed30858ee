import fc from "fast-check"
import { expect, test } from "vitest"
import { analyseText } from "../server/src/analysis/analyse-document.ts"
import { indexedText } from "../server/src/analysis/indexed-text.ts"
import { KnownNetworksKeeper, knownNetworks } from "../server/src/analysis/known-networks.ts"
import { readText } from "../server/src/analysis/read-text.ts"
import { indexResources } from "../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { internetExposures } from "../server/src/judging/internet-exposures.ts"
import { judgeGroup } from "../server/src/judging/judged-group.ts"
import { noNetwork } from "../server/src/judging/network-context.ts"
import { interfaceIn, networkOf } from "./topology/listed-network.ts"
import { asg, group, hub, nic, type Rule } from "./topology/two-levels.ts"

const ssh: Rule = {}
const deny: Rule = { access: "Deny", protocol: "*", port: "*" }

/** What is found of exposure. */
function exposuresIn(resources: readonly object[]) {
  return foundIn(JSON.stringify(resources), true).filter(({ code }) => code !== "unmatchable-rule")
}

/** The same, and of rules that match nothing. */
function foundIn(text: string, isWhole: boolean) {
  const read = readText({ uri: "file:///all.json", language: "json", text }, defaultSettings)
  const index = indexResources([indexedText(read)])
  const { findings } = analyseText(read, index, defaultSettings, { networks: knownNetworks(index, { isWhole }) })
  return findings.filter(({ code }) => /^exposed-|^allow-any|^wide-tag|^unmatchable/.test(code))
}

const codesIn = (resources: readonly object[]) =>
  exposuresIn(resources).map(
    ({ group: own, rule, code, severity }) => `${own?.name} ${rule?.name}: ${code} ${severity}`,
  )

const open = "web r100: exposed-management-port error"

test.each<readonly [string, readonly object[], readonly string[]]>([
  ["the only network interface denies", [group("web", ssh), nic("nic-0", "own"), group("own", deny)], []],
  ["by a default rule", [group("web", ssh), nic("nic-0", "own"), group("own")], []],
  ["another port is open there", [group("web", ssh), nic("nic-0", "own"), group("own", { port: "443" })], []],
  ["another protocol is open there", [group("web", ssh), nic("nic-0", "own"), group("own", { protocol: "Udp" })], []],
  ["the other direction", [group("web", ssh), nic("nic-0", "own"), group("own", { direction: "Outbound" })], []],
  ["few addresses there", [group("web", ssh), nic("nic-0", "own"), group("own", { source: "20.0.0.0/16" })], []],
  ["denied before it is let in", [group("web", ssh), nic("nic-0", "own"), group("own", deny, ssh)], []],
  [
    "let in before it is denied",
    [group("web", ssh), nic("nic-0", "own"), group("own", { ...ssh, port: "20-30" }, deny)],
    [open, "own r100: exposed-management-port error"],
  ],
  ["a network interface without a group", [group("web", ssh), nic("nic-0")], [open]],
  ["one of two is open", [group("web", ssh), nic("nic-0", "own"), nic("nic-1"), group("own", deny)], [open]],
  ["a group that no document defines", [group("web", ssh), nic("nic-0", "far")], [open]],
  [
    "one that is closed, and one of which nothing is known",
    [group("web", ssh), nic("nic-0", "own"), nic("nic-1", "far"), group("own", deny)],
    [open],
  ],
  ["no network interface", [group("web", ssh)], [open]],
  ["the group of the subnet denies", [group("web", deny), nic("nic-0", "own"), group("own", ssh)], []],
  ["the same group at both levels", [group("web", ssh), nic("nic-0", "web")], [open]],
  [
    "a rule for an unknown source may let it in",
    [group("web", ssh), nic("nic-0", "own"), group("own", { source: "[parameters('from')]" }, deny)],
    [open],
  ],
  [
    "a Deny of an unknown source may leave it open",
    [group("web", ssh), nic("nic-0", "own"), group("own", { ...deny, source: "[parameters('from')]" }, ssh)],
    [open, "own r101: exposed-management-port warning"],
  ],
  ["Azure's machines", [group("web", { source: "AzureCloud" }), nic("nic-0", "own"), group("own", deny)], []],
  [
    "two rules that expose a port together, and one of them alone there",
    [
      group("web", { source: "20.0.0.0/9" }, { source: "20.128.0.0/9" }),
      nic("nic-0", "own"),
      group("own", { source: "20.0.0.0/9" }),
    ],
    [],
  ],
  [
    "the address of the one that denies, beside one that is open",
    [
      group("web", { destination: "10.0.1.4" }),
      ...[nic("nic-0", "own", { address: "10.0.1.4" }), nic("nic-1", undefined, { address: "10.0.1.5" }), nic("nic-2")],
      group("own", deny),
    ],
    [],
  ],
  [
    "the address of the one that is open, beside one that denies",
    [
      group("web", { destination: "10.0.1.5" }),
      ...[nic("nic-0", "own", { address: "10.0.1.4" }), nic("nic-1", undefined, { address: "10.0.1.5" })],
      group("own", deny),
    ],
    [open],
  ],
  [
    "an address that Azure may choose for the one that is open",
    [
      group("web", { destination: "10.0.1.9" }),
      nic("nic-0", "own", { address: "10.0.1.4" }),
      nic("nic-1"),
      group("own", deny),
    ],
    [open],
  ],
  [
    "members of an application security group, beside a machine that is none and open",
    [
      group("web", { members: "db" }),
      ...[
        nic("nic-0", "own", { securityGroups: [asg("db")] }),
        nic("nic-1", undefined, { securityGroups: [asg("web")] }),
      ],
      group("own", deny),
    ],
    [],
  ],
  [
    "a Deny for the application security group of the only machine",
    [group("web", { ...deny, members: "db" }, ssh), nic("nic-0", undefined, { securityGroups: [asg("db")] })],
    [],
  ],
  [
    "the only machine may be in other application security groups",
    [group("web", { ...deny, members: "far" }, ssh), nic("nic-0", undefined, { securityGroups: [asg("db")] })],
    ["web r101: exposed-management-port error"],
  ],
  ["a subnet to which the group is not attached", [group("web", { destination: "10.0.2.0/24" }), nic("nic-0")], []],
  ["a public address, which no packet has here", [group("web", { destination: "20.1.2.3" }), nic("nic-0")], []],
  [
    "one address behind the group, and one elsewhere",
    [group("web", { destination: "10.0.0.0/8" }), nic("nic-0")],
    [open],
  ],
  [
    "a network interface that denies, and machines of a service that no document describes",
    [
      networkOf("hub", ["10.0.0.0/16"], [{ name: "AzureBastionSubnet", prefix: "10.0.1.0/24", group: "web" }]),
      ...[group("web", ssh), interfaceIn("nic-0", "hub/AzureBastionSubnet", { group: "own" }), group("own", deny)],
    ],
    [open],
  ],
  [
    "the platform's own addresses",
    [group("web", { destination: "168.63.129.16" }, { destination: "169.254.169.254" })],
    [],
  ],
])("%s", (_, resources, expected) => {
  const hasHub = resources.some(one => (one as { readonly name: string }).name === "hub")
  expect(codesIn(hasHub ? resources : [hub, ...resources])).toEqual(expected)
})

/** The networks of a template, of which others may have more. */
function templateOf(rule: Rule, own?: readonly Rule[], address = "10.0.1.4"): string {
  const groupId = (name: string) => ({ id: `[resourceId('Microsoft.Network/networkSecurityGroups', '${name}')]` })
  const resource = (type: string, name: string, properties: object) => ({
    ...{ type: `Microsoft.Network/${type}`, apiVersion: "2023-09-01", name, properties },
  })
  const rulesOf = (name: string, rules: readonly Rule[]) => ({
    ...(group(name, ...rules) as { readonly properties: object }),
    ...{ id: undefined, apiVersion: "2023-09-01" },
  })
  const subnet = { id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" }
  const configuration = { subnet, privateIPAddress: address, privateIPAllocationMethod: "Static" }
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [
      rulesOf("web", [rule]),
      ...(own ? [rulesOf("own", own)] : []),
      resource("virtualNetworks", "hub", {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "app", properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: groupId("web") } }],
      }),
      resource("networkInterfaces", "nic-0", {
        ...(own && { networkSecurityGroup: groupId("own") }),
        ipConfigurations: [{ name: "main", properties: configuration }],
      }),
    ],
  })
}

test.each<readonly [string, Parameters<typeof templateOf>, readonly string[]]>([
  ["open at the machine", [ssh], ["exposed-management-port error"]],
  ["closed at the machine that is known", [ssh, [deny]], ["exposed-management-port warning"]],
  [
    "an address behind the group that no machine here has",
    [{ destination: "10.0.1.9" }],
    ["exposed-management-port warning"],
  ],
  [
    "a subnet to which the group is not attached here",
    [{ destination: "10.0.2.0/24" }],
    ["unmatchable-rule information"],
  ],
  ["a public address", [{ destination: "20.1.2.3" }], ["unmatchable-rule information"]],
])("in a template, beside which there may be others: %s", (_, drawn, expected) => {
  const found = foundIn(templateOf(...drawn), false)
  expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected)
})

test.each([
  [
    "that a condition makes",
    { condition: "[parameters('hasOwn')]" },
    ["warning", /a condition decides whether the NSG is deployed/],
  ],
  ["that is made for certain", {}, undefined],
] as const)("a group at the other level %s", (_, more, expected) => {
  const id = (type: string, ...names: string[]) =>
    `[resourceId('Microsoft.Network/${type}', ${names.map(name => `'${name}'`).join(", ")})]`
  const rule = (name: string, properties: object) => ({
    name,
    properties: {
      ...{ priority: 100, direction: "Inbound", sourceAddressPrefix: "*", sourcePortRange: "*" },
      destinationAddressPrefix: "*",
      ...properties,
    },
  })
  const nsg = (name: string, rule: object) => ({
    ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name },
    properties: { securityRules: [rule] },
  })
  const subnet = {
    name: "app",
    properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: id("networkSecurityGroups", "shared") } },
  }
  const text = JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { hasOwn: { type: "bool" } },
    resources: [
      nsg("shared", rule("ssh", { access: "Allow", protocol: "Tcp", destinationPortRange: "22" })),
      { ...nsg("own", rule("no", { access: "Deny", protocol: "*", destinationPortRange: "*" })), ...more },
      {
        ...{ type: "Microsoft.Network/virtualNetworks", apiVersion: "2023-09-01", name: "hub" },
        properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets: [subnet] },
      },
      {
        ...{ type: "Microsoft.Network/networkInterfaces", apiVersion: "2023-09-01", name: "web-0" },
        properties: {
          networkSecurityGroup: { id: id("networkSecurityGroups", "own") },
          ipConfigurations: [
            { name: "main", properties: { subnet: { id: id("virtualNetworks/subnets", "hub", "app") } } },
          ],
        },
      },
    ],
  })
  const [only, another] = foundIn(text, true)
  expect(another).toBeUndefined()
  if (!expected) return expect(only).toBeUndefined()
  expect(only?.severity).toBe(expected[0])
  expect(only?.message).toMatch(/may open SSH .* NSG "own" blocks it at network interface web-0/)
  expect(only?.message).toMatch(expected[1])
})

test("an example packet goes to a machine behind the group, and a finding says that those known are closed", () => {
  expect(foundIn(templateOf(ssh), false)[0]!.message).toContain("such as tcp 203.0.113.7:50000 -> 10.0.1.4:22.")
  expect(foundIn(templateOf(ssh, [deny]), false)[0]!.message).toContain(
    '"r100" (100) may open SSH (TCP 22) to the Internet: any public IPv4 address could connect, such as tcp 203.0.113.7:50000 -> 10.0.1.4:22. It reaches none of the machines described here behind this NSG, but it may reach others. NSG "own" blocks it at network interface nic-0. Allow only the addresses that need it, or use Azure Bastion.',
  )
})

test("the finding says where it is open, and what blocks it elsewhere", () => {
  const own = group("own", deny)
  const [finding] = exposuresIn([hub, group("web", ssh), nic("nic-0", "own"), nic("nic-1"), own])
  expect(finding!.message).toContain(
    'It is open at network interface nic-1; NSG "own" blocks it at network interface nic-0. Allow only',
  )
  expect(finding!.data).toMatchObject({ openAt: ["nic-1"], blockedAt: ["nic-0"], blockedInPartAt: [] })
})

test("only the addresses that the other level lets through are counted, and the finding says what takes the others", () => {
  const own = group("own", { ...deny, source: "128.0.0.0/1" }, { port: "22" })
  const [finding] = exposuresIn([hub, group("web", { port: "22-23" }), nic("nic-0", "own"), own])
  expect(finding!.message).toContain("opens SSH (TCP 22) to the Internet: about 2.1 billion public IPv4 addresses")
  expect(finding!.message).toContain('NSG "own" blocks part of it at network interface nic-0. Allow only')
  expect(finding!.data).toMatchObject({
    openAt: ["nic-0"],
    blockedAt: [],
    blockedInPartAt: ["nic-0"],
    publicAddresses: 2_092_957_696,
  })
})

test("what the other level lets through is looked at again when it changes, and only then", () => {
  const networks = new KnownNetworksKeeper()
  const file = (uri: string, resources: readonly object[]) =>
    readText({ uri, language: "json", text: JSON.stringify(resources) }, defaultSettings)
  const first = file("file:///web.json", [hub, group("web", ssh), nic("nic-0", "own")])
  const found = (own: object, previous?: ReturnType<typeof analyseText>) => {
    const other = file("file:///own.json", [own])
    const index = indexResources([indexedText(first), indexedText(other)])
    const around = { networks: networks.of(index, { isWhole: true }), previous }
    return analyseText(first, index, defaultSettings, around)
  }
  const exposed = ({ findings }: ReturnType<typeof analyseText>) =>
    findings.filter(({ code }) => code === "exposed-management-port")
  const closed = found(group("own", deny))
  expect(exposed(closed)).toEqual([])
  const opened = found(group("own", ssh), closed)
  expect(exposed(opened)).toHaveLength(1)
  expect(exposed(found(group("own", ssh), opened))[0]).toBe(exposed(opened)[0])
  expect(exposed(found(group("own", deny), opened))).toEqual([])
})

/** Eight addresses, and all others of the Internet; machines, and an address that rules do not name; six ports, and all others. */
const sources = Array.from({ length: 8 }, (_, place) => `20.0.0.${place}`)
const elsewhere = "30.0.0.1"
const machines = ["10.0.1.4", "10.0.1.5", "10.0.1.6", "10.0.1.9"]
const ports = [20, 21, 22, 23, 24, 25, 99]
const width = 4

const tinyRule = fc.record({
  access: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
  protocol: fc.constantFrom("Tcp", "Udp", "*"),
  source: fc.constantFrom("*", "Internet", "20.0.0.0/29", "20.0.0.0/30", "20.0.0.4/30", "20.0.0.2/31", "20.0.0.1/32"),
  destination: fc.constantFrom("*", "*", "10.0.1.4/32", "10.0.1.4/31"),
  port: fc.constantFrom("*", "20-25", "20-22", "22-25", "22"),
})
type TinyRule = { readonly [Key in keyof Rule]-?: string } & { readonly access: "Allow" | "Deny" }
const tinyGroup = fc.array(tinyRule, { maxLength: 4 })

const tinyMachine = fc.record({ rules: fc.option(tinyGroup, { nil: undefined }), isFixed: fc.boolean() })

test("what is exposed through both levels is what a count of all packets finds", () => {
  fc.assert(
    fc.property(tinyGroup, fc.array(tinyMachine, { minLength: 1, maxLength: 3 }), (own, others) => {
      // Azure may choose every address that no other network interface has.
      const fixed = machines.filter((_, place) => others[place]?.isFixed)
      const addressesOf = ({ isFixed }: { isFixed: boolean }, place: number) =>
        isFixed ? [machines[place]!] : machines.filter(address => !fixed.includes(address))
      const uri = "file:///all.json"
      const text = JSON.stringify([
        hub,
        group("web", ...own),
        ...others.map(({ rules, isFixed }, place) =>
          nic(`nic-${place}`, rules ? `own-${place}` : undefined, isFixed ? { address: machines[place]! } : {}),
        ),
        ...others.flatMap(({ rules }, place) => (rules ? [group(`own-${place}`, ...rules)] : [])),
      ])
      const indexed = indexedText(readText({ uri, language: "json", text }, defaultSettings))
      const web = indexed.groups.find(({ name }) => name === "web")!
      const attachments = knownNetworks(indexResources([indexed]), { isWhole: true }).attachmentsOf(uri, web)
      const exposures = internetExposures(judgeGroup(web, noNetwork), "Inbound", width, attachments)
      const found = exposures
        .filter(({ together, rule }) => !together && rule.priority !== 65000)
        .map(({ rule, left, through }) => [rule.name, portsIn(left), through!.open.map(({ name }) => name)])
      const counted = own.flatMap((_, place) => {
        const open = others.map((other, nr) =>
          openPorts(own as TinyRule[], place, other.rules as TinyRule[] | undefined, addressesOf(other, nr)),
        )
        const all = [...new Set(open.flat())].sort()
        return all.length > 0
          ? [[`r${100 + place}`, all, open.flatMap((at, nr) => (at.length > 0 ? [`nic-${nr}`] : []))]]
          : []
      })
      expect(found).toEqual(counted)
    }),
    { numRuns: 150 },
  )
})

type Shares = ReturnType<typeof internetExposures>[number]["left"]

function portsIn(left: Shares): string[] {
  const held = left.flatMap(({ protocol, ports: ranges }) =>
    ports
      .filter(port => ranges.some(({ first, last }) => first <= port && port <= last))
      .map(port => `${protocol} ${port}`),
  )
  return [...new Set(held)].sort()
}

interface Packet {
  readonly protocol: string
  readonly source: string
  readonly destination: string
  readonly port: number
}

/** The ports at which so many addresses get to some machine by the rule, through the other group. */
function openPorts(
  own: readonly TinyRule[],
  place: number,
  other: readonly TinyRule[] | undefined,
  addresses: readonly string[],
): string[] {
  if (own[place]?.access !== "Allow") return []
  const passes = (packet: Packet) => own.findIndex(rule => holds(rule, packet)) === place && isLetIn(packet, other)
  return ["Tcp", "Udp"].flatMap(protocol =>
    ports.flatMap(port => {
      const gets = (source: string) => addresses.some(destination => passes({ protocol, source, destination, port }))
      const count = sources.filter(gets).length + (gets(elsewhere) ? width : 0)
      return count >= width ? [`${protocol} ${port}`] : []
    }),
  )
}

function isLetIn(packet: Packet, rules: readonly TinyRule[] | undefined): boolean {
  return !rules || rules.find(rule => holds(rule, packet))?.access === "Allow"
}

function holds(rule: TinyRule, { protocol, source, destination, port }: Packet): boolean {
  const [first = "0", last = first] = rule.port === "*" ? ["0", "65535"] : rule.port.split("-")
  return (
    (rule.protocol === "*" || rule.protocol === protocol) &&
    isIn(source, rule.source) &&
    isIn(destination, rule.destination) &&
    Number(first) <= port &&
    port <= Number(last)
  )
}

function isIn(address: string, text: string): boolean {
  if (text === "*" || text === "Internet") return true
  const [start = "", length] = text.split("/")
  const number = (one: string) => one.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(length))
  return Math.floor(number(address) / size) === Math.floor(number(start) / size)
}
