import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const group = (rules: readonly object[]) => ({
  type: "Microsoft.Network/networkSecurityGroups",
  apiVersion: "2023-09-01",
  name: "web",
  properties: { securityRules: rules },
})

const standalone = (properties: unknown) => ({
  type: "Microsoft.Network/networkSecurityGroups/securityRules",
  apiVersion: "2023-09-01",
  name: "web/a",
  properties,
})

const template = (...resources: readonly object[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { x: { type: "object" } },
  resources,
})

const given = "[parameters('x')]"
const withPriority = "[union(parameters('x'), createObject('priority', 200))]"

test.each<readonly [string, object]>([
  ["a parameter", template(group([{ name: "a", properties: given }]))],
  ["a parameter and a priority", template(group([{ name: "a", properties: withPriority }]))],
  ["a parameter, as a resource of its own", template(group([]), standalone(given))],
  ["a placeholder", template(group([{ name: "a", properties: "#{Properties}#" }]))],
  ["a placeholder in a body", group([{ name: "a", properties: "#{Properties}#" }])],
])("a rule whose values all come from %s leaves its group partial, with the reason", (_name, document) => {
  const [read] = groupsOf(document)
  expect([read?.rules.map(({ name }) => name.replace("web/", "")), read?.incompleteReason === undefined]).toEqual([
    ["a"],
    false,
  ])
  expect(read?.incompleteReason).toContain('the values of "')
})

test.each<readonly [string, object]>([
  [
    "each value by itself",
    { ...plainRule, direction: "[parameters('x').direction]", access: "[parameters('x').access]" },
  ],
  ["one value", { ...plainRule, sourceAddressPrefix: given }],
  ["nothing", { description: "yet to be written" }],
])("a rule that takes %s from a parameter does not", (_name, properties) => {
  expect(
    groupsOf(template(group([{ name: "a", properties }]))).map(
      ({ incompleteReason }) => incompleteReason === undefined,
    ),
  ).toEqual([true])
})

function groupsOf(document: object) {
  return readDocument(parseText(JSON.stringify(document), "json", defaultBounds))?.groups ?? []
}
