import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { plainRule } from "../support/plain-rule.ts"
import { schema } from "./arm-templates.ts"

const deployment = {
  properties: {
    mode: "incremental",
    parameters: {
      nsg: { value: "[field('name')]" },
      first: { value: "[parameters('priority')]" },
      port: { value: "22" },
    },
    template: {
      ...schema,
      parameters: { nsg: { type: "string" }, first: { type: "int" }, port: { type: "string" } },
      resources: [
        {
          type: "Microsoft.Network/networkSecurityGroups/securityRules",
          apiVersion: "2023-09-01",
          name: "[concat(parameters('nsg'), '/no-ssh')]",
          properties: {
            ...{ ...plainRule, access: "Deny" },
            priority: "[parameters('first')]",
            destinationPortRange: "[parameters('port')]",
          },
        },
      ],
    },
  },
}
const field = "Microsoft.Network/networkSecurityGroups/securityRules"
const policyRule = {
  if: { field: "type", equals: "Microsoft.Network/networkSecurityGroups" },
  // biome-ignore lint/suspicious/noThenProperty: what a policy says.
  then: {
    effect: "deployIfNotExists",
    details: { type: field, existenceCondition: { field: `${field}/access`, equals: "Deny" }, deployment },
  },
}

test.each<readonly [string, object]>([
  ["a definition", { name: "p", properties: { mode: "All", policyRule } }],
  ["the properties of one", { mode: "All", policyRule }],
  ["the rule of one", policyRule],
  ["one that a template escapes", JSON.parse(escaped({ properties: { policyRule } })) as object],
])("the rules that a policy deploys: %s", (_title, document) => {
  const text = JSON.stringify(document)
  const read = readDocument(parseText(text, "json", defaultBounds))
  const [group] = read?.groups ?? []
  expect([read?.dialect, read?.groups.length, group?.name]).toEqual(["arm-policy", 1, "[parameters('nsg')]"])
  expect(group?.incompleteReason).toBeDefined()
  const [rule] = group?.rules ?? []
  expect(rule).toMatchObject({
    name: "no-ssh",
    access: "Deny",
    destinationPorts: [{ first: 22, last: 22 }],
    problems: [],
  })
  expect(isUnknown(rule?.priority)).toBe(true)
})

test("what a policy only asks about is no rule", () => {
  const text = JSON.stringify({ properties: { policyRule } }, (key, value) =>
    key === "deployment" ? undefined : value,
  )
  expect(readDocument(parseText(text, "json", defaultBounds))).toBeUndefined()
})

function escaped(document: object): string {
  const text = JSON.stringify(document).replaceAll('"[', '"[[')
  return text.replace('"deployIfNotExists"', `"[[parameters('effect')]"`)
}
