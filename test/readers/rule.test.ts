import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { plainRule } from "../support/plain-rule.ts"

const whole = { name: "r", ...plainRule }
const groups = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `/asg${index}` }))

// What is changed in a whole rule, and the problems that it then has.
test.each<readonly [string, object, readonly string[]]>([
  ["nothing", {}, []],
  ["words in another case", { direction: "INBOUND", access: "deny", protocol: "tCP" }, []],
  ["a priority as text", { priority: "100" }, []],
  ["the least and the most", { priority: 4096 }, []],
  ["a priority below the least", { priority: 99 }, ["priority out-of-range"]],
  ["a priority above the most", { priority: 4097 }, ["priority out-of-range"]],
  ["a priority of the default rules", { priority: 65000 }, ["priority out-of-range"]],
  ["a priority with a fraction", { priority: 100.5 }, ["priority not-an-integer"]],
  ["a priority that is a word", { priority: "high" }, ["priority not-an-integer"]],
  ["a priority that is a list", { priority: [100] }, ["priority wrong-type"]],
  ["another direction", { direction: "In" }, ["direction unknown-word"]],
  ["another protocol", { protocol: "Any" }, ["protocol unknown-word, * instead"]],
  ["an empty text beside a list", { sourceAddressPrefix: "", sourceAddressPrefixes: ["10.0.0.1"] }, []],
  ["an empty list beside a text", { sourceAddressPrefixes: [], destinationPortRanges: null }, []],
  ["a list of empty texts", { sourceAddressPrefixes: ["", null] }, []],
  ["a list in a singular field", { sourceAddressPrefix: ["10.0.0.1", "10.0.0.2"] }, []],
  ["a text in a plural field", { sourcePortRange: undefined, sourcePortRanges: "22" }, []],
  ["a group beside nothing", { sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [{ id: "/asg" }] }, []],
  [
    "a group that is no object",
    { sourceAddressPrefix: "", sourceApplicationSecurityGroups: [5] },
    ["sourceApplicationSecurityGroups wrong-type"],
  ],
  ["no side at all", { sourceAddressPrefix: "", sourceAddressPrefixes: [] }, ["sourceAddressPrefix missing"]],
  ["no ports", { destinationPortRange: null }, ["destinationPortRange missing"]],
  ["no access", { access: undefined }, ["access missing"]],
  ["any", { sourceAddressPrefix: "any" }, ["sourceAddressPrefix any-word, * instead"]],
  [
    "two faults in one list",
    { sourcePortRange: "", sourcePortRanges: ["22", "x", "80-22"] },
    ["sourcePortRanges bad-port", "sourcePortRanges reversed-range, 22-80 instead"],
  ],
  ["several ports in one text", { destinationPortRange: "80,443" }, ["destinationPortRange comma-list"]],
  [
    "a tag in a list",
    { sourceAddressPrefix: "", sourceAddressPrefixes: ["10.0.0.1", "Internet"] },
    ["sourceAddressPrefixes tag-in-list"],
  ],
  [
    "a list beside a text",
    { destinationAddressPrefixes: ["10.0.0.1"] },
    ["destinationAddressPrefixes several-fields, destinationAddressPrefix instead"],
  ],
  [
    "a group beside a text and a list",
    { sourceAddressPrefixes: ["10.0.0.1"], sourceApplicationSecurityGroups: [{ id: "/asg" }] },
    ["sourceAddressPrefixes several-fields, sourceAddressPrefix instead"],
  ],
  ["a list that is an expression beside a text", { sourceAddressPrefixes: "[parameters('list')]" }, []],
  ["every address in a list beside it", { destinationAddressPrefix: "*", destinationAddressPrefixes: ["*"] }, []],
  ["a description of 140 letters", { description: "a".repeat(140) }, []],
  ["a description of 141 letters", { description: "a".repeat(141) }, ["description too-long"]],
  ["a description that an expression makes", { description: `[concat('${"a".repeat(140)}')]` }, []],
  ["a name with a space", { name: "allow ssh" }, ["name bad-name, allow-ssh instead"]],
  ["a name that nothing is left of", { name: "..." }, ["name bad-name"]],
  ["a name of 80 letters", { name: "a".repeat(80) }, []],
  ["a name of 81 letters", { name: "a".repeat(81) }, ["name bad-name"]],
  ["a name of an expression", { name: "[concat('a b')]" }, []],
  [
    "every address in nothing but a list",
    { destinationAddressPrefix: undefined, destinationAddressPrefixes: ["*"] },
    ["destinationAddressPrefixes tag-in-list"],
  ],
  ["every address as a block in a list", { sourceAddressPrefix: "", sourceAddressPrefixes: ["0.0.0.0/0"] }, []],
  ["a tag in a list in a singular field", { sourceAddressPrefix: ["VirtualNetwork"] }, []],
  [
    "every port in a list",
    { destinationPortRange: undefined, destinationPortRanges: ["22", "*"] },
    ["destinationPortRanges any-port-in-list"],
  ],
  ["all ports as a range in a list", { destinationPortRange: undefined, destinationPortRanges: ["0-65535"] }, []],
  [
    "a port beside a list of ports",
    { destinationPortRange: "80", destinationPortRanges: ["443"] },
    ["destinationPortRanges several-fields, destinationPortRange instead"],
  ],
  ["a port that a list repeats", { destinationPortRange: "80", destinationPortRanges: ["80"] }, []],
  ["ten groups", { sourceAddressPrefix: "", sourceApplicationSecurityGroups: groups(10) }, []],
  [
    "eleven groups",
    { sourceAddressPrefix: "", sourceApplicationSecurityGroups: groups(11) },
    ["sourceApplicationSecurityGroups too-many-groups"],
  ],
  ["nothing but digits", { sourceAddressPrefix: "789" }, ["sourceAddressPrefix all-digits"]],
  ["a number for an address", { sourceAddressPrefix: 789 }, ["sourceAddressPrefix all-digits"]],
  [
    "addresses in one text",
    { destinationAddressPrefix: "10.0.0.0/8, 192.168.0.1" },
    ["destinationAddressPrefix comma-list"],
  ],
  ["words and addresses in one text", { sourceAddressPrefix: "Internet,*" }, ["sourceAddressPrefix comma-list"]],
  ["a list with nothing behind a comma", { sourceAddressPrefix: "10.0.0.1," }, ["sourceAddressPrefix bad-address"]],
  ["every port in a list in a singular field", { sourcePortRange: ["*"] }, []],
  ["a port that is a number", { destinationPortRange: 443 }, []],
  ["an address that is an object", { sourceAddressPrefix: { a: 1 } }, ["sourceAddressPrefix wrong-type"]],
])("a rule with %s", (_name, change, problems) => {
  const { problems: found } = read([{ ...whole, ...change }, whole])[0] as LocatedRule
  expect(
    found.map(({ property, reason, instead }) => `${property} ${reason}${instead ? `, ${instead} instead` : ""}`),
  ).toEqual(problems)
})

test("a Kubernetes object without a name has no bad one", () => {
  const text = `apiVersion: network.azure.com/v1api20240301
kind: NetworkSecurityGroupsSecurityRule
spec: { owner: { name: g }, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" }`
  const groups = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(groups.flatMap(({ rules }) => rules).flatMap(({ problems }) => problems)).toEqual([])
})

test("what Azure refuses in a list is unknown, but not in what it prints itself", () => {
  const lists = {
    ...whole,
    sourceAddressPrefix: undefined,
    sourceAddressPrefixes: ["VirtualNetwork"],
    destinationPortRange: undefined,
    destinationPortRanges: ["*"],
  }
  expect(read([lists])[0]).toMatchObject({ source: [{ kind: "unknown" }], destinationPorts: [{ unknown: {} }] })
  const effective = { value: [{ effectiveSecurityRules: [lists] }] }
  expect(rulesIn(JSON.stringify(effective), "json")[0]).toMatchObject({ source: [{ kind: "tag" }], problems: [] })
})

test("keys are Azure's in camel, Pascal and snake case", () => {
  const snake = Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [key.replace(/[A-Z]/g, "_$&").toLowerCase(), value]),
  )
  const pascal = Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [(key[0] ?? "").toUpperCase() + key.slice(1), value]),
  )
  for (const rule of read([snake, pascal]))
    expect(rule).toMatchObject({ name: "r", priority: 100, protocol: "Tcp", problems: [] })
})

test("a missing or unreadable value is unknown, and like no other", () => {
  const unreadable = {
    ...whole,
    protocol: "?",
    sourceAddressPrefix: "10.0.0.1/8",
    destinationPortRange: "x",
    priority: undefined,
  }
  const rules = read([unreadable, unreadable])
  const identities = rules.flatMap(rule => {
    const [source] = rule.source
    const [port] = rule.destinationPorts
    return [
      rule.priority,
      rule.protocol,
      source?.kind === "unknown" && source.unknown,
      port && "unknown" in port && port.unknown,
    ]
  })
  expect(identities.every(isUnknown)).toBe(true)
  expect(new Set(identities.map(each => isUnknown(each) && each.identity)).size).toBe(identities.length)
})

test("the same expression is the same unknown, in whatever spelling", () => {
  const rules = read([
    { ...whole, sourceAddressPrefix: "[parameters('a')]", destinationPortRange: "[PARAMETERS('A')]" },
    { ...whole, sourceAddressPrefix: "[ parameters( 'A' ) ]", destinationPortRange: "[parameters('b')]" },
  ])
  const identities = rules.map(({ source: [source], destinationPorts: [port] }) => [
    source?.kind === "unknown" && source.unknown.identity,
    port && "unknown" in port && port.unknown.identity,
  ])
  expect(identities).toEqual([
    ["parameters('a')", "parameters('a')"],
    ["parameters('a')", "parameters('b')"],
  ])
})

function read(rules: readonly object[]): readonly LocatedRule[] {
  return rulesIn(JSON.stringify(rules), "json")
}

function rulesIn(text: string, language: "json" | "yaml"): readonly LocatedRule[] {
  return readDocument(parseText(text, language, defaultBounds))?.groups.flatMap(group => group.rules) ?? []
}
