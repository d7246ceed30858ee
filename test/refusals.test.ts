import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { checks } from "../server/src/checks/index.ts"
import { reasons } from "../server/src/checks/problems/problem-text.ts"
import { codeOf } from "../server/src/checks/problems/refusal-code.ts"
import { networkContext } from "../server/src/judging/network-context.ts"
import { ruleProperties } from "../server/src/readers/reader.ts"
import type { ProblemReason } from "../server/src/readers/rule-problem.ts"
import { tagDataOf } from "./support/tag-data.ts"

/** What is found of a document by these checks, each with its severity and how its message begins. */
function found(document: unknown, codes: readonly string[], network = networkContext({})): readonly string[] {
  const text = typeof document === "string" ? document : JSON.stringify(document, null, 1)
  const language = text.startsWith("{") ? ("json" as const) : ("yaml" as const)
  const { findings } = analyseDocument({ uri: "file:///web", language, text }, defaultSettings, { network })
  return findings
    .filter(({ code }) => codes.includes(code))
    .map(
      ({ code, severity, message, range }) => `${code} ${severity} ${text.slice(range.start, range.end)}: ${message}`,
    )
}

type Properties = Readonly<Record<string, unknown>>

const base = { direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "10.0.0.0/8" }
const rest = { sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443" }
const rule = (priority: number, more: Properties = {}) => ({
  name: `r${priority}`,
  properties: { priority, ...base, ...rest, ...more },
})
const type = "Microsoft.Network/networkSecurityGroups"
const groupOf = (rules: readonly unknown[], more: Properties = {}) => ({
  ...{ type, apiVersion: "2023-09-01", name: "web", properties: { securityRules: rules } },
  ...more,
})
const template = (...resources: readonly unknown[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { isOpen: { type: "bool" }, id: { type: "string" } },
  resources,
})
const separate = (priority: number, more: Properties = {}, resource: Properties = {}) => ({
  ...{ type: `${type}/securityRules`, apiVersion: "2023-09-01", name: `web/r${priority}` },
  properties: rule(priority, more).properties,
  ...resource,
})

test("whatever a reader finds refused, one check reports", () => {
  const codes = new Set(checks.map(({ code }) => code))
  for (const reason of Object.keys(reasons) as ProblemReason[]) {
    for (const property of [...ruleProperties, "securityRules"]) expect(codes).toContain(codeOf({ reason, property }))
  }
})

// The lists of many rules together, and what more than 4,000 of a kind are.
const addresses = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `10.${first}.${index >> 8}.${index & 255}`)
const ports = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`)
const sources = (first: number, count: number) => ({
  sourceAddressPrefix: "",
  sourceAddressPrefixes: addresses(first, count),
})
test.each<readonly [string, readonly unknown[], readonly string[]]>([
  ["4,000 in two rules", [rule(100, sources(1, 2000)), rule(101, sources(2, 2000))], []],
  [
    "one more",
    [rule(100, sources(1, 2000)), rule(101, sources(2, 2001))],
    ["error 10.2.7.208 4001 sourceAddressPrefixes"],
  ],
  [
    "4,000, and a value in the field for one",
    [rule(100, sources(1, 4000)), rule(101)],
    ["warning 10.0.0.0/8 4001 sourceAddressPrefixes"],
  ],
  [
    "sources and destinations are counted apart",
    [
      rule(100, sources(1, 4000)),
      rule(101, {
        sourceAddressPrefix: "",
        sourceApplicationSecurityGroups: [{ id: "/x" }],
        destinationAddressPrefix: "",
        destinationAddressPrefixes: addresses(3, 4000),
      }),
    ],
    ["warning 10.3.15.159 4001 destinationAddressPrefixes"],
  ],
  [
    "ports",
    [rule(100, { destinationPortRange: "", destinationPortRanges: ports(4001) })],
    ["error 4001 4001 destinationPortRanges"],
  ],
  ["a list that is not known", [rule(100, { ...sources(1, 4000), sourceAddressPrefixes: "[parameters('id')]" })], []],
])("addresses of a group: %s", (_title, rules, expected) => {
  const seen = found(template(groupOf(rules)), ["too-many-addresses"])
  expect(seen.map(one => one.replace(/^\S+ (\S+) (\S+): This NSG (?:may have|has) (\d+ \w+).*/, "$1 $2 $3"))).toEqual(
    expected,
  )
})

test("addresses of a rule under a condition possibly count", () => {
  const [one, ...others] = found(
    template(
      groupOf([rule(100, sources(1, 4000))]),
      separate(101, sources(2, 1), { condition: "[parameters('isOpen')]" }),
    ),
    ["too-many-addresses"],
  )
  expect(others).toEqual([])
  expect(one).toMatch(/^too-many-addresses warning 10\.2\.0\.0: This NSG may have 4001 sourceAddressPrefixes/)
})

// Different groups over all rules.
const asgs = (first: number, count: number) => ({
  sourceAddressPrefix: "",
  sourceApplicationSecurityGroups: Array.from({ length: count }, (_, index) => ({ id: `/asg/${first + index}` })),
})
const tens = (count: number) => Array.from({ length: count }, (_, index) => rule(100 + index, asgs(10 * index, 10)))
test.each<readonly [string, readonly unknown[], readonly string[]]>([
  [
    "a hundred, each used twice",
    [...tens(10), ...tens(10).map((_, index) => rule(200 + index, asgs(10 * index, 10)))],
    [],
  ],
  ["one more", [...tens(10), rule(200, asgs(100, 1))], ["error /asg/100"]],
  [
    "one more that may be one of the others",
    [...tens(10), rule(200, { ...asgs(0, 0), sourceApplicationSecurityGroups: [{ id: "[parameters('id')]" }] })],
    ["warning [parameters('id')]"],
  ],
])("security groups of a group: %s", (_title, rules, expected) => {
  const seen = found(template(groupOf(rules)), ["too-many-asgs"])
  expect(seen.map(one => one.replace(/^\S+ (.*): The rules of this NSG.*/, "$1"))).toEqual(expected)
})

test("more than 1,000 rules, of which conditions may leave some out, are possibly too many", () => {
  const rules = Array.from({ length: 1000 }, (_, index) => rule(100 + index))
  const conditional = separate(2000, {}, { condition: "[parameters('isOpen')]" })
  const [one, ...others] = found(template(groupOf(rules), conditional), ["too-many-rules"])
  expect(others).toEqual([])
  expect(one).toMatch(/^too-many-rules warning .*This NSG may have 1001 rules/)
  expect(found(template(groupOf(rules.slice(1)), conditional), ["too-many-rules"])).toEqual([])
})

// What an API version has not yet; each resource states its own, and is one fault.
const lists = { destinationPortRange: "", destinationPortRanges: ["80", "443"] }
const groups = { sourceAddressPrefix: "", sourceApplicationSecurityGroups: [{ id: "/asg/web" }] }
const old = (apiVersion: string | undefined, ...rules: unknown[]) => groupOf(rules, { apiVersion })
test.each<readonly [string, readonly unknown[], readonly string[]]>([
  ["lists, in the first version", [old("2017-06-01", rule(100, lists))], []],
  ["lists, in the version before", [old("2017-03-30", rule(100, lists))], ["2017-06-01"]],
  ["a list that is empty", [old("2017-03-30", rule(100, { destinationPortRanges: [] }))], []],
  ["security groups", [old("2017-08-01", rule(100, groups))], ["2017-09-01"]],
  ["several rules of a resource", [old("2016-09-01", rule(100, lists), rule(101, groups), rule(102))], ["2017-09-01"]],
  [
    "a rule of its own",
    [groupOf([rule(100, lists)]), separate(101, lists, { apiVersion: "2017-03-30" })],
    ["2017-06-01"],
  ],
  ["a version that is an expression", [old("[parameters('id')]", rule(100, lists))], []],
])("a newer API version: %s", (_title, resources, expected) => {
  const seen = found(template(...resources), ["needs-newer-api"])
  expect(seen.map(one => /since API version ([\d-]+);/.exec(one)?.[1])).toEqual(expected)
  for (const one of seen) expect(one).toMatch(/^needs-newer-api warning /)
})

test("who states no API version may have a new one", () => {
  expect(
    found({ name: "web", securityRules: [{ name: "a", priority: 100, ...base, ...rest, ...lists }] }, [
      "needs-newer-api",
    ]),
  ).toEqual([])
})

// Names of groups, as their documents write them.
test.each<readonly [string, unknown, readonly string[]]>([
  ["a space", template(groupOf([], { name: "web nsg" })), ["web nsg"]],
  ["an end", template(groupOf([], { name: "web-" })), ["web-"]],
  ["other letters", template(groupOf([], { name: "réseau_1.web" })), []],
  ["an expression", template(groupOf([], { name: "[concat('web', ' nsg')]" })), []],
  ["a placeholder", template(groupOf([], { name: "<your group>" })), []],
  ["output of az", { name: "web nsg", securityRules: [rule(100)] }, ["web nsg"]],
  ["Ansible", "- azure_rm_securitygroup:\n    resource_group: rg\n    name: web nsg\n    rules: []\n", ["web nsg"]],
  ["Jinja", "- azure_rm_securitygroup:\n    resource_group: rg\n    name: '{{ prefix }} nsg'\n    rules: []\n", []],
  ["a rule that names a group", template(separate(100, {}, { name: "web nsg/https" })), []],
  ["a group without a name", { securityRules: [{ name: "a", priority: 100, ...base, ...rest }] }, []],
])("the name of a group: %s", (_title, document, expected) => {
  const seen = found(document, ["invalid-name"])
  expect(seen.map(one => one.replace(/^invalid-name error (.*): The NSG's name .*$/, "$1"))).toEqual(expected)
})

test("what is no whole template may get its names from around it", () => {
  const whole = template(groupOf([rule(100, { priority: "[variables('first')]" })]))
  const { $schema: _, contentVersion: __, ...part } = whole
  expect(found(whole, ["undefined-name"])).toHaveLength(1)
  expect(found(part, ["undefined-name"])).toEqual([])
})

test("a template engine may bring in what declares a name", () => {
  const whole = JSON.stringify({
    ...template(groupOf([rule(100, { priority: "[variables('first')]" })])),
    variables: {},
  })
  expect(found(whole, ["undefined-name"])).toHaveLength(1)
  for (const mark of ["{% include 'variables.json' %}", "{{ if .x }}{{ end }}"]) {
    expect(found(whole.replace('"variables":{}', `"variables":{${mark}}`), ["undefined-name"])).toEqual([])
  }
})

// A name is surely evaluated where anything outside of a branch leads to it, in whichever order they stand.
test.each<readonly [string, Properties, readonly Properties[], readonly string[]]>([
  ["in a branch", {}, [{ sourcePortRange: "[if(parameters('isOpen'), '*', variables('x'))]" }], ["warning"]],
  ["as the condition", {}, [{ sourcePortRange: "[if(variables('x'), '*', '80')]" }], ["error"]],
  [
    "through a branch",
    { a: "[variables('x')]" },
    [{ sourcePortRange: "[if(true(), '*', variables('a'))]" }],
    ["warning"],
  ],
  [
    "through a branch, and surely after it",
    { a: "[variables('x')]" },
    [{ sourcePortRange: "[if(true(), '*', variables('a'))]" }, { sourcePortRange: "[variables('a')]" }],
    ["error"],
  ],
  [
    "a branch in a function's argument",
    {},
    [{ sourcePortRange: "[string(if(true(), 80, variables('x')))]" }],
    ["warning"],
  ],
])("a name that is not declared: %s", (_title, variables, rules, expected) => {
  const document = { ...template(groupOf(rules.map((more, index) => rule(100 + index, more)))), variables }
  expect(found(document, ["undefined-name"]).map(one => one.split(" ")[1])).toEqual(expected)
})

test("names are looked for where it stands which groups apply, and nowhere else", () => {
  const nic = (properties: Properties) => ({
    ...{ type: "Microsoft.Network/networkInterfaces", apiVersion: "2023-09-01", name: "nic" },
    properties,
  })
  const undeclared = "[variables('x')]"
  const seen = (properties: Properties) => found(template(groupOf([]), nic(properties)), ["undefined-name"]).length
  expect(seen({ networkSecurityGroup: { id: undeclared } })).toBe(1)
  expect(seen({ ipConfigurations: [{ name: "one", properties: { subnet: { id: undeclared } } }] })).toBe(1)
  expect(seen({ dnsSettings: { internalDnsNameLabel: undeclared } })).toBe(0)
})

test("a region that a newer tag file has is one", () => {
  const document = template(groupOf([rule(100, { sourceAddressPrefix: "Sql.Atlantis" })]))
  expect(found(document, ["unknown-service-tag"])).toEqual([
    expect.stringMatching(/^unknown-service-tag error Sql\.Atlantis/),
  ])
  const file = {
    changeNumber: 400,
    cloud: "Public",
    values: [
      {
        name: "Sql.Atlantis",
        id: "Sql.Atlantis",
        properties: {
          changeNumber: 1,
          region: "atlantis",
          regionId: 0,
          platform: "Azure",
          systemService: "AzureSQL",
          addressPrefixes: ["20.0.0.0/24"],
          networkFeatures: ["NSG"],
        },
      },
    ],
  }
  const network = networkContext({ tagData: tagDataOf(JSON.stringify(file), "ServiceTags_Public_20270101.json") })
  expect(found(document, ["unknown-service-tag"], network)).toEqual([])
})
