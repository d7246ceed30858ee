import { expect, test } from "vitest"
import { Evaluation } from "../../server/src/expressions/evaluation.ts"
import { expand } from "../../server/src/expressions/expand.ts"
import { fromJson } from "../../server/src/expressions/json-value.ts"
import { environmentOf, evaluateText, plain } from "./evaluate-text.ts"

const cases: readonly (readonly [string, object, string, unknown])[] = [
  [
    "a default may be an expression",
    { parameters: { a: { defaultValue: "[concat('x', parameters('b'))]" }, b: { defaultValue: "y" } } },
    "parameters('a')",
    "xy",
  ],
  [
    "a nullable parameter is null",
    { parameters: { a: { type: "string", nullable: true } } },
    "coalesce(parameters('a'), 'b')",
    "b",
  ],
  [
    "a type may be defined elsewhere",
    {
      parameters: { a: { $ref: "#/definitions/t" } },
      definitions: { t: { $ref: "#/definitions/u" }, u: { type: "array", nullable: true } },
    },
    "parameters('a')",
    null,
  ],
  [
    "one allowed value is the value",
    { parameters: { a: { type: "string", allowedValues: ["only"] } } },
    "parameters('a')",
    "only",
  ],
  [
    "a few allowed values bound what it can be",
    { parameters: { a: { type: "string", allowedValues: ["Tcp", "Udp"] } } },
    "parameters('a')",
    {
      unknown: "parameter 'a' has no default value",
      oneOf: { "equals(parameters('a'),'Tcp')": "Tcp", "equals(parameters('a'),'Udp')": "Udp" },
    },
  ],
  [
    "the allowed values of an array are those of its items",
    { parameters: { a: { type: "array", allowedValues: ["only"] } } },
    "parameters('a')",
    { unknown: "parameter 'a' has no default value" },
  ],
  [
    "a default is the value, whatever else is allowed",
    { parameters: { a: { type: "string", defaultValue: "Tcp", allowedValues: ["Tcp", "Udp"] } } },
    "parameters('a')",
    "Tcp",
  ],
  ["an escaped default", { parameters: { a: { defaultValue: "[[x]" } } }, "parameters('a')", "[x]"],
  [
    "variables refer to variables",
    { variables: { a: { list: ["[variables('b')]"] }, b: "[add(1, 1)]" } },
    "variables('a').list[0]",
    2,
  ],
  [
    "a variable that needs itself",
    { variables: { a: "[concat(variables('b'), variables('b'))]", b: "[variables('a')]" } },
    "variables('a')",
    { unknown: "'a' refers to itself" },
  ],
  [
    "a loop of variables",
    { variables: { copy: [{ name: "a", count: 3, input: { n: "[copyIndex('a', 1)]", m: "[copyIndex()]" } }] } },
    "variables('a')[2]",
    { n: 3, m: 2 },
  ],
  [
    "a loop in a variable",
    {
      variables: {
        a: {
          fixed: 1,
          copy: [{ name: "list", count: "[length(createArray('x', 'y'))]", input: "[copyIndex('list')]" }],
        },
      },
    },
    "variables('a')",
    { fixed: 1, list: [0, 1] },
  ],
  [
    "loops within loops",
    {
      variables: {
        copy: [
          {
            name: "a",
            count: 2,
            input: { copy: [{ name: "b", count: 2, input: "[add(mul(copyIndex('a'), 10), copyIndex('b'))]" }] },
          },
        ],
      },
    },
    "variables('a')",
    [{ b: [0, 1] }, { b: [10, 11] }],
  ],
  [
    "a loop whose count is not known",
    { parameters: { n: { type: "int" } }, variables: { copy: [{ name: "a", count: "[parameters('n')]", input: 1 }] } },
    "variables('a')",
    [
      { unknown: "parameter 'n' has no default value", many: true },
      { unknown: "parameter 'n' has no default value", "[greater(parameters('n'), 0)]": 1 },
    ],
  ],
  [
    "a loop of more iterations than Azure permits",
    { variables: { copy: [{ name: "a", count: 801, input: 1 }] } },
    "variables('a')",
    [
      { unknown: "the loop runs more than 800 times", many: true },
      { unknown: "the loop runs more than 800 times", "[greater(count⟦#2⟧, 0)]": 1 },
    ],
  ],
  [
    "a user's function sees its arguments only",
    {
      functions: [
        {
          namespace: "contoso",
          members: {
            join: {
              parameters: [{ name: "x" }, { name: "y" }],
              output: { value: "[concat(parameters('x'), '-', parameters('Y'))]" },
            },
          },
        },
      ],
      parameters: { x: { defaultValue: "outer" } },
    },
    "Contoso.Join('a', parameters('x'))",
    "a-outer",
  ],
  [
    "a user's function may call another",
    {
      functions: [
        {
          namespace: "f",
          members: {
            twice: { parameters: [{ name: "x" }], output: { value: "[mul(parameters('x'), 2)]" } },
            fourfold: { parameters: [{ name: "x" }], output: { value: "[f.twice(f.twice(parameters('x')))]" } },
          },
        },
      ],
    },
    "f.fourfold(3)",
    12,
  ],
  [
    "a user's function that calls itself",
    { functions: [{ namespace: "f", members: { g: { parameters: [], output: { value: "[f.g()]" } } } }] },
    "f.g()",
    { unknown: "the expression refers to itself, or is nested too deeply" },
  ],
  [
    "a user's function with too few arguments",
    { functions: [{ namespace: "f", members: { g: { parameters: [{ name: "x" }], output: { value: 1 } } } }] },
    "f.g()",
    { unknown: "'f.g' does not accept 0 arguments" },
  ],
]

test.each(cases)("%s", (_, template, text, expected) => {
  expect(plain(evaluateText(text, environmentOf(template)))).toEqual(expected)
})

test("what only passes through keeps its place, what an expression makes has the place of its text", () => {
  const value = fromJson('{"a": ["[variables(\'v\')]", "x"], "b": 1}', { start: 5, end: 9 })
  const environment = environmentOf({ variables: { v: { deep: [1] } } })
  const expanded = value && expand(value, environment)
  expect(expanded?.kind === "map" && expanded.entries[0]?.value.range).toEqual({ start: 5, end: 9 })
  expect(expanded?.kind === "map" && expanded.entries[1]).toBe(value?.kind === "map" && value.entries[1])
})

test("work is bounded, and the same each time", () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [`v${n}`, `[concat(variables('v${n + 1}'), variables('v${n + 1}'))]`]),
  )
  const template = { variables: { ...doubling, v40: [1, 2, 3] } }
  const reasons = [1, 2].map(() => {
    const evaluation = new Evaluation()
    const value = evaluateText("length(variables('v0'))", environmentOf(template, evaluation))
    return [plain(value), evaluation.exhausted]
  })
  expect(reasons[0]).toEqual([{ unknown: "the template is too complex to evaluate" }, true])
  expect(reasons[1]).toEqual(reasons[0])
})
