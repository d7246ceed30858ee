import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { quietSettings } from "../support/quiet-settings.ts"

const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web"
const type = "Microsoft.Network/networkSecurityGroups"
const model = "Microsoft.Azure.Commands.Network.Models"

const words = { Name: "r", Priority: 100, Direction: "Inbound", Access: "Allow", Protocol: "Tcp" }
const open = { SourcePortRange: "*", SourceAddressPrefix: "*", DestinationAddressPrefix: "*" }
const whole = { ...words, ...open, DestinationPortRange: "22" }
const group = (rule: object) => ({ Name: "web", Id: id, SecurityRules: [{ ...whole, ...rule }] })
const camel = { name: "r", priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourcePortRange: "*" }
const api = { ...camel, sourceAddressPrefix: "*", destinationAddressPrefix: "*", provisioningState: "Succeeded" }

// What ConvertTo-Json prints, and what is then said: the findings, the rules with the sides that are unknown, and whether
// the group is known as a whole.
const cut = ["unreadable-document"]
test.each<readonly [string, unknown, readonly string[], readonly string[], boolean]>([
  ["nothing is cut", group({}), [], ["r:"], true],
  ["lists of one item are texts, and right", group({ SourceApplicationSecurityGroups: "" }), [], ["r:"], true],
  ["ports", group({ DestinationPortRange: "22 443" }), cut, ["r: destinationPorts"], true],
  ["port ranges", group({ DestinationPortRange: "22 443-445 8080" }), cut, ["r: destinationPorts"], true],
  ["addresses", group({ SourceAddressPrefix: "10.0.0.0/8 fd00::/8" }), cut, ["r: source"], true],
  [
    "groups, beside which a prefix says nothing",
    group({ DestinationApplicationSecurityGroups: `${model}.PSApplicationSecurityGroup` }),
    cut,
    ["r: destination"],
    true,
  ],
  [
    "groups in a list",
    group({ SourceAddressPrefix: "", SourceApplicationSecurityGroups: [`${model}.PSApplicationSecurityGroup`] }),
    cut,
    ["r: source"],
    true,
  ],
  [
    "a list by its type",
    group({ SourcePortRange: "System.Collections.Generic.List`1[System.String]" }),
    cut,
    ["r: sourcePorts"],
    true,
  ],
  [
    "two values are one fault",
    group({ SourcePortRange: "1 2", DestinationPortRange: "3 4" }),
    cut,
    ["r: sourcePorts destinationPorts"],
    true,
  ],
  ["a rule", { ...group({}), SecurityRules: [whole, `${model}.PSSecurityRule`] }, cut, ["r:"], false],
  ["a rule by its fields", { ...group({}), SecurityRules: ["@{Name=r; Priority=100}"] }, cut, [], false],
  ["all rules", { ...group({}), SecurityRules: `${model}.PSSecurityRule ${model}.PSSecurityRule` }, cut, [], false],
  [
    "rules of which nothing is left, and no id",
    { Name: "web", SecurityRules: "", DefaultSecurityRules: `${model}.PSSecurityRule ${model}.PSSecurityRule` },
    cut,
    [],
    false,
  ],
  [
    "nothing, and lists have a count",
    { ...group({}), SecurityRules: { value: [{ ...whole, SourcePortRange: { value: ["*"], Count: 1 } }], Count: 1 } },
    [],
    ["r:"],
    true,
  ],
  ["rules of which nothing is left", { ...group({}), SecurityRules: "" }, cut, [], false],
  [
    "a group's properties",
    { value: [{ name: "web", id, type, properties: "@{securityRules=System.Object[]}" }] },
    cut,
    [],
    false,
  ],
  [
    "the properties of a rule",
    [{ name: "r", id: `${id}/securityRules/r`, properties: "@{protocol=Tcp; priority=100}" }],
    cut,
    ["r: source sourcePorts destination destinationPorts"],
    false,
  ],
  ["a list of the API's", [{ ...api, destinationPortRanges: "22 443" }], cut, ["r: destinationPorts"], true],
  [
    "effective rules",
    [{ NetworkSecurityGroup: { Id: id }, EffectiveSecurityRules: [`${model}.PSEffectiveSecurityRule`] }],
    cut,
    [],
    false,
  ],
  [
    "what is no rule",
    { ...group({}), Subnets: [`${model}.PSSubnet`], NetworkInterfaces: `${model}.PSNic` },
    [],
    ["r:"],
    true,
  ],
  [
    "a list with commas, as people write it",
    group({ DestinationPortRange: "22,443" }),
    ["invalid-port"],
    ["r: destinationPorts"],
    true,
  ],
  [
    "blanks in what no tool printed",
    {
      name: "web",
      securityRules: [
        { ...camel, sourceAddressPrefix: "*", destinationAddressPrefix: "*", destinationPortRange: "22 443" },
      ],
    },
    ["invalid-port"],
    ["r: destinationPorts"],
    true,
  ],
])("cut off: %s", (_title, printed, codes, rules, complete) => {
  const text = JSON.stringify(printed, null, 2)
  const { groups, findings } = analyseDocument({ uri: "printed", language: "json", text }, quietSettings)
  expect(findings.map(({ code }) => code)).toEqual(codes)
  const sides = ["source", "sourcePorts", "destination", "destinationPorts"] as const
  const isOpen = (term: object) =>
    ("unknown" in term && isUnknown(term.unknown)) || ("kind" in term && term.kind === "unknown")
  const read = groups.flatMap(({ group }) =>
    group.rules.map(rule => [`${rule.name}:`, ...sides.filter(side => rule[side].every(isOpen))].join(" ")),
  )
  expect(read).toEqual(rules)
  expect(groups.map(({ group }) => group.incompleteReason === undefined)).toEqual([complete])
})

test("Windows PowerShell is known by its blanks", () => {
  const written = { name: "web", securityRules: [{ ...api, destinationPortRange: "22 443" }] }
  const read = (text: string) => analyseDocument({ uri: "printed", language: "json", text }, quietSettings).findings
  const text = JSON.stringify(written, null, 4)
  expect(read(text).map(({ code }) => code)).toEqual(["invalid-port"])
  expect(read(text.replaceAll('": ', '":  ')).map(({ code }) => code)).toEqual(["unreadable-document"])
})
