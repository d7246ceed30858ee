import { expect, test } from "vitest"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { verdictText } from "../../server/src/features/verification-text.ts"
import { judgeGroup } from "../../server/src/judging/judged-group.ts"
import { networkContext, noNetwork } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { tagDataOf, tagFileText } from "../support/tag-data.ts"
import { open } from "./support.ts"

const rule = (name: string, direction: string, access: string, values: object) => ({
  ...{ name, protocol: "All", sourcePortRange: "0-65535", destinationPortRange: "0-65535", direction, access },
  ...{ sourceAddressPrefix: "0.0.0.0/0", destinationAddressPrefix: "0.0.0.0/0", ...values },
})

const network = ["10.0.0.0/16", "168.63.129.16/32"]
const view = {
  networkSecurityGroup: {
    id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/n",
  },
  effectiveSecurityRules: [
    rule("securityRules/ssh", "Inbound", "Allow", { priority: 100, destinationPortRange: "22-22" }),
    // The addresses of one side only, and of the other null.
    rule("securityRules/no-storage", "Outbound", "Deny", {
      ...{ priority: 110, destinationAddressPrefix: "Storage.WestEurope" },
      ...{ expandedSourceAddressPrefix: null, expandedDestinationAddressPrefix: ["20.150.8.0/23"] },
    }),
    // Known from the table of tags alone.
    rule("securityRules/sql", "Outbound", "Deny", { priority: 120, destinationAddressPrefix: "Sql" }),
    // Two places that differ.
    rule("securityRules/odd", "Inbound", "Allow", {
      ...{ priority: 130, sourceAddressPrefix: "AzureCloud", destinationPortRange: "80-80" },
      expandedSourceAddressPrefix: ["20.0.0.0/8"],
    }),
  ],
  tagMap: { VirtualNetwork: network, Sql: ["40.68.37.158/32"], AzureCloud: ["20.0.0.0/9"] },
}

test.each([
  ["inbound tcp 10.0.9.9:1 -> 10.0.0.4:443", "Allow", "AllowVnetInBound"],
  ["inbound tcp 172.31.0.100:1 -> 10.0.0.4:443", "Deny", "DenyAllInBound"],
  ["inbound tcp 8.8.8.8:1 -> 10.0.0.4:22", "Allow", "ssh"],
  ["inbound tcp [2a00:1450::1]:1 -> [fd00::4]:22", "Unknown", "ssh"],
  ["inbound tcp 20.1.0.1:1 -> 10.0.0.4:80", "Unknown", "odd"],
  ["outbound tcp 10.0.0.4:1 -> 20.150.8.9:443", "Deny", "no-storage"],
  ["outbound tcp 10.0.0.4:1 -> 20.150.10.9:443", "Allow", "AllowInternetOutBound"],
  ["outbound tcp 10.0.0.4:1 -> 40.68.37.158:443", "Deny", "sql"],
  ["outbound tcp 10.0.0.4:1 -> 172.31.0.100:443", "Deny", "DenyAllOutBound"],
] as const)("effective rules are judged with the addresses that Azure printed: %s", (text, access, decider) => {
  const flow = parseFlow(text)
  if (isProblem(flow)) throw new Error(flow.problem)
  const [judged] = open(JSON.stringify({ value: [view] }), "json").analysed.groups
  const verdict = verifyFlow(judged!, flow, noNetwork)
  expect([verdict.access, verdict.decider?.name]).toEqual([access, decider])
})

test.each([
  ["outbound tcp 10.0.0.4:1 -> 20.150.8.9:443", "Deny", "no-storage"],
  ["outbound tcp 10.0.0.4:1 -> 40.68.37.158:443", "Deny", "sql"],
  ["outbound tcp 10.0.0.4:1 -> 52.239.0.1:443", "Allow", "AllowInternetOutBound"],
] as const)("what Azure printed wins over a tag file: %s", (text, access, decider) => {
  const flow = parseFlow(text)
  if (isProblem(flow)) throw new Error(flow.problem)
  const [judged] = open(JSON.stringify({ value: [view] }), "json").analysed.groups
  const tags = { "Storage.WestEurope": ["52.239.0.0/16"], Sql: ["52.239.0.0/16"] }
  const context = networkContext({ tagData: tagDataOf(tagFileText(tags), "ServiceTags_Public_20251028.json") })
  const verdict = verifyFlow(judged!, flow, context)
  expect([verdict.access, verdict.decider?.name]).toEqual([access, decider])
  expect(verdictText(verdict)).not.toContain("service tag data")
  expect(judgeGroup(judged!.group, context).dataAnalysis).toBeUndefined()
})

// Neither of Microsoft's files has a tag with an address that Azure leaves out of Internet.
test.each([
  ["outbound tcp 10.0.0.4 -> Storage:443", "Allow", "AllowInternetOutBound"],
  ["outbound tcp 10.0.0.4 -> AzureMonitor:443", "Allow", "AllowInternetOutBound"],
  ["outbound tcp 10.0.0.4:1 -> 52.132.0.1:443", "Deny", "DenyAllOutBound"],
] as const)("a tag of which nothing is printed lies in the printed Internet: %s", (text, access, decider) => {
  const flow = parseFlow(text)
  if (isProblem(flow)) throw new Error(flow.problem)
  const tagMap = { VirtualNetwork: network, Internet: ["8.0.0.0/7", "20.0.0.0/9", "40.0.0.0/8", "168.0.0.0/8"] }
  const [judged] = open(JSON.stringify({ value: [{ ...view, effectiveSecurityRules: [], tagMap }] }), "json").analysed
    .groups
  const verdict = verifyFlow(judged!, flow, noNetwork)
  expect([verdict.access, verdict.decider?.name, verdict.isDivided]).toEqual([access, decider, false])
})
