import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"

const text = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "copy": [ { "name": "securityRules", "count": 3, "input": {
        "name": "[concat('rule-', copyIndex('securityRules'))]",
        "properties": { "priority": "[add(100, copyIndex('securityRules'))]", "direction": "Inbound", "access": "Deny",
          "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*",
          "destinationAddressPrefix": "*", "destinationPortRange": "22" } } } ] } }
  ]
}`

test("findings on rules that a loop makes name the iterations, and what is alike is said once", () => {
  const { findings } = analyseDocument({ uri: "file:///a.json", language: "json", text }, defaultSettings)
  expect(findings.map(({ message, unnecessary }) => ({ message, unnecessary }))).toEqual([
    {
      message:
        '"rule-1" (copyIndex 1) never matches: "rule-0" (100) already denies this traffic. Keep it: the same code also creates rules that do match. Same for "rule-2" (copyIndex 2).',
      unnecessary: undefined,
    },
  ])
})

const groups = (count: number, port: string) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[format('n{0}', copyIndex())]",
      "copy": { "name": "groups", "count": ${count} },
      "properties": { "securityRules": [
        { "name": "all", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
        { "name": "web", "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
          "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*",
          "destinationPortRange": "${port}" } } ] } }
  ]
}`

test.each([
  [
    "in one group of a loop alone: it is named, and the rule does not fade",
    groups(2, "[if(equals(copyIndex(), 0), '443', '8443')]"),
    [
      'In "n0" (copyIndex 0): "web" (200) never matches: "all" (100) already allows this traffic. Keep it: the same code also creates rules that do match.',
    ],
    [undefined],
  ],
  [
    "in all groups of a loop",
    groups(2, "443"),
    ['"web" (200) never matches: "all" (100) already allows this traffic. Removing it changes nothing.'],
    [true],
  ],
])("a rule is dead %s", (_title, source, messages, faded) => {
  const { findings } = analyseDocument({ uri: "file:///a.json", language: "json", text: source }, defaultSettings)
  expect(findings.map(({ message }) => message)).toEqual(messages)
  expect(findings.map(({ unnecessary }) => unnecessary)).toEqual(faded)
})
