import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { parameterFileOf } from "../../server/src/analysis/parameter-values.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import type { Settings } from "../../server/src/analysis/settings.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { quietSettings } from "../support/quiet-settings.ts"

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

test("what is found in a value that the template does not show says where that stands", () => {
  const bad = [rule("open", 5, "Allow")]
  const told = (given: Parameters<typeof judge>[0]) => judge(given).messages
  expect(told({ file: { rules: { value: bad } } })).toEqual([
    '"open": priority 5 is out of range. Use a number from 100 to 4096. The value of rules is from main.parameters.json.',
  ])
  expect(told({ setting: { rules: bad } })).toEqual([
    '"open": priority 5 is out of range. Use a number from 100 to 4096. The value of rules is from nsg.parameters.',
  ])
  expect(told({ setting: { rules }, file: { rules: { value: bad } } })[0]).toContain("main.parameters.json.")
  expect(told({ file: { name: { value: "shop" } } })).toEqual([])
})

test("a value that an expression takes from a file is told of in the same way", () => {
  const text = template.replace(
    "\"[parameters('rules')]\"",
    JSON.stringify([{ name: "a", properties: { ...rules[0]?.properties, priority: "[parameters('rules')]" } }]),
  )
  expect(judge({ file: { rules: { value: 5 } } }, text).messages).toEqual([
    '"a": priority 5 is out of range. Use a number from 100 to 4096. The value of rules is from main.parameters.json.',
  ])
})

test("a rule that never matches only by default values says so, and names them", () => {
  const withDefault = (value: unknown) =>
    template.replace(
      '"rules": { "type": "array" }',
      `"rules": ${JSON.stringify({ type: "array", defaultValue: value })}`,
    )
  const message =
    '"close" (200) never matches with the default value of rules: "open" (100) already allows this traffic.'
  expect(judge({}, withDefault(rules)).messages[0]).toContain(message)
  expect(judge({ file: { rules: { value: rules } } }, withDefault([])).messages[0]).toContain(
    '"close" (200) never matches:',
  )
  const again = [rule("open", 100, "Allow"), rule("again", 200, "Allow")]
  expect(judge({}, withDefault(again)).messages).toEqual([
    '"again" (200) never matches with the default value of rules: "open" (100) already allows this traffic. With these values, removing it changes nothing.',
  ])
})

test("one value of a rule is enough, also by way of a variable", () => {
  const head = template
    .slice(0, template.indexOf('  "resources"'))
    .replace('"rules": { "type": "array" }', '"port": { "type": "string", "defaultValue": "*" }')
  const list = (own: unknown[]) =>
    `${head}"variables": { "ports": "[parameters('port')]" }, "resources": [{ "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": ${JSON.stringify(own)} } }] }`
  const close = rule("close", 200, "Deny")
  const byVariable = {
    name: "open",
    properties: { ...rules[0]?.properties, destinationPortRange: "[variables('ports')]" },
  }
  expect(judge({}, list([byVariable, close])).messages[0]).toMatch(
    /^"close" \(200\) never matches with the default value of port:/,
  )
  expect(judge({ setting: { port: "*" } }, list([byVariable, close])).messages[0]).toMatch(
    /^"close" \(200\) never matches:/,
  )
  expect(judge({}, list([rule("open", 100, "Allow"), close])).messages[0]).toMatch(/^"close" \(200\) never matches:/)
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

interface Given {
  readonly file?: Record<string, unknown>
  readonly setting?: Record<string, unknown>
}

function judge({ file, setting = {} }: Given, written = template) {
  const settings: Settings = { ...quietSettings, parameters: setting }
  const source = { uri: "file:///a/main.json", language: "json" as const, text: written }
  const given = file && JSON.stringify({ parameters: file })
  const parameterFile = given && {
    uri: "file:///a/main.parameters.json",
    syntax: parseText(given, "json", settings.limits),
  }
  const read = readText(source, settings, { parameterFile: parameterFile || undefined })
  const { groups, findings } = analyseText(read, indexResources([indexedText(read)]), settings)
  return {
    groups: groups.map(
      ({ group }) =>
        `${group.name}: ${group.rules.map(rule => rule.name).join(", ")}${group.incompleteReason === undefined ? "" : ", partial"}`,
    ),
    messages: findings.map(({ message }) => message),
    findings: findings
      .filter(({ severity }) => severity === "error")
      .map(({ code, range, rule }) => `${code} at ${template.slice(range.start, range.end)}: ${rule?.name}`),
  }
}
