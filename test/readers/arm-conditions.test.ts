import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const rule = (name: string, priority: number) => ({
  name,
  properties: {
    ...{
      priority,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
    },
    ...{ destinationAddressPrefix: "*", destinationPortRange: "443" },
  },
})

const group = (name: string, condition: unknown, ...rules: unknown[]) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name, condition },
  properties: { securityRules: rules },
})

const alone = (name: string, condition: unknown) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01", name, condition },
  properties: rule(name, 200).properties,
})

test.each<readonly [string, readonly unknown[], readonly string[]]>([
  ["literally false: dropped", [group("g", false, rule("a", 100))], []],
  ["false by what is fixed: dropped", [group("g", "[equals(1, 2)]", rule("a", 100))], []],
  [
    "false by a parameter's default: kept, for another deployment makes it",
    [group("g", "[parameters('off')]", rule("a", 100))],
    ["g: a"],
  ],
  ["true by a parameter's default", [group("g", "[parameters('on')]", rule("a", 100))], ["g: a"]],
  [
    "of two alternatives, the one that is made",
    [group("g", "[not(parameters('off'))]", rule("a", 100)), group("g", "[parameters('off')]", rule("b", 100))],
    ["g: a"],
  ],
  [
    "a rule of its own is possibly absent",
    [group("g", true, rule("a", 100)), alone("g/b", "[parameters('off')]")],
    ["g: a, b if [parameters('off')]"],
  ],
])("a condition that is %s", (_title, resources, expected) => {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { off: { type: "bool", defaultValue: false }, on: { type: "bool", defaultValue: true } },
    resources,
  }
  const read = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))
  const shown = read?.groups.map(({ name, rules }) => {
    const names = rules.map(rule => (rule.possiblyAbsent ? `${rule.name} if ${rule.condition}` : rule.name))
    return `${name}: ${names.join(", ")}`
  })
  expect(shown ?? []).toEqual(expected)
})
