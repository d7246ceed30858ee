import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedGroup } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { plainRule as values } from "../support/plain-rule.ts"

const placeholders = [
  "{{ x }}",
  "{% x %}",
  "#{x}#",
  "#{x}",
  "__x__",
  "$" + "{x}",
  "$(x)",
  "<%= x %>",
  "@@x@@",
  "%x%",
  "<your x>",
]

const template = (rule: object) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  resources: [
    {
      type: "Microsoft.Network/networkSecurityGroups",
      apiVersion: "2023-09-01",
      name: "web",
      properties: { securityRules: [{ name: "a", properties: rule }] },
    },
  ],
})

const dialects: readonly (readonly [string, "json" | "yaml", (rule: object) => object])[] = [
  ["a template", "json", template],
  ["az output", "json", rule => ({ name: "web", securityRules: [{ name: "a", ...rule }] })],
  [
    "REST output",
    "json",
    rule => ({
      name: "web",
      id: "/x/networkSecurityGroups/web",
      properties: { securityRules: [{ name: "a", properties: rule }] },
    }),
  ],
  ["az output as YAML", "yaml", rule => ({ name: "web", securityRules: [{ name: "a", ...rule }] })],
  ["Ansible", "yaml", rule => [{ azure_rm_securitygroup: { name: "web", rules: [{ name: "a", ...snake(rule) }] } }]],
  ["variables of Ansible's", "yaml", rule => ({ web: [{ name: "a", ...snake(rule) }] })],
  [
    "Terraform",
    "json",
    rule => ({
      resource: { azurerm_network_security_group: { web: { security_rule: [{ name: "a", ...snake(rule) }] } } },
    }),
  ],
  [
    "Crossplane",
    "yaml",
    rule => ({
      apiVersion: "network.azure.upbound.io/v1beta1",
      kind: "SecurityGroup",
      metadata: { name: "web" },
      spec: { forProvider: { securityRule: [{ name: "a", ...rule }] } },
    }),
  ],
  [
    "Pulumi",
    "yaml",
    rule => ({
      resources: {
        web: {
          type: "azure-native:network:NetworkSecurityGroup",
          properties: { securityRules: [{ name: "a", ...rule }] },
        },
      },
    }),
  ],
]

test.each(dialects)("a placeholder is an unknown value in %s", (_name, language, document) => {
  const readings = placeholders.map(text => {
    const rule = { ...values, priority: text, sourceAddressPrefix: `10.${text}.0.0/16`, destinationPortRange: text }
    const [read] = groupsOf(document(rule), language)[0]?.rules ?? []
    const [port] = read?.destinationPorts ?? []
    const unknown = [isUnknown(read?.priority), read?.source[0]?.kind === "unknown", port && "unknown" in port]
    return [text, ...unknown, ...(read?.problems ?? [])]
  })
  expect(readings).toEqual(placeholders.map(text => [text, true, true, true]))
})

test("the same placeholder is the same value, whatever white space is in it; another one is not", () => {
  const identities = ["{{ x }}", "{{x}}", "{{- x -}}", "{{ y }}", "10.{{ x }}", "#{x}#"].map(text => {
    const [rule] = groupsOf(template({ ...values, priority: text }), "json")[0]?.rules ?? []
    return isUnknown(rule?.priority) ? rule.priority.identity : undefined
  })
  const [first, second, third, ...others] = identities
  expect([second, third]).toEqual([first, first])
  expect(new Set([first, ...others]).size).toBe(4)
})

test.each(["web__front__in", "__", "a_b__c", "x-__-y", "100%", "$x", "{x}"])("%s is a name", name => {
  const [rule] = groupsOf({ name: "web", securityRules: [{ ...values, name }] }, "json")[0]?.rules ?? []
  expect([rule?.name, rule?.written.unknown]).toEqual([name, []])
})

test.each([
  ["the list", { securityRules: "#{rules}#" }],
  ["an item", { securityRules: ["#{rule}#"] }],
  ["the properties", "#{properties}#"],
])("a placeholder in the place of %s leaves the group partial", (_name, properties) => {
  const document = template({})
  const resources = [{ ...document.resources[0], properties }]
  const [group] = groupsOf({ ...document, resources }, "json")
  expect([group?.rules, group?.incompleteReason === undefined]).toEqual([[], false])
})

test("a placeholder in the name of a rule resource may hold the group's name and the slash", () => {
  const faults = [...placeholders.map(text => `${text}`), ...placeholders.map(text => `${text}-in`), "alone"].map(
    name => {
      const rule = { type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01", name }
      const [group] = groupsOf({ ...template({}), resources: [{ ...rule, properties: values }] }, "json")
      return group?.rules.flatMap(({ problems }) => problems.map(({ reason }) => reason)).join()
    },
  )
  expect(faults).toEqual([...Array(placeholders.length * 2).fill(""), "name-without-group"])
})

const bodies: readonly (readonly [string, "json" | "yaml", (list: string) => string])[] = [
  ["az output", "json", list => `{ "name": "web", "securityRules": ${list} }`],
  ["a request's body", "json", list => `{ "name": "web", "properties": { "securityRules": ${list} } }`],
  ["az output in a list", "json", list => `{ "value": [{ "name": "web", "securityRules": ${list} }] }`],
  ["az output as YAML", "yaml", list => `name: web\nsecurityRules: ${list}\n`],
  ["variables in YAML", "yaml", list => `network:\n  nsg:\n    name: web\n    security_rules: ${list}\n`],
  [
    "a value of a parameter file",
    "json",
    list => parameterFile(`{ "nsg": { "value": { "name": "web", "securityRules": ${list} } } }`),
  ],
]

test.each(bodies)("a placeholder for all rules leaves the group partial in %s", (_name, language, body) => {
  for (const list of placeholders.filter(text => !text.startsWith("{%")).flatMap(text => [text, `"${text}"`])) {
    const groups = groupsIn(body(list), language)
    expect([
      list,
      groups.map(({ name, incompleteReason, rules }) => [name, incompleteReason === undefined, rules.length]),
    ]).toEqual([list, [["web", false, 0]]])
    expect(groups[0]?.incompleteReason).toContain(list.replaceAll('"', ""))
  }
})

test("a placeholder for the rules that a parameter file hands in is a partial group", () => {
  const groupsFor = (parameters: string) =>
    groupsIn(parameterFile(parameters), "json").map(({ name, incompleteReason }) => [
      name,
      incompleteReason === undefined,
    ])
  expect(groupsFor('{ "securityRules": { "value": "#{Rules}#" } }')).toEqual([["securityRules", false]])
  expect(groupsFor('{ "nsgRules": { "value": {{ rules }} } }')).toEqual([["nsgRules", false]])
  expect(groupsFor('{ "rules": { "value": "#{Rules}#" }, "securityRules": { "value": "none" } }')).toEqual([])
})

test.each([
  ["without a name", '{ "securityRules": "#{Rules}#" }'],
  ["that is only a part of a text", '{ "name": "web", "securityRules": "see <b>there</b> for #{Rules}#" }'],
  ["that is a text", '{ "name": "web", "securityRules": "none" }'],
])("a placeholder %s makes no group", (_name, text) => {
  expect(groupsIn(text, "json")).toEqual([])
})

function parameterFile(parameters: string): string {
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"
  return `{ "$schema": "${schema}", "contentVersion": "1.0.0.0", "parameters": ${parameters} }`
}

function groupsOf(document: unknown, language: "json" | "yaml"): readonly LocatedGroup[] {
  return groupsIn(JSON.stringify(document), language)
}

function groupsIn(text: string, language: "json" | "yaml"): readonly LocatedGroup[] {
  return readDocument(parseText(text, language, defaultBounds))?.groups ?? []
}

function snake(rule: object): object {
  const entries = Object.entries(rule)
  return Object.fromEntries(
    entries.map(([key, value]) => [key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`), value]),
  )
}
