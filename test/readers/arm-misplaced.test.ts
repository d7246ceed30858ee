import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const rules = [{ name: "r", properties: plainRule }]
const loop = { name: "securityRules", count: 1, input: rules[0] }

/** A group of a template, with more beside its properties. */
function read(properties: unknown, more: object = {}) {
  const group = {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-09-01",
    name: "g",
    ...more,
    properties,
  }
  const template = {
    $schema: "deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    variables: { rules },
    resources: [group],
  }
  return readDocument(parseText(JSON.stringify(template), "json", defaultBounds))?.groups[0]
}

// What is told, and how many rules are surely and possibly there.
test.each<readonly [string, unknown, object, string, number, number]>([
  ["beside properties", {}, { securityRules: rules }, "outside-properties securityRules", 0, 1],
  ["under another name beside them", {}, { rules }, "not-rules rules", 0, 1],
  ["in a second properties", { properties: { securityRules: rules } }, {}, "not-rules properties", 0, 1],
  ["under a name that is mistyped", { securityRule: rules }, {}, "not-rules securityRule", 0, 1],
  ["under another name, by an expression", { rules: "[variables('rules')]" }, {}, "not-rules rules", 0, 1],
  ["as resources in properties", { resources: rules }, {}, "not-rules resources", 0, 1],
  ["in both places", { securityRules: rules, rules }, {}, "not-rules rules", 1, 1],
  ["by a loop that is no list", { copy: loop }, {}, "", 0, 0],
  ["as a list and by a loop", { securityRules: rules, copy: [loop] }, {}, "", 1, 0],
])("rules %s leave the group partial", (_title, properties, more, told, sure, possible) => {
  const group = read(properties, more)
  expect(group?.problems.map(({ reason, value }) => `${reason} ${value}`).join()).toBe(told)
  expect(group?.rules.filter(({ possiblyAbsent }) => !possiblyAbsent)).toHaveLength(sure)
  expect(group?.rules.filter(({ possiblyAbsent }) => possiblyAbsent)).toHaveLength(possible)
  expect(group?.incompleteReason === undefined).toBe(false)
})

test.each<readonly [string, unknown, object]>([
  ["in their place", { securityRules: rules }, {}],
  ["in their place, in other letters", { SecurityRules: rules }, {}],
  ["made by a loop", { copy: [loop] }, {}],
  ["beside lists of other things", { securityRules: rules, subnets: [{ id: "x" }], tags: ["a"] }, { zones: ["1"] }],
])("rules %s are all there is", (_title, properties, more) => {
  const group = read(properties, more)
  expect(group?.problems).toEqual([])
  expect(group?.rules).toHaveLength(1)
  expect(group?.incompleteReason === undefined).toBe(true)
})
