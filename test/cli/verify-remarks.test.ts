import { expect, test } from "vitest"
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
