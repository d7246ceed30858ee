import { describe, expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { azInterface, azNetwork, groupId } from "./networks.ts"
import { nsg } from "./nsg.ts"

const rule = (name: string, priority: number, access: string, source: string, port = "*") => ({
  ...{ name, priority, direction: "Inbound", access, protocol: "Tcp", sourceAddressPrefix: source },
  ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: port },
})

const group = (...securityRules: object[]) => ({ "web.json": JSON.stringify({ name: "web", securityRules }) })

async function ask(files: Record<string, string>, flow: string, ...options: string[]): Promise<string> {
  return (await nsg(["verify", "web.json", "--flow", flow, ...options], { files })).out
}

const probes = "Load balancer health probes come from 168.63.129.16, which is part of this source"

test.each(["*", "0.0.0.0/0", "168.0.0.0/8", "VirtualNetwork"])(
  "what happens to probes among the packets from %s",
  async source => {
    const inVnet = group(rule("office", 100, "Deny", "168.64.0.0/16"), rule("some", 110, "Deny", "10.1.0.0/16"))
    const out = await ask(inVnet, `inbound tcp ${source} -> 10.0.0.4:443`, "--vnet", "10.0.0.0/8")
    expect(out).toMatch(/^Partly: /)
    expect(out).toContain(
      `- ${probes}: they are allowed by AllowVnetInBound, because VirtualNetwork includes that address.`,
    )
    const blocked = group(
      rule("ours", 100, "Allow", "10.2.0.0/16"),
      rule("rest", 200, "Deny", "*"),
      rule("x", 90, "Allow", "168.1.0.0/16"),
    )
    expect(await ask(blocked, `inbound tcp ${source} -> 10.0.0.4:443`, "--vnet", "10.0.0.0/8")).toContain(
      `- ${probes}: they are denied by "rest" (200).`,
    )
  },
)

test.each([
  "inbound tcp Internet -> 10.0.0.4:443",
  "inbound udp * -> 10.0.0.4:443",
  "inbound tcp 10.0.0.0/8 -> 10.0.0.4:443",
])("no probe is among the packets of %s", async flow => {
  expect(await ask(group(rule("a", 100, "Deny", "10.1.0.0/16")), flow, "--vnet", "10.0.0.0/16")).not.toContain(probes)
})

test.each(["AzureLoadBalancer", "168.63.129.16"])("why VirtualNetwork decides about %s", async end => {
  const remark = "- VirtualNetwork includes 168.63.129.16, the address of AzureLoadBalancer, so AllowVnet"
  expect(await ask(group(), `inbound tcp ${end} -> 10.0.0.4:443`)).toContain(remark)
  expect(await ask(group(), `outbound tcp 10.0.0.4 -> ${end}:443`)).toContain(remark)
  const named = group(rule("probes", 100, "Allow", "AzureLoadBalancer"))
  expect(await ask(named, `inbound tcp ${end} -> 10.0.0.4:443`)).not.toContain("VirtualNetwork includes")
})

test("two rules of one priority are named only where the order decides, and marked in effective", async () => {
  const files = group(rule("ssh", 100, "Allow", "203.0.113.0/24", "22"), rule("no", 100, "Deny", "*", "22-80"))
  const clash =
    '"no" (100) has the same inbound priority as "ssh": Azure refuses the second rule (SecurityRuleConflict).'
  expect(await ask(files, "inbound tcp 203.0.113.9 -> 10.0.0.4:22")).toContain(clash)
  expect(await ask(files, "inbound tcp 8.8.8.8 -> 10.0.0.4:22")).not.toContain("SecurityRuleConflict")
  const { out } = await nsg(["effective", "web.json"], { files })
  expect(out).toMatch(/ 100 +ssh /)
  expect(out).toMatch(/ 100\? +no /)
  expect(out).toContain(clash)
  const json = JSON.parse((await nsg(["effective", "web.json", "--format", "json"], { files })).out)
  const rules: { name: string; unknown?: string[] }[] = json.value[0].effectiveSecurityRules
  expect(rules.filter(({ unknown }) => unknown).map(({ name, unknown }) => [name, unknown])).toEqual([
    ["securityRules/no", ["priority"]],
  ])
})

test("a machine outside of the network as given is remarked, whatever decides", async () => {
  const files = group(rule("ssh", 100, "Allow", "8.8.8.8", "22"))
  const remark = "- 10.9.0.4, the address behind this NSG, is not in the virtual network as given."
  expect(await ask(files, "inbound tcp 8.8.8.8 -> 10.9.0.4:22", "--vnet", "10.8.0.0/16")).toContain(remark)
  expect(await ask(files, "outbound tcp 10.9.0.4 -> 8.8.8.8:22", "--vnet", "10.8.0.0/16")).toContain(remark)
  expect(await ask(files, "inbound tcp 8.8.8.8 -> 10.8.0.4:22", "--vnet", "10.8.0.0/16")).not.toContain(
    "as given. Check",
  )
})

test("a path of which a part gets through at every open level is Partly", async () => {
  const subnet = {
    name: "web",
    properties: {
      addressPrefix: "10.0.1.0/24",
      networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" },
    },
  }
  const resources = [
    {
      type: "Microsoft.Network/networkSecurityGroups",
      apiVersion: "2023-09-01",
      name: "web",
      properties: { securityRules: [] },
    },
    {
      type: "Microsoft.Network/virtualNetworks",
      apiVersion: "2023-09-01",
      name: "shop",
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets: [subnet] },
    },
  ]
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  const files = { "web.json": JSON.stringify({ $schema, contentVersion: "1.0.0.0", resources }) }
  const out = await ask(files, "tcp * -> subnet:shop/web:443")
  expect(out.split("\n")[0]).toBe("Partly: tcp * -> subnet:shop/web:443, at web (subnet shop/web, inbound).")
  expect(out).toMatch(/inbound +subnet shop\/web +Partly /)
  expect((await nsg(["verify", "web.json", "--flow", "tcp Intrenet -> subnet:shop/web:443"], { files })).err).toBe(
    'nsg: "Intrenet" is neither a service tag nor named by a rule. Did you mean Internet?\n',
  )
})

describe("packets that a virtual network does not carry", () => {
  const open = group(rule("all", 100, "Allow", "*"), { ...rule("out", 100, "Allow", "*"), direction: "Outbound" })
  const said = "This traffic does not arrive, whatever NSGs say"

  test.each([
    ["outbound tcp 10.0.0.4 -> 224.0.0.251:5353", "224.0.0.251 is multicast, which virtual networks do not carry."],
    ["outbound tcp 10.0.0.4 -> 239.1.0.0/16:80", "239.1.0.0/16 is multicast, which virtual networks do not carry."],
    ["outbound tcp [fd00::4] -> [ff02::1]:80", "ff02::1 is multicast, which virtual networks do not carry."],
    ["inbound tcp 127.0.0.1 -> 10.0.0.4:80", "127.0.0.1 is a loopback address, which never leaves a machine."],
  ])("%s is allowed by a rule, and does not arrive", async (flow, fact) => {
    expect(await ask(open, flow)).toContain(`- ${said}: ${fact}`)
  })

  test.each([
    "outbound tcp 10.0.0.4 -> 223.255.255.255:80",
    "outbound tcp 10.0.0.4 -> *:80",
    "inbound tcp 128.0.0.1 -> 10.0.0.4:80",
  ])("%s may arrive", async flow => {
    expect(await ask(open, flow)).not.toContain(said)
  })

  test("what is denied needs no more words", async () => {
    expect(await ask(group(), "inbound tcp 224.0.0.1 -> 10.0.0.4:80")).not.toContain(said)
  })

  test("on a path of two NSGs it is said once", async () => {
    const everything = { name: "all", priority: 100, direction: "Outbound", protocol: "*", port: "*" } as const
    const files = {
      "web.json": JSON.stringify({ ...JSON.parse(azGroup("open", [everything])), id: groupId("open") }),
      "network.json": azNetwork("hub", "10.0.0.0/16", { app: { prefix: "10.0.1.0/24", group: "open" } }),
      "nic.json": azInterface("app-0", { address: "10.0.1.4", group: "open", subnet: ["hub", "app"] }),
    }
    const { out } = await nsg(["verify", ".", "--flow", "outbound udp nic:app-0 -> 224.0.0.1:5353"], { files })
    expect(out).toMatch(/^Allow: /)
    expect(out.split(said)).toHaveLength(2)
  })
})
