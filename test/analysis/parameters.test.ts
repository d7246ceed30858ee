import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { parameterFileOf } from "../../server/src/analysis/parameter-values.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings, type Settings } from "../../server/src/analysis/settings.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "rules": { "type": "array" }, "name": { "type": "string", "defaultValue": "web" } },
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[parameters('name')]",
      "properties": { "securityRules": "[parameters('rules')]" } }
  ]
}`

const rule = (name: string, priority: number, access: string) => ({
  name,
  properties: {
    ...{ priority, direction: "Inbound", access, protocol: "Tcp", sourceAddressPrefix: "*", sourcePortRange: "*" },
    ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
  },
})

const rules = [rule("open", 100, "Allow"), rule("close", 200, "Deny")]

test("a template without values is partial", () => {
  expect(judge({}).groups).toEqual(["web: , partial"])
})

test("a parameter file's values are judged, and shown where the template declares them", () => {
  const { groups, findings } = judge({ file: { Rules: { value: rules }, name: { value: "shop" } } })
  expect(groups).toEqual(["shop: open, close"])
  expect(findings).toEqual(["shadowed-rule at rules: close"])
})

test("a setting gives values, too, and the file's win", () => {
  expect(judge({ setting: { rules } }).groups).toEqual(["web: open, close"])
  const both = judge({ setting: { rules, name: "other" }, file: { name: { value: "shop" } } })
  expect(both.groups).toEqual(["shop: open, close"])
})

test("a key vault's value is unknown, whatever the default is", () => {
  const { groups } = judge({ file: { rules: { value: rules }, name: { reference: { secretName: "x" } } } })
  expect(groups).not.toContain("web: open, close")
})

test.each([
  ["file:///a/main.json", "file:///a/main.parameters.json"],
  ["file:///a/azuredeploy.jsonc", "file:///a/azuredeploy.parameters.jsonc"],
  ["file:///a/main.parameters.json", undefined],
  ["file:///a/site.yml", undefined],
])("%s has its parameters in %s", (uri, expected) => expect(parameterFileOf(uri)).toBe(expected))

test("the setting names a file for a template", () => {
  const setting = { "infra/main.json": "infra/env/prod.json" }
  expect(parameterFileOf("file:///w/infra/main.json", setting)).toBe("file:///w/infra/env/prod.json")
  expect(parameterFileOf("file:///w/other/main.json", setting)).toBe("file:///w/other/main.parameters.json")
})

function judge({ file, setting = {} }: { file?: Record<string, unknown>; setting?: Record<string, unknown> }) {
  const settings: Settings = { ...defaultSettings, parameters: setting }
  const source = { uri: "file:///a/main.json", language: "json" as const, text: template }
  const text = file && JSON.stringify({ parameters: file })
  const parameterFile = text && {
    uri: "file:///a/main.parameters.json",
    syntax: parseText(text, "json", settings.limits),
  }
  const read = readText(source, settings, parameterFile || undefined)
  const { groups, findings } = analyseText(read, indexResources([indexedText(read)]), settings)
  return {
    groups: groups.map(
      ({ group }) =>
        `${group.name}: ${group.rules.map(rule => rule.name).join(", ")}${group.complete ? "" : ", partial"}`,
    ),
    findings: findings
      .filter(({ severity }) => severity === "error")
      .map(({ code, range, rule }) => `${code} at ${template.slice(range.start, range.end)}: ${rule?.name}`),
  }
}
