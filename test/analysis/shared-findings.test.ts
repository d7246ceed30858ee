import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const rule = (name: string, priority: number, access: string, more: object = {}) => ({
  name,
  properties: {
    ...{ priority, direction: "Inbound", access, protocol: "Tcp", sourceAddressPrefix: "*", sourcePortRange: "*" },
    ...{ destinationAddressPrefix: "*", destinationPortRange: "443", ...more },
  },
})

const template = (securityRules: unknown) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { rules: { type: "array" } },
  resources: [
    {
      type: "Microsoft.Network/networkSecurityGroups",
      apiVersion: "2023-09-01",
      name: "web",
      properties: { securityRules },
    },
  ],
})

const values = (rules: readonly unknown[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  contentVersion: "1.0.0.0",
  parameters: { rules: { value: rules } },
})

const clash = values([rule("a", 100, "Allow"), rule("b", 100, "Allow", { destinationPortRange: "80" })])

test("what is wrong with a rule of a parameter file is said once, there, and the template has the group", () => {
  expect(judge(template("[parameters('rules')]"), clash)).toEqual({
    "main.json": { groups: ["web: a, b"], findings: [] },
    "main.parameters.json": { groups: [], findings: ["duplicate-priority on b of web"] },
  })
})

test("each of the two alone shows it", () => {
  expect(judge(template("[parameters('rules')]"), clash, ["main.json"])).toEqual({
    "main.json": { groups: ["web: a, b"], findings: ["duplicate-priority on b of web"] },
  })
  expect(judge(template("[parameters('rules')]"), clash, ["main.parameters.json"])).toEqual({
    "main.parameters.json": { groups: ["rules: a, b"], findings: ["duplicate-priority on b of rules"] },
  })
})

test("what only the template's own rules make of them is said in the template", () => {
  const own = [rule("own", 100, "Deny", { destinationPortRange: "80" })]
  const joined = template(`[concat(json('${JSON.stringify(own)}'), parameters('rules'))]`)
  expect(judge(joined, values([rule("a", 100, "Allow")]))).toEqual({
    "main.json": { groups: ["web: a, own"], findings: ["duplicate-priority on own of web"] },
    "main.parameters.json": { groups: [], findings: [] },
  })
})

test("rules that the template hands on to where nothing is read stay the parameter file's", () => {
  expect(judge(template([]), clash)).toEqual({
    "main.json": { groups: ["web: "], findings: [] },
    "main.parameters.json": { groups: ["rules: a, b"], findings: ["duplicate-priority on b of rules"] },
  })
})

function judge(main: unknown, parameters: unknown, shown = ["main.json", "main.parameters.json"]) {
  const uri = (name: string) => `file:///a/${name}`
  const source = (name: string, value: unknown) => ({
    ...{ uri: uri(name), language: "json" as const, text: JSON.stringify(value) },
  })
  const file = source("main.parameters.json", parameters)
  const texts = [
    readText(source("main.json", main), defaultSettings, {
      parameterFile: { uri: file.uri, syntax: parseText(file.text, "json", defaultSettings.limits) },
    }),
    readText(file, defaultSettings),
  ].filter(text => shown.some(name => text.source.uri === uri(name)))
  const index = indexResources(texts.map(indexedText))
  const results = texts.map(text => {
    const { groups, findings } = analyseText(text, index, defaultSettings)
    return [
      text.source.uri.replace(uri(""), ""),
      {
        groups: groups.map(({ group }) => `${group.name}: ${group.rules.map(({ name }) => name).join(", ")}`),
        findings: findings.map(({ code, rule, group }) => `${code} on ${rule?.name} of ${group?.name}`),
      },
    ] as const
  })
  return Object.fromEntries(results)
}
