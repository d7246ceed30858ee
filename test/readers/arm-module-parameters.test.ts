import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { group, loop, module, open, read, rule, rulesModule, schema, sourceModule } from "./arm-templates.ts"

test.each<readonly [string, object, readonly string[]]>([
  [
    "a loop named value",
    rulesModule(loop(2, "value", rule("[concat('r', copyIndex('value'))]", { priority: "[copyIndex('value', 100)]" }))),
    ["g: / r0 100 Allow Tcp * 443 / r1 101 Allow Tcp * 443"],
  ],
  [
    "a loop of a count that is not known",
    rulesModule(loop("[length(parameters('list'))]", "value", rule("r"))),
    [
      "g: / r 100 Allow Tcp * 443 if [greater(length(parameters('list')), 0)] / partial: parameter 'list' has no default value",
    ],
  ],
  [
    "an object that an expression makes",
    sourceModule("[createObject('value', '10.0.0.0/8')]"),
    ["g: / a 100 Allow Tcp 10.0.0.0/8 443"],
  ],
  [
    "one of two objects, by a condition that is known",
    sourceModule("[if(true(), createObject('value', '10.0.0.0/8'), createObject('value', null()))]"),
    ["g: / a 100 Allow Tcp 10.0.0.0/8 443"],
  ],
  [
    "null, as if it were not given",
    sourceModule("[if(false(), createObject('value', '10.0.0.0/8'), createObject('value', null()))]", {
      type: "string",
      defaultValue: "10.1.0.0/16",
    }),
    ["g: / a 100 Allow Tcp 10.1.0.0/16 443"],
  ],
  [
    "null itself",
    sourceModule(null, { type: "string", defaultValue: "10.1.0.0/16" }),
    ["g: / a 100 Allow Tcp 10.1.0.0/16 443"],
  ],
  [
    "one of two objects, by a condition that is not known",
    sourceModule("[if(parameters('open'), createObject('value', '10.0.0.0/8'), createObject('value', '*'))]"),
    ["g: / a 100 Allow Tcp ? 443"],
  ],
  [
    "rules, or not given: then the default's",
    rulesModule("[if(parameters('open'), createObject('value', parameters('list')), createObject('value', null()))]", {
      type: "array",
      defaultValue: [rule("byDefault")],
    }),
    [
      "g: / byDefault 100 Allow Tcp * 443 if [not(parameters('open'))] / partial: parameter 'list' has no default value",
    ],
  ],
  ["a secret", sourceModule({ reference: { keyVault: { id: "x" }, secretName: "s" } }), ["g: / a 100 Allow Tcp ? 443"]],
])("a module's parameter that is given as %s", (_title, deployment, expected) => {
  expect(read({ ...open, resources: [deployment] })).toEqual(expected)
})

test.each([
  [
    "that is known",
    "[createObject('source', createObject('value', '10.0.0.0/8'))]",
    "g: / a 100 Allow Tcp 10.0.0.0/8 443",
  ],
  ["that is not", "[parameters('bag')]", "g: / a 100 Allow Tcp ? 443"],
])("all parameters of a module are given by an expression %s", (_title, parameters, expected) => {
  const deployment = module(
    [group({ securityRules: [rule("a", { sourceAddressPrefix: "[parameters('source')]" })] })],
    { parameters: { source: { type: "string", defaultValue: "*" } } },
    { properties: { parameters } },
  )
  expect(read({ ...open, resources: [deployment] })).toEqual([expected])
})

test.each<readonly [string, unknown, string]>([
  [
    "that are there under a condition",
    "[if(parameters('open'), createObject('value', variables('some')), createObject('value', createArray()))]",
    "g: / some 100 Allow Tcp 10.0.0.0/8 443 if [parameters('open')]",
  ],
  [
    "of which some are there under a condition",
    { value: "[concat(if(parameters('open'), variables('some'), createArray()), variables('others'))]" },
    "g: / some 100 Allow Tcp 10.0.0.0/8 443 if [parameters('open')] / other 110 Deny Tcp * 443",
  ],
])("a module's loop makes a rule of each that it is given, %s", (_title, rules, expected) => {
  const given = "coalesce(parameters('rules'), createArray())"
  const own = `${given}[copyIndex('securityRules')]`
  const properties = { ...rule("").properties, priority: `[${own}.priority]`, access: `[${own}.access]` }
  const deployment = module(
    [
      group(
        loop(`[length(${given})]`, "securityRules", {
          name: `[${own}.name]`,
          properties: { ...properties, sourceAddressPrefix: `[coalesce(tryGet(${own}, 'source'), '*')]` },
        }),
      ),
    ],
    { parameters: { rules: { type: "array", nullable: true } } },
    { properties: { parameters: { rules } } },
  )
  const variables = {
    some: [{ name: "some", priority: 100, access: "Allow", source: "10.0.0.0/8" }],
    others: [{ name: "other", priority: 110, access: "Deny" }],
  }
  expect(read({ ...open, variables, resources: [deployment] })).toEqual([expected])
})

test("only a reference says that a value is in a key vault", () => {
  const reasonOf = (given: unknown) => {
    const text = JSON.stringify({ ...schema, ...open, resources: [sourceModule(given)] })
    const [term] = readDocument(parseText(text, "json", defaultBounds))?.groups[0]?.rules[0]?.source ?? []
    return term?.kind === "unknown" ? term.unknown.reason : term?.key
  }
  expect([
    reasonOf({ reference: { keyVault: { id: "x" }, secretName: "s" } }),
    reasonOf("[createObject('reference', createObject())]"),
    reasonOf("[parameters('bag')]"),
    reasonOf({}),
  ]).toEqual([
    "its value is in a key vault",
    "its value is in a key vault",
    "parameter 'bag' has no default value",
    'the deployment does not set it as { "value": … }',
  ])
})
