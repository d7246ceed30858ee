import { expect, test } from "vitest"
import { armTemplate } from "../../server/src/readers/arm-template.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
const loop = { name: "l", count: 800 }
const rule = { name: "[concat('r', copyIndex())]", properties: { priority: "[add(100, copyIndex())]" } }
const group = (properties: object, more = {}) => ({
  type: "Microsoft.Network/networkSecurityGroups",
  name: "g",
  ...more,
  properties,
})
const deployment = (...resources: readonly object[]) => ({
  type: "Microsoft.Resources/deployments",
  name: "d",
  copy: loop,
  properties: { template: { resources } },
})
const ruleResource = {
  ...rule,
  name: "[concat('g/r', copyIndex())]",
  type: "Microsoft.Network/networkSecurityGroups/securityRules",
}
const chain = (make: (next: string) => unknown) =>
  Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`v${n}`, make(`variables('v${n + 1}')`)]))

const tooMuch: readonly (readonly [string, object])[] = [
  [
    "rules in groups",
    { resources: [group({ copy: [{ ...loop, name: "securityRules", input: rule }] }, { copy: loop })] },
  ],
  ["groups in deployments in deployments", { resources: [deployment(deployment(group({}, { copy: loop })))] }],
  ["rules in deployments", { resources: [group({}), deployment({ ...ruleResource, copy: loop })] }],
  [
    "loops in loops",
    {
      resources: [
        group({
          copy: [
            {
              ...loop,
              name: "securityRules",
              input: { copy: [{ ...loop, input: { copy: [{ ...loop, input: 1 }] } }] },
            },
          ],
        }),
      ],
    },
  ],
  [
    "lambdas in lambdas",
    {
      resources: [group({ securityRules: "[map(range(0, 9999), lambda('a', map(range(0, 9999), lambda('b', 1))))]" })],
    },
  ],
  [
    "values that double",
    {
      variables: chain(next => [`[${next}]`, `[${next}]`]),
      resources: [group({ x: "[union(variables('v2900'), variables('v2900'))]" })],
    },
  ],
]

test.each(tooMuch)("%s are given up, and said to be", { timeout: 60_000 }, (_, template) => {
  const { groups = [], undecided } = read(template) ?? {}
  expect(undecided).toBe(true)
  expect(groups.length).toBeGreaterThan(0)
  expect(groups.filter(({ incompleteReason }) => incompleteReason === undefined)).toEqual([])
  expect(groups.flatMap(({ rules }) => rules).length).toBeLessThan(20_000)
})

test.each([
  ["texts", chain(next => `[concat(${next}, 'x')]`)],
  ["objects", chain(next => ({ a: [`[${next}]`] }))],
])("a chain of %s ends in an unknown", (_, variables) => {
  const rules = [{ name: "x", properties: { priority: "[variables('v0')]", description: "[string(variables('v0'))]" } }]
  const [found] = read({ variables, resources: [group({ securityRules: rules })] })?.groups ?? []
  expect(found?.rules[0]?.priority).toMatchObject({ reason: expect.any(String) })
})

function read(template: object) {
  const text = JSON.stringify({ $schema: schema, contentVersion: "1.0.0.0", ...template })
  return armTemplate.read(parseText(text, "json", defaultBounds))
}
