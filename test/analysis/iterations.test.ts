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
        '"rule-1" (copyIndex 1) and "rule-2" (copyIndex 2): never matches: "rule-0" (100) already denies this traffic. Removing it changes nothing.',
      unnecessary: undefined,
    },
  ])
})
