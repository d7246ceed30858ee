import { expect, test } from "vitest"
import { insertRuleAfter, removeRule, setProperty } from "../../server/src/readers/edit-rule.ts"
import { setSide, setTerm } from "../../server/src/readers/edit-side.ts"
import { readDocument } from "../../server/src/readers/index.ts"
import type { RulePlace } from "../../server/src/readers/rule-place.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import type { Edit } from "../../server/src/syntax/edit.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const raise = (place: RulePlace) => setProperty(place, "priority", 200)
const insert = (place: RulePlace) => insertRuleAfter(place, { ...plainRule, name: "new" })
const rule = (changes: object = {}) => ({ name: "r", properties: { ...plainRule, ...changes } })

const child = {
  type: "Microsoft.Network/networkSecurityGroups/securityRules",
  apiVersion: "2023-04-01",
  ...rule(),
  name: "g/r",
}

test.each<readonly [string, (place: RulePlace) => Edit, string, string]>([
  ["an expression", raise, template([rule({ priority: "[parameters('p')]" })]), "its value is an expression"],
  ["a value from a variable", raise, template([rule({ priority: "[variables('p')]" })]), "its value is an expression"],
  ["a loop's rule", raise, loop(), "a loop creates the rule"],
  ["what two groups have from one variable", raise, shared(), "several rules are created from here"],
  ["a rule written twice", raise, twice(), "the rule is written twice"],
  [
    "a new value that would be an expression",
    insertNamed("[x]"),
    template([rule()]),
    '"[x]" would be read as an expression',
  ],
  ["a rule that is a resource", insert, alone(), "the rule is a separate resource, not part of a list"],
  ["a resource that another one names", removeRule, alone(), "other resources may refer to the rule"],
  [
    "a list that is referred to by numbers",
    insert,
    template([rule()], { outputs: { a: { value: "[reference('g').securityRules[0].name]" } } }),
    "the document refers to rules by their numbers in the list",
  ],
  [
    "what a tool printed",
    raise,
    JSON.stringify({ effectiveSecurityRules: [{ ...plainRule, name: "r" }] }),
    "this document is the output of a tool, and nothing reads it back",
  ],
  [
    "security groups",
    place => setSide(place, "source", ["*"]),
    template([rule({ sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [{ id: "/a" }] })]),
    "the side is written as application security groups",
  ],
  [
    "two fields of a side",
    place => setTerm(place, "source", 0, "*"),
    template([rule({ sourceAddressPrefixes: ["10.0.0.0/8"] })]),
    "the side is written in several fields",
  ],
  [
    "several values of which one is a tag",
    place => setSide(place, "source", ["10.0.0.0/8", "Internet"]),
    template([rule()]),
    "a list accepts neither a tag nor *, and the other field accepts only one value",
  ],
])("refuses %s", (_name, change, text, reason) => {
  const document = parseText(text, "json", defaultBounds)
  const read = readDocument(document)
  const [found] = read?.groups.flatMap(({ rules }) => rules) ?? []
  if (!read || !found) throw new Error("no rule")
  expect(change({ document, read, rule: found })).toEqual({ refused: reason })
})

function insertNamed(name: string) {
  return (place: RulePlace) => insertRuleAfter(place, { ...plainRule, name })
}

function group(securityRules: unknown, more: object = {}) {
  return {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-04-01",
    name: "g",
    properties: { securityRules },
    ...more,
  }
}

function resources(resources: readonly object[], more: object = {}): string {
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  return JSON.stringify(
    { $schema, parameters: { p: { type: "int" } }, variables: { p: 100 }, resources, ...more },
    null,
    2,
  )
}

function template(rules: readonly object[], more: object = {}): string {
  return resources([group(rules)], more)
}

function loop(): string {
  const copy = [
    { name: "securityRules", count: 2, input: rule({ priority: "[add(100, copyIndex('securityRules'))]" }) },
  ]
  return resources([group(undefined, { properties: { copy } })])
}

function shared(): string {
  return resources([group("[variables('r')]"), group("[variables('r')]", { name: "h" })], {
    variables: { r: [rule()] },
  })
}

function alone(): string {
  const dependent = { type: "Microsoft.Network/routeTables", name: "t", dependsOn: ["[resourceId('x', 'g', 'r')]"] }
  return resources([child, group([]), dependent])
}

function twice(): string {
  return resources([group([rule({ priority: 300 })]), child])
}
