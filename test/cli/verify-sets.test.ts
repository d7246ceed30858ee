import { expect, test } from "vitest"
import { azGroup, type SampleRule } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

async function ask(flow: string, rules: readonly SampleRule[], ...more: string[]) {
  const files = { "t.json": azGroup("web", rules) }
  const { code, out, err } = await nsg(["verify", "t.json", "--flow", flow, ...more], { files })
  return { code, first: out.split("\n")[0], out, err }
}

async function askJson(flow: string, rules: readonly SampleRule[], ...more: string[]) {
  return JSON.parse((await ask(flow, rules, "--format=json", ...more)).out)
}

const remark = "168.63.129.16 (Azure's platform address), if Internet includes it, is"

// The platform's address is possibly in Internet: that is no reason to give no answer about Internet.
test.each([
  ["inbound tcp Internet -> 10.0.0.4:3389", "Deny", "DenyAllInBound", `${remark} allowed by AllowVnetInBound.`],
  ["inbound tcp Internet -> VirtualNetwork:22", "Deny", "DenyAllInBound", `${remark} allowed by AllowVnetInBound.`],
  ["outbound tcp 10.0.0.4 -> Internet:443", "Allow", "AllowInternetOutBound", undefined],
  ["outbound tcp VirtualNetwork -> Internet:443", "Allow", "AllowInternetOutBound", undefined],
  ["inbound tcp GatewayManager -> 10.0.0.4:65300", "Deny", "DenyAllInBound", undefined],
  ["inbound tcp AzureCloud -> 10.0.0.4:65300", "Deny", "DenyAllInBound", undefined],
  ["inbound tcp Storage.WestEurope -> 10.0.0.4:443", "Deny", "DenyAllInBound", undefined],
  ["inbound tcp AzureLoadBalancer -> 10.0.0.4:443", "Allow", "AllowVnetInBound", undefined],
  ["inbound tcp 168.63.129.16 -> 10.0.0.4:443", "Allow", "AllowVnetInBound", undefined],
])("%s without custom rules", async (flow, access, rule, said) => {
  const { assumptions, ...answer } = await askJson(flow, [])
  expect(answer).toMatchObject({ access, ruleName: `defaultSecurityRules/${rule}` })
  expect(answer.parts).toBeUndefined()
  expect(assumptions.find((sentence: string) => sentence.startsWith("168.63."))).toBe(said)
})

test("the platform's address by itself still depends on whether Internet holds it", async () => {
  const rules = [
    { name: "in", priority: 100, source: "Internet", port: "443" },
    { name: "deny", priority: 4096, access: "Deny", protocol: "*" },
  ]
  expect(await ask("inbound tcp 168.63.129.16 -> 10.0.0.4:443", rules)).toMatchObject({
    code: 3,
    first: "Depends: Allow if 168.63.129.16 is in Internet, otherwise Deny.",
  })
  expect(await askJson("inbound tcp Internet -> 10.0.0.4:443", rules)).toMatchObject({ access: "Allow" })
  expect((await askJson("inbound tcp * -> 10.0.0.4:443", rules)).assumptions).toContain(
    `${remark} allowed by "in" (100).`,
  )
})

test("AzureLoadBalancer is the platform's address, and asks about it", async () => {
  const rules = [{ name: "deny", priority: 110, access: "Deny", protocol: "*", source: "Internet" }]
  expect(await ask("inbound tcp AzureLoadBalancer -> 10.0.0.4:80", rules)).toMatchObject({
    code: 3,
    first: "Depends: Deny if 168.63.129.16 is in Internet, otherwise Allow.",
  })
  const first = [{ name: "probes", priority: 100, source: "AzureLoadBalancer", port: "80" }, ...rules]
  expect(await ask("inbound tcp AzureLoadBalancer -> 10.0.0.4:80", first)).toMatchObject({ code: 0 })
})

test("what the platform asks for is allowed although all of Internet is denied", async () => {
  const rules = [
    { name: "deny", priority: 100, direction: "Outbound", access: "Deny", protocol: "*", destination: "Internet" },
  ]
  const { access, assumptions } = await askJson("outbound udp 10.0.0.4 -> Internet:53", rules)
  expect(access).toBe("Deny")
  expect(assumptions).toContain(`${remark} allowed as platform traffic.`)
  expect((await ask("outbound udp 10.0.0.4:1 -> 168.63.129.16:53", rules)).out).not.toMatch(/same|otherwise/)
})

const rules: readonly SampleRule[] = [
  { name: "office", priority: 100, source: "198.51.100.0/24", port: "22" },
  { name: "lab", priority: 110, source: "10.1.0.0/16", access: "Deny", protocol: "*" },
  { name: "net", priority: 120, source: "10.0.0.0/8", port: "443" },
  { name: "same", priority: 130, source: "203.0.113.0/24", access: "Deny", port: "22" },
]

test.each([
  [
    "inbound tcp 198.51.100.7 -> 10.0.0.4:22",
    0,
    'Allow: inbound tcp 198.51.100.7 -> 10.0.0.4:22, by "office" (100) of web.',
  ],
  [
    "inbound tcp 198.51.100.0/25 -> 10.0.0.4:22",
    0,
    'Allow: inbound tcp 198.51.100.0/25 -> 10.0.0.4:22, by "office" (100) of web.',
  ],
  [
    "inbound tcp Internet -> 10.0.0.4:22",
    3,
    'Partly: traffic from 198.51.100.0/24 is allowed by "office" (100); everything else from Internet is denied by "same" (130) and DenyAllInBound.',
  ],
  [
    "inbound tcp 10.0.0.0/8 -> 10.0.0.4:443",
    3,
    'Partly: traffic from 10.1.0.0/16 is denied by "lab" (110); everything else from 10.0.0.0/8 is allowed by "net" (120).',
  ],
  [
    "inbound tcp * -> 10.0.0.4:443",
    3,
    'Partly: traffic from 10.1.0.0/16 is denied by "lab" (110); the rest of the traffic from 10.0.0.0/8 is allowed by "net" (120), the rest of the traffic from the virtual network by AllowVnetInBound; everything else is denied by DenyAllInBound.',
  ],
  [
    "inbound tcp 198.51.100.0/24 -> 10.0.0.4:*",
    3,
    'Partly: port 22 is allowed by "office" (100); everything else from 198.51.100.0/24 is denied by DenyAllInBound.',
  ],
  [
    "inbound tcp 10.0.0.0/8 -> 10.0.0.4:22",
    3,
    'Partly: traffic from 10.1.0.0/16 is denied by "lab" (110); the rest of the traffic from the virtual network is allowed by AllowVnetInBound; everything else from 10.0.0.0/8 is denied by DenyAllInBound.',
  ],
  ["inbound tcp 172.16.0.0/16 -> 10.0.0.4:22", 3, "Depends: Allow from the virtual network, otherwise Deny."],
])("%s is %i", async (flow, code, first) => {
  expect(await ask(flow, rules)).toMatchObject({ code, first })
})

test("a source port that is left out is any: rules that tell source ports apart split the flow", async () => {
  const low = { ...azRule("low", "*"), sourcePortRange: "1024-65535" }
  const files = { "t.json": JSON.stringify({ name: "web", securityRules: [low] }) }
  const answer = async (flow: string) => (await nsg(["verify", "t.json", "--flow", flow], { files })).out.split("\n")[0]
  expect(await answer("inbound tcp 8.8.8.8 -> 10.0.0.4:80")).toBe(
    'Partly: source ports 1024-65535 are allowed by "low" (100); everything else is denied by DenyAllInBound.',
  )
  expect(await answer("inbound tcp 8.8.8.8:50000 -> 10.0.0.4:80")).toMatch(/^Allow: /)
  expect(await answer("inbound tcp 8.8.8.8:80 -> 10.0.0.4:80")).toMatch(/^Deny: /)
})

test("of many parts a sentence names three, and JSON has all of them as boxes with a packet of each", async () => {
  const hosts = Array.from({ length: 5 }, (_, index) => ({
    ...{ name: `host${index}`, priority: 100 + index, source: `203.0.113.${index}`, port: "22" },
  }))
  const { access, ruleName, parts, assumptions } = await askJson("inbound tcp Internet -> 10.0.0.4:22", hosts)
  expect({ access, ruleName }).toEqual({ access: "Unknown", ruleName: "securityRules/host0" })
  expect(assumptions[0]).toBe(
    'traffic from 203.0.113.0 is allowed by "host0" (100), traffic from 203.0.113.1 by "host1" (101), traffic from 203.0.113.2 by "host2" (102), other traffic by 2 more rules; everything else from Internet is denied by DenyAllInBound.',
  )
  expect(parts).toHaveLength(6)
  expect(parts[0]).toEqual({
    access: "Allow",
    ruleName: "securityRules/host0",
    protocol: ["Tcp"],
    source: ["203.0.113.0"],
    sourcePorts: ["*"],
    destination: ["10.0.0.4"],
    destinationPorts: ["22"],
    example: "tcp 203.0.113.0:50000 -> 10.0.0.4:22",
  })
  expect(parts[5]).toMatchObject({
    access: "Deny",
    ruleName: "defaultSecurityRules/DenyAllInBound",
    source: ["Internet"],
    sourceOutside: hosts.map(({ source }) => source),
  })
})

test.each([
  ["10.1.0.0/24", "10.1.0.4"],
  ["10.1.0.128/25", "10.1.0.132"],
  ["10.1.0.192/29", "10.1.0.196"],
  ["10.1.0.252/30", "10.1.0.252"],
  ["10.1.0.255", "10.1.0.255"],
])("an example of %s has the address of a host, where there is one", async (source, host) => {
  const { parts } = await askJson("inbound tcp 10.1.0.0/16 -> 10.0.0.4:22", [
    { name: "allowed", priority: 100, source, port: "22" },
    { name: "rest", priority: 200, access: "Deny", source: "*", port: "*" },
  ])
  expect(parts.map(({ example }: { example: string }) => example)).toEqual([
    `tcp ${host}:50000 -> 10.0.0.4:22`,
    `tcp ${source === "10.1.0.0/24" ? "10.1.1.4" : "10.1.0.4"}:50000 -> 10.0.0.4:22`,
  ])
})

test("a parameter makes it Depends, also for a set; a value that changes nothing does not", async () => {
  const open = { name: "partner", priority: 105, source: "[parameters('partner')]", port: "22" }
  const deny = { ...open, access: "Deny" }
  const template = (list: readonly SampleRule[]) =>
    JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      parameters: { partner: { type: "string" } },
      resources: [
        {
          ...JSON.parse(azGroup("web", [])),
          apiVersion: "2023-09-01",
          properties: { securityRules: list.map(properties) },
        },
      ],
    })
  const answer = async (list: readonly SampleRule[]) =>
    (
      await nsg(["verify", "t.json", "--flow", "inbound tcp Internet -> 10.0.0.4:22"], {
        files: { "t.json": template(list) },
      })
    ).out.split("\n")[0]
  const office = { name: "office", priority: 100, source: "198.51.100.0/24", port: "22" }
  expect(await answer([office, open])).toBe(
    "Depends: Allow from 198.51.100.0/24 (office) or from [parameters('partner')] (partner), otherwise Deny (DenyAllInBound).",
  )
  expect(await answer([office, deny])).toBe(
    'Partly: traffic from 198.51.100.0/24 is allowed by "office" (100); everything else from Internet is denied by "partner" (105) and DenyAllInBound.',
  )
})

function azRule(name: string, source: string) {
  return {
    ...{ name, priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: source },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" },
  }
}

function properties({ name, priority, access, source, port }: SampleRule) {
  return {
    name,
    properties: {
      ...azRule(name, source ?? "*"),
      priority,
      access: access ?? "Allow",
      destinationPortRange: port ?? "*",
    },
  }
}

// Whether 0.0.0.0/0 is all of IPv6, too, as * is, is not published.
test.each([
  [
    "inbound tcp [2a00:1450::1]:1 -> [fd00::4]:443",
    "Depends: Allow if 0.0.0.0/0 includes IPv6, as * does, otherwise Deny.",
  ],
  ["inbound tcp [2a00:1450::1]:1 -> [fd00::4]:80", /^Deny: .*"DenyAllInBound"/],
  ["inbound tcp 8.8.8.8:1 -> 10.0.0.4:443", /^Allow: .*"any4"/],
])("a rule for 0.0.0.0/0: %s", async (flow, first) => {
  const answer = await ask(flow, [{ name: "any4", priority: 100, source: "0.0.0.0/0", port: "443" }])
  if (typeof first === "string") expect(answer.first).toBe(first)
  else expect(answer.first).toMatch(first)
})

test("what holds for both ends is said once", async () => {
  const both = [{ name: "any4", priority: 100, source: "0.0.0.0/0", destination: "0.0.0.0/0", protocol: "*" }]
  expect((await ask("inbound tcp [2a00:1450::1]:1 -> [fd00::4]:443", both)).first).toBe(
    "Depends: Allow if 0.0.0.0/0 includes IPv6, as * does, otherwise Deny.",
  )
})

test("where both readings of 0.0.0.0/0 agree there is one answer, and the matrix still leaves it open", async () => {
  const both = [
    { name: "none4", priority: 100, source: "0.0.0.0/0", access: "Deny", protocol: "*" },
    { name: "rest", priority: 110, access: "Deny", protocol: "*" },
  ]
  const answer = await askJson("inbound tcp [2a00:1450::1]:1 -> [fd00::4]:443", both)
  expect(answer).toMatchObject({ access: "Deny", ruleName: "securityRules/none4" })
  expect(answer.evaluatedNetworkSecurityGroups[0].rulesEvaluationResult[0].sourceMatched).toBeNull()
  expect(answer.assumptions[0]).toBe(
    'Which rule decides is not known, but all of them deny it: "none4" if 0.0.0.0/0 includes IPv6, as * does, otherwise "rest".',
  )
})

test("a second group is spoken of only where this one allows", async () => {
  const said = "A second NSG (subnet or NIC) could still block this."
  expect((await askJson("inbound tcp 198.51.100.7 -> 10.0.0.4:22", rules)).assumptions).toContain(said)
  for (const flow of ["inbound tcp 8.8.8.8 -> 10.0.0.4:22", "inbound tcp Internet -> 10.0.0.4:22"]) {
    expect((await askJson(flow, rules)).assumptions).not.toContain(said)
  }
})

const outbound = { direction: "Outbound", port: "443" } as const
const closedToAll: SampleRule = { name: "none", priority: 4000, direction: "Outbound", access: "Deny", protocol: "*" }
const storage: SampleRule = { ...outbound, name: "storage", priority: 110, destination: "Storage.WestEurope" }
const desktops: SampleRule = {
  ...outbound,
  name: "avd",
  priority: 110,
  destination: "WindowsVirtualDesktop.MalaysiaSouth",
}
const partner: SampleRule = { ...outbound, name: "partner", priority: 100, destination: "198.51.100.0/24" }

// A tag surely has addresses and leaves others; which of a block, or of another tag, are among them is not known.
test.each<readonly [string, readonly SampleRule[], string]>([
  [
    "outbound tcp 10.0.0.4 -> Internet:443",
    [storage, closedToAll],
    'Partly: traffic to Storage.WestEurope is allowed by "storage" (110); everything else to Internet is denied by "none" (4000).',
  ],
  [
    "outbound tcp 10.0.0.4 -> *:443",
    [partner, storage, closedToAll],
    'Partly: traffic to 198.51.100.0/24 is allowed by "partner" (100), traffic to Storage.WestEurope by "storage" (110); everything else is denied by "none" (4000).',
  ],
  [
    "outbound tcp 10.0.0.4 -> Storage:443",
    [partner, closedToAll],
    "Depends: Allow to 198.51.100.0/24, otherwise Deny.",
  ],
  ["outbound tcp 10.0.0.4 -> Sql:443", [storage, closedToAll], "Depends: Allow to Storage.WestEurope, otherwise Deny."],
  [
    "outbound tcp 10.0.0.4 -> 20.0.0.0/8:443",
    [storage, closedToAll],
    "Depends: Allow to Storage.WestEurope, otherwise Deny.",
  ],
  // Some regions of this tag have IPv6 addresses alone.
  [
    "outbound tcp 10.0.0.4 -> Internet:443",
    [desktops, closedToAll],
    "Depends: Allow to WindowsVirtualDesktop.MalaysiaSouth, otherwise Deny.",
  ],
  [
    "outbound tcp 10.0.0.4 -> Storage:*",
    [{ ...storage, destination: "*" }, closedToAll],
    'Partly: port 443 is allowed by "storage" (110); everything else to Storage is denied by "none" (4000).',
  ],
  // What an earlier rule may have taken all of is not surely anyone's.
  [
    "outbound tcp 10.0.0.4 -> Internet:443",
    [{ ...closedToAll, name: "cloud", priority: 100, destination: "AzureCloud" }, storage, closedToAll],
    "Depends: Deny to AzureCloud (cloud), Allow to Storage.WestEurope (storage), otherwise Deny (none).",
  ],
])("%s of %o", async (flow, list, first) => {
  expect(await ask(flow, list)).toMatchObject({ code: 3, first })
})

test("AzureLoadBalancer as an end is 168.63.129.16", async () => {
  const deny = { name: "deny", priority: 100, access: "Deny", protocol: "*", source: "Internet" }
  const both = (end: string) => [`inbound tcp ${end} -> 10.0.0.4:443`, `outbound udp 10.0.0.4 -> ${end}:53`]
  for (const [index, flow] of both("AzureLoadBalancer").entries()) {
    const list = [deny, { ...closedToAll, priority: 100 }]
    const { access, ruleName } = await askJson(both("168.63.129.16")[index]!, list)
    expect(await askJson(flow, list)).toMatchObject({ access, ruleName })
  }
  expect((await ask("inbound tcp AzureLoadBalancer -> 10.0.0.4:443", [deny])).first).toMatch(/^Depends: Deny if/)
})

test("an example is given only of packets that can be named", async () => {
  const examples = async (flow: string, list: readonly SampleRule[]) =>
    (await askJson(flow, list)).assumptions.filter((sentence: string) => sentence.startsWith("For example"))
  expect(await examples("outbound tcp 10.0.0.4 -> NotATag:443", [])).toEqual([])
  expect(await examples("outbound tcp 10.0.0.4 -> *:443", [])).toHaveLength(1)
  const dns = { ...closedToAll, source: "10.0.1.0/24", destination: "AzurePlatformDNS" }
  expect(await examples("outbound udp 10.0.0.0/16 -> 168.63.129.16:53", [dns])).toEqual([])
  expect((await ask("outbound udp 10.0.0.0/16 -> 168.63.129.16:53", [dns])).first).toBe(
    "Depends: Deny from 10.0.1.0/24, otherwise Allow.",
  )
})
