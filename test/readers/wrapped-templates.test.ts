import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { group, rule } from "./arm-templates.ts"

const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { name: { type: "string", defaultValue: "web" } },
  resources: [
    group({ securityRules: [rule("https")] }, { name: "[parameters('name')]" }),
    {
      ...{ type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01" },
      name: "[concat(parameters('name'), '/ssh')]",
      properties: rule("ssh", { priority: 110 }).properties,
    },
  ],
}

// What tools and the API wrap a template in; its expressions are the template's all the same.
test.each<readonly [string, object, string]>([
  ["an answer of exportTemplate", { template }, "web"],
  ["the same with what went wrong", { template, error: { code: "ExportTemplateCompletedWithErrors" } }, "web"],
  ["a template spec", { name: "1.0", properties: { description: "a network", mainTemplate: template } }, "web"],
  ["a deployment's request", { properties: { mode: "Incremental", template } }, "web"],
  ["a value with parameters beside it", { template, parameters: { name: { value: "other" } } }, "other"],
])("%s is read as the template in it", (_title, document, name) => {
  const read = readDocument(parseText(JSON.stringify(document), "json", defaultBounds))
  expect(read?.dialect).toBe("arm-fragment")
  expect(read?.groups.map(one => [one.name, ...one.rules.map(each => each.name)])).toEqual([[name, "https", "ssh"]])
  expect(read?.groups.flatMap(one => one.rules.flatMap(({ problems }) => problems))).toEqual([])
})
