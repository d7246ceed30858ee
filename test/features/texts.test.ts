import { expect, test } from "vitest"
import { chooseGroup, groupsCalled } from "../../server/src/features/choose-group.ts"
import { codeLenses } from "../../server/src/features/code-lens.ts"
import { effectiveRules, effectiveRulesText } from "../../server/src/features/effective-rules.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { readSettings } from "../../server/src/features/read-settings.ts"
import { settlements } from "../../server/src/features/settlements.ts"
import { alignColumns } from "../../server/src/features/text-table.ts"
import { noNetwork, parseNetworkContext } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { azGroup } from "../support/sample-groups.ts"
import { open } from "./support.ts"

/** An ARM template with groups of these rule lists. */
function template(...groups: readonly (readonly [name: string, securityRules: unknown])[]): string {
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { rules: { type: "array" }, direction: { type: "string" } },
    resources: groups.map(([name, securityRules]) => ({
      ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name },
      properties: { securityRules },
    })),
  })
}

const rule = (name: string, values: object) => ({
  name,
  properties: {
    ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22", ...values },
  },
})

function titles(text: string): string[] {
  const { document, analysed } = open(text, "json")
  return codeLenses(document, analysed).map(({ command }) => command?.title ?? "")
}

test("a lens counts rules, dead ones, and says what it cannot know", () => {
  expect(titles(azGroup("web", []))).toEqual(["web: 0 rules"])
  expect(titles(azGroup("web", [{ name: "a", priority: 100 }]))).toEqual(["web: 1 rule"])
  expect(
    titles(
      azGroup("web", [
        { name: "a", priority: 100 },
        { name: "b", priority: 110 },
      ]),
    ),
  ).toEqual(["web: 2 rules · 1 dead"])
  expect(titles(template(["web", "[parameters('rules')]"]))).toEqual(["web: 0 rules + unknown"])
})

test("a group is chosen by name without case, by id, or by place", () => {
  const { analysed } = open(template(["web", []], ["WEB", []], ["db", []]), "json")
  const [first, second, db] = analysed.groups
  expect(chooseGroup(analysed, { name: "DB" })).toBe(db)
  expect(chooseGroup(analysed, { name: "web", offset: second!.group.range.start })).toBe(second)
  expect(chooseGroup(analysed, { offset: first!.group.range.start })).toBe(first)
  expect(chooseGroup(analysed, { name: "web" })).toEqual({
    problem: '2 NSGs here are called "web". Name one of them with its line: "web@1:288" and "WEB@1:412".',
  })
  expect(groupsCalled(analysed, "web")).toEqual([first, second])
  expect(chooseGroup({ ...analysed, groups: [] }, {})).toEqual({
    problem: "No NSG found in this document.",
  })
})

test("effective rules name what cannot be known, and where a direction cannot be known say so", () => {
  const rules = [
    rule("later", {
      priority: 200,
      sourceAddressPrefixes: ["10.0.0.0/8", "192.168.0.0/16"],
      sourceAddressPrefix: undefined,
    }),
    rule("either", { direction: "[parameters('direction')]", priority: 150 }),
    rule("first", { destinationPortRange: undefined, destinationPortRanges: ["80", "443", "8080", "8443", "9000"] }),
  ]
  const { groups } = open(template(["web", rules]), "json").analysed
  expect(effectiveRulesText(groups)).toMatchInlineSnapshot(`
    "web

    Inbound
      Priority  Rule                           Access  Protocol  Source                      Ports  Destination     Ports
      100       first                          Allow   Tcp       *                           *      *               80, 443, 8080 + 2 more
      200       later                          Allow   Tcp       10.0.0.0/8, 192.168.0.0/16  *      *               22
      65000     AllowVnetInBound               Allow   *         VirtualNetwork              *      VirtualNetwork  *
      65001     AllowAzureLoadBalancerInBound  Allow   *         AzureLoadBalancer           *      *               *
      65500     DenyAllInBound                 Deny    *         *                           *      *               *

    Outbound
      Priority  Rule                   Access  Protocol  Source          Ports  Destination     Ports
      65000     AllowVnetOutBound      Allow   *         VirtualNetwork  *      VirtualNetwork  *
      65001     AllowInternetOutBound  Allow   *         *               *      Internet        *
      65500     DenyAllOutBound        Deny    *         *               *      *               *

    Direction not known
      Priority  Rule    Access  Protocol  Source  Ports  Destination  Ports
      150       either  Allow   Tcp       *       *      *            22
    "
  `)
  expect(effectiveRules(groups).value[0]!.effectiveSecurityRules.at(-1)).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "destinationAddressPrefix": "*",
      "destinationPortRange": "22",
      "direction": "[parameters('direction')]",
      "name": "securityRules/either",
      "priority": 150,
      "protocol": "Tcp",
      "sourceAddressPrefix": "*",
      "sourcePortRange": "*",
      "unknown": [
        "direction",
      ],
    }
  `)
})

test("columns are as wide as their widest cell, and lines end without spaces", () => {
  expect(
    alignColumns([
      ["a", "bb", "c"],
      ["aaa", "b", ""],
    ]),
  ).toEqual(["a    bb  c", "aaa  b"])
})

test("settings are taken as far as they are valid", () => {
  expect(readSettings(null)).toEqual(readSettings({}))
  expect(readSettings("x")).toEqual(readSettings({}))
  expect(
    readSettings({
      profile: "2017-09",
      virtualNetwork: ["10.0.0.0/8", 7],
      serviceTags: { file: " tags.json " },
      checks: { "shadowed-rule": "off", "priority-out-of-range": "loud" },
      limits: { nesting: 1000, json: 5, yaml: -1 },
    }),
  ).toMatchObject({
    profile: "2017-09",
    virtualNetwork: ["10.0.0.0/8"],
    serviceTags: { file: "tags.json" },
    checks: { "shadowed-rule": "off" },
    limits: { nesting: 200, json: 5, yaml: readSettings({}).limits.yaml },
  })
  expect(readSettings({ checks: { "priority-out-of-range": "loud" } }).checks).toEqual({})
  expect(readSettings({ serviceTags: { file: 7 } }).serviceTags).toEqual({ file: "" })
})

test.each([
  ["inbound tcp 172.31.0.100 -> 10.0.0.4:22", ["10.0.0.0/16 172.31.0.0/16", "10.0.0.0/16"]],
  ["inbound tcp 10.0.9.9 -> 10.0.0.4:22", ["10.0.0.0/16"]],
  ["outbound tcp 10.0.0.4 -> 192.168.7.7:22", ["10.0.0.0/16 192.168.0.0/16", "10.0.0.0/16"]],
  ["inbound tcp [fd12:3456:789a::1] -> [fd00::4]:22", ["fd00::/48 fd12:3456:789a::/48", "fd00::/48"]],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:22", []],
])("%s is settled by %j", (line, expected) => {
  const flow = parseFlow(line)
  if (isProblem(flow)) throw new Error(flow.problem)
  const { groups } = open(azGroup("web", []), "json").analysed
  const verdict = verifyFlow(groups[0]!, flow, noNetwork)
  const within = (prefixes: readonly string[]) => {
    const context = parseNetworkContext(prefixes)
    if (isProblem(context)) throw new Error(context.problem)
    return verifyFlow(groups[0]!, flow, context).access
  }
  expect(settlements(verdict, within).map(({ prefixes }) => prefixes.join(" "))).toEqual(expected)
  // What leaves it open is not offered.
  expect(settlements(verdict, () => "Unknown")).toEqual([])
})
