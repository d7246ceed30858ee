import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule as whole } from "../support/plain-rule.ts"

const group = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/g"
const noPriority = { ...whole, priority: undefined, sourcePortRange: undefined }
const parameters = (rules: object) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  contentVersion: "1.0.0.0",
  parameters: { securityRules: { value: rules } },
})

test.each<readonly [string, object, readonly string[]]>([
  [
    "a list for a module",
    {
      security_rules: [
        { name: "a", ...noPriority },
        { name: "b", ...noPriority },
      ],
    },
    [],
  ],
  ["groups for a module", { groups: [{ name: "g", security_rules: [{ name: "a", ...noPriority }] }] }, []],
  ["a map for a module", { security_rules: { a: noPriority, b: noPriority } }, []],
  ["rules with their priorities around them", { a: { priority: 400, rule: noPriority } }, []],
  ["values of a template's parameter", parameters([{ name: "a", ...noPriority }]), []],
])("what none of the rules has, something else adds: %s", (_title, document, expected) => {
  expect(faultsOf(document)).toEqual(expected)
})

test.each<readonly [string, object, readonly string[]]>([
  [
    "another one has it",
    {
      rules: [
        { name: "a", ...noPriority },
        { name: "b", ...whole },
      ],
    },
    ["a: priority, sourcePortRange"],
  ],
  [
    "a group that Azure knows",
    { id: group, securityRules: [{ name: "a", ...noPriority }] },
    ["a: priority, sourcePortRange"],
  ],
  ["Azure's own form", parameters([{ name: "a", properties: noPriority }]), ["a: priority, sourcePortRange"]],
  [
    "a rule that says which group it is in",
    [{ name: "a", id: `${group}/securityRules/a`, ...noPriority }],
    ["a: priority, sourcePortRange"],
  ],
])("but it is missing where %s", (_title, document, expected) => {
  expect(faultsOf(document)).toEqual(expected)
})

function faultsOf(document: object): readonly string[] {
  const groups = readDocument(parseText(JSON.stringify(document), "json", defaultBounds))?.groups ?? []
  expect(groups).not.toEqual([])
  return groups
    .flatMap(({ rules }) => rules)
    .flatMap(({ name, problems }) => {
      const missing = problems.filter(({ reason }) => reason === "missing").map(({ property }) => property)
      return missing.length > 0 ? [`${name}: ${missing.toSorted().join(", ")}`] : []
    })
}
