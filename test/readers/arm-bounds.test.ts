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
  expect(undecided).toBe("values")
  expect(groups.length).toBeGreaterThan(0)
  expect(groups.filter(({ incompleteReason }) => incompleteReason === undefined)).toEqual([])
  expect(groups.flatMap(({ rules }) => rules).length).toBeLessThan(20_000)
})

test("a list with more choices than are looked into is as it is given, and that is said", () => {
  const choices = (count: number) => {
    const names = Array.from({ length: count }, (_, at) => `p${at}`)
    const parts = names.map(
      name => `if(parameters('${name}'), createArray(createObject('name', '${name}')), createArray())`,
    )
    const parameters = Object.fromEntries(names.map(name => [name, { type: "bool", defaultValue: false }]))
    return read({ parameters, resources: [group({ securityRules: `[concat(createArray(), ${parts.join(", ")})]` })] })
  }
  expect([choices(16)?.undecided, choices(16)?.groups[0]?.rules.length]).toEqual([undefined, 16])
  const [found] = choices(17)?.groups ?? []
  expect([choices(17)?.undecided, found?.rules.length, found?.incompleteReason]).toEqual(["choices", 0, undefined])
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
