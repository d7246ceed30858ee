import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { Profile } from "../../server/src/checks/check.ts"
import { profiles } from "../../server/src/checks/check.ts"
import { nsg } from "./nsg.ts"

// The notes of the overview of 2017 on the classic deployment model: a group applies to a VM (in Resource Manager to a network
// interface) or a subnet, inbound to the subnet first, outbound to the VM first; and the three tags have other names.

const rule = (name: string, direction: string, access: string, more: object) => ({
  ...{ name, priority: 100, direction, access, protocol: "Tcp", sourcePortRange: "*", sourceAddressPrefix: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "*", ...more },
})

const text = JSON.stringify({
  name: "vm-nsg",
  securityRules: [
    rule("web", "Inbound", "Allow", { sourceAddressPrefix: "INTERNET", destinationPortRange: "80" }),
    rule("net", "Inbound", "Deny", { priority: 110, sourceAddressPrefix: "VIRTUAL_NETWORK" }),
    rule("probes", "Inbound", "Allow", { priority: 105, sourceAddressPrefix: "AZURE_LOADBALANCER" }),
    rule("mail", "Outbound", "Deny", { destinationAddressPrefix: "INTERNET", destinationPortRange: "25" }),
  ],
})

const files = { "classic.json": text }
const classic = ["--profile", "classic"]

test("the three tags have their classic names, and mean what they mean today", async () => {
  expect(await nsg(["check", ...classic, "classic.json"], { files })).toMatchObject({
    code: 0,
    out: "No problems in 1 NSG with 4 rules (1 file).\n",
  })
  const today = await nsg(["check", "classic.json"], { files })
  expect(today.code).toBe(1)
  expect(today.out).toContain("VIRTUAL_NETWORK is a tag of the classic deployment model")
})

test.each([
  ["inbound tcp 203.0.113.7 -> 10.0.0.4:80", 0, "web"],
  ["inbound tcp 203.0.113.7 -> 10.0.0.4:443", 1, "DenyAllInBound"],
  ["inbound tcp 10.0.1.9 -> 10.0.0.4:443", 1, "net"],
  ["inbound tcp 168.63.129.16 -> 10.0.0.4:8080", 0, "probes"],
  ["outbound tcp 10.0.0.4 -> 203.0.113.7:25", 1, "mail"],
  ["outbound tcp 10.0.0.4 -> 203.0.113.7:443", 0, "AllowInternetOutBound"],
] as const)("verify: %s", async (flow, code, decider) => {
  const ran = await nsg(["verify", "classic.json", ...classic, "--vnet", "10.0.0.0/16", "--flow", flow], { files })
  expect([ran.code, ran.err]).toEqual([code, ""])
  expect(ran.out.split("\n")[0]).toContain(`"${decider}"`)
  const second = "A second NSG (subnet, VM or cloud service) could still block this."
  expect(ran.out.includes(second)).toBe(code === 0)
})

test.each([
  ["AZURE_LOADBALANCER", "AzureLoadBalancer", 0, "probes"],
  ["virtual_network", "VirtualNetwork", 3, "probes"],
  ["INTERNET", "Internet", 1, "DenyAllInBound"],
])("a flow may call a tag %s: it is %s", async (classicName, today, code, decider) => {
  const args = (tag: string) => {
    return ["verify", "classic.json", ...classic, "--format", "json", "--flow", `inbound tcp ${tag} -> 10.0.0.4:8080`]
  }
  const ran = await nsg(args(classicName), { files })
  expect([ran.code, ran.err]).toEqual([code, ""])
  expect(JSON.parse(ran.out).ruleName).toMatch(new RegExp(`/${decider}$`))
  const same = await nsg(args(today), { files })
  expect(JSON.parse(ran.out).evaluatedNetworkSecurityGroups).toEqual(
    JSON.parse(same.out).evaluatedNetworkSecurityGroups,
  )
})

test("effective: what the group applies to, and the rules under their own names", async () => {
  const { out } = await nsg(["effective", "classic.json", ...classic], { files })
  expect(out).toMatch(/105 +probes +Allow +Tcp +AZURE_LOADBALANCER/)
  expect(out).toContain(
    "Classic deployment model: it applies to the VM, cloud service or subnet that it is attached to.",
  )
  expect((await nsg(["effective", "classic.json"], { files })).out).not.toContain("Classic")
})

test("the classic model's own rules and remarks call the tags as it does, and nothing advises what it does not have", async () => {
  const rules = [rule("ssh", "Inbound", "Allow", { sourceAddressPrefix: "INTERNET", destinationPortRange: "22" })]
  const open = { "open.json": JSON.stringify({ name: "nsg", securityRules: rules }) }
  const effective = (await nsg(["effective", "open.json", ...classic], { files: open })).out
  expect(effective).toMatch(/65000 +AllowVnetInBound +Allow +\* +VIRTUAL_NETWORK +\* +VIRTUAL_NETWORK/)
  expect(effective).toMatch(/65001 +AllowAzureLoadBalancerInBound +Allow +\* +AZURE_LOADBALANCER/)
  expect(effective).toMatch(/65001 +AllowInternetOutBound +Allow +\* +\* +\* +INTERNET/)
  const flows = ["inbound tcp INTERNET -> 10.0.0.4:443", "inbound tcp 168.63.129.16 -> 10.0.0.4:80"]
  for (const flow of [...flows, "inbound tcp * -> 10.0.0.4:80"]) {
    const { out, err } = await nsg(["verify", "open.json", ...classic, "--flow", flow], { files: open })
    expect([err, out.match(/\b(VirtualNetwork|AzureLoadBalancer|Internet)\b/g)]).toEqual(["", null])
  }
  const { out } = await nsg(["check", "open.json", ...classic], { files: open })
  expect(out).toContain('"ssh" (100) opens SSH (TCP 22) to the Internet')
  expect(out).not.toContain("Bastion")
})

test("a profile that does not exist", async () => {
  for (const args of [["check"], ["verify", "--flow", "inbound tcp 1.1.1.1 -> 10.0.0.4:1"], ["effective"]]) {
    expect(await nsg([...args, "--profile", "2018", "classic.json"], { files })).toEqual({
      code: 2,
      out: "",
      err: 'nsg: --profile must be current, 2017-09 or classic, not "2018".\n',
    })
  }
})

test("another profile reads an open document anew", () => {
  const source = { uri: "file:///classic.json", language: "json", text } as const
  const faults = (profile: Profile) => analyseDocument(source, { ...defaultSettings, profile }).findings.length
  let before: ReturnType<typeof readText> | undefined
  for (const profile of [...profiles, ...profiles.toReversed()]) {
    before = readText(source, { ...defaultSettings, profile }, undefined, before)
    const problems = before.read?.groups.flatMap(({ rules }) => rules.flatMap(each => each.problems)) ?? []
    expect(problems.length).toBe(profile === "classic" ? 0 : 2)
    expect(faults(profile) === 0).toBe(profile === "classic")
  }
})
