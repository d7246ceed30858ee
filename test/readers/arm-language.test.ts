import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

const schema = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
}

const rule = (name: string, own: object = {}) => ({
  name,
  properties: {
    ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443", ...own },
  },
})

const group = (properties: unknown, own: object = {}) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "g", properties, ...own },
})

const module = (resources: readonly unknown[], own: object, sections: object = {}, scope = "inner") => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "d", ...sections },
  properties: {
    ...{ mode: "Incremental", expressionEvaluationOptions: { scope } },
    ...{ template: { ...schema, resources, ...own }, ...((sections as { properties?: object }).properties ?? {}) },
  },
})

/** A module whose only parameter is a list of rules, and what a deployment gives to it. */
const rulesModule = (given: unknown, declared: object = { type: "array" }) =>
  module(
    [group({ securityRules: "[parameters('rules')]" })],
    { parameters: { rules: declared } },
    {
      properties: { parameters: { rules: given } },
    },
  )

/** A module whose only parameter is a source, and what a deployment gives to it. */
const sourceModule = (given: unknown, declared: object = { type: "string" }) =>
  module(
    [group({ securityRules: [rule("a", { sourceAddressPrefix: "[parameters('source')]" })] })],
    { parameters: { source: declared } },
    { properties: { parameters: { source: given } } },
  )

function shown({
  name,
  condition,
  priority,
  source,
  destinationPorts,
  protocol,
  access,
  problems,
}: LocatedRule): string {
  const word = (value: unknown) => (isUnknown(value) ? `?${value.oneOf ? value.oneOf.join("|") : ""}` : String(value))
  const ports = destinationPorts.map(port => ("unknown" in port ? "?" : port.first))
  const sources = source.map(term => (term.kind === "unknown" ? "?" : term.key))
  const faults = problems.map(({ property, reason }) => ` ${property} ${reason}`).join(",")
  const suffix = condition === undefined ? "" : ` if ${condition}`
  return `${name} ${word(priority)} ${word(access)} ${word(protocol)} ${sources} ${ports}${suffix}${faults}`
}

function read(template: object): string[] {
  const result = readDocument(parseText(JSON.stringify({ ...schema, ...template }), "json", defaultBounds))
  return (result?.groups ?? []).map(({ name, rules, complete, incompleteReason }) => {
    return [`${name}:`, ...rules.map(shown), ...(complete ? [] : [`partial: ${incompleteReason}`])].join(" / ")
  })
}

const loop = (count: unknown, name: string, input: unknown) => ({ copy: [{ name, count, input }] })

test.each<readonly [string, object, readonly string[]]>([
  [
    "the resource's, within a loop of its properties",
    {
      resources: [
        group(loop(2, "securityRules", rule("[format('r{0}{1}', copyIndex(), copyIndex('securityRules'))]")), {
          name: "[format('g{0}', copyIndex())]",
          copy: { name: "groups", count: 2 },
        }),
      ],
    },
    [
      "g0: / r00 100 Allow Tcp * 443 / r01 100 Allow Tcp * 443",
      "g1: / r10 100 Allow Tcp * 443 / r11 100 Allow Tcp * 443",
    ],
  ],
  [
    "with an offset, the resource's",
    {
      resources: [
        group(loop(1, "securityRules", rule("r", { destinationPortRange: "[string(copyIndex(8000))]" })), {
          name: "[format('g{0}', copyIndex())]",
          copy: { name: "groups", count: 2 },
        }),
      ],
    },
    ["g0: / r 100 Allow Tcp * 8000", "g1: / r 100 Allow Tcp * 8001"],
  ],
  [
    "the deployment's, in a nested template of outer scope and in what is handed to one of inner scope",
    {
      resources: [
        module(
          [
            group(loop(1, "securityRules", rule("r", { priority: "[copyIndex(100)]" })), {
              name: "[concat('o', copyIndex())]",
            }),
          ],
          {},
          { copy: { name: "d", count: 2 } },
          "outer",
        ),
        module(
          [
            group(
              { securityRules: [rule("r", { priority: "[parameters('p')]" })] },
              { name: "[concat('i', parameters('p'))]" },
            ),
          ],
          { parameters: { p: { type: "int" } } },
          { copy: { name: "e", count: 2 }, properties: { parameters: { p: { value: "[copyIndex(200)]" } } } },
        ),
      ],
    },
    [
      "o0: / r 100 Allow Tcp * 443",
      "o1: / r 101 Allow Tcp * 443",
      "i200: / r 200 Allow Tcp * 443",
      "i201: / r 201 Allow Tcp * 443",
    ],
  ],
  [
    "of a loop within a loop of values, by their names",
    {
      variables: {
        copy: [
          { name: "all", count: 2, input: loop(2, "ports", "[add(mul(copyIndex('all'), 10), copyIndex('ports'))]") },
        ],
      },
      resources: [
        group(
          loop(2, "securityRules", {
            name: "[concat('r', copyIndex('securityRules'))]",
            properties: {
              ...rule("x").properties,
              ...loop(
                2,
                "destinationPortRanges",
                "[string(variables('all')[copyIndex('securityRules')].ports[copyIndex('destinationPortRanges')])]",
              ),
              destinationPortRange: "",
            },
          }),
        ),
      ],
    },
    ["g: / r0 100 Allow Tcp * 0,1 / r1 100 Allow Tcp * 10,11"],
  ],
  [
    "several loops side by side",
    {
      resources: [
        group({
          copy: [
            { name: "securityRules", count: 1, input: rule("[concat('r', copyIndex('securityRules'))]") },
            { name: "other", count: 2, input: "[copyIndex('other')]" },
          ],
        }),
      ],
    },
    ["g: / r0 100 Allow Tcp * 443"],
  ],
])("copyIndex() is %s", (_title, template, expected) => {
  expect(read(template)).toEqual(expected)
})

const open = { parameters: { open: { type: "bool" }, list: { type: "array" }, bag: { type: "object" } } }

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

const defaults = {
  parameters: {
    source: { type: "string", defaultValue: "" },
    sources: { type: "array", defaultValue: [] },
    settings: { type: "object", defaultValue: {} },
    maybe: { type: "string", nullable: true },
  },
  variables: { source: "[parameters('source')]", one: { source: "[parameters('source')]" } },
}

test.each<readonly [string, object, string]>([
  ["a text", { sourceAddressPrefix: "[parameters('source')]" }, "a 100 Allow Tcp ? 443"],
  ["a list", { sourceAddressPrefix: null, sourceAddressPrefixes: "[parameters('sources')]" }, "a 100 Allow Tcp ? 443"],
  [
    "a list of a text",
    { sourceAddressPrefix: null, sourceAddressPrefixes: ["[parameters('source')]"] },
    "a 100 Allow Tcp ? 443",
  ],
  [
    "a text and a list: one of them is given",
    { sourceAddressPrefix: "[parameters('source')]", sourceAddressPrefixes: "[parameters('sources')]" },
    "a 100 Allow Tcp ? 443",
  ],
  ["an object", { sourceAddressPrefix: "[parameters('settings').source]" }, "a 100 Allow Tcp ? 443"],
  [
    "an object, asked with care",
    { sourceAddressPrefix: "[tryGet(parameters('settings'), 'source')]" },
    "a 100 Allow Tcp ? 443",
  ],
  ["null", { sourceAddressPrefix: "[parameters('maybe')]" }, "a 100 Allow Tcp ? 443"],
  ["a variable that asks for it", { sourceAddressPrefix: "[variables('source')]" }, "a 100 Allow Tcp ? 443"],
  ["a part of a variable", { sourceAddressPrefix: "[variables('one').source]" }, "a 100 Allow Tcp ? 443"],
  [
    "a choice by it",
    { sourceAddressPrefix: "[if(empty(parameters('source')), null(), parameters('source'))]" },
    "a 100 Allow Tcp ? 443",
  ],
  ["a word", { access: "[parameters('source')]", protocol: "[parameters('source')]" }, "a 100 ? ? * 443"],
  [
    "but where the rule says it elsewhere, that counts",
    { sourceAddressPrefix: "[parameters('source')]", sourceAddressPrefixes: ["10.0.0.0/8"] },
    "a 100 Allow Tcp 10.0.0.0/8 443",
  ],
  [
    "but where something else is chosen for an empty one, that counts",
    { sourceAddressPrefix: "[if(empty(parameters('source')), '*', parameters('source'))]" },
    "a 100 Allow Tcp * 443",
  ],
  [
    "but a literal that is empty is missing",
    { sourceAddressPrefix: "" },
    "a 100 Allow Tcp ? 443 sourceAddressPrefix missing",
  ],
  [
    "but what asks for no parameter is missing",
    { sourceAddressPrefix: "[concat('', '')]" },
    "a 100 Allow Tcp ? 443 sourceAddressPrefix missing",
  ],
])("a module's parameter is empty by default: %s", (_title, own, expected) => {
  expect(read({ ...defaults, resources: [group({ securityRules: [rule("a", own)] })] })).toEqual([`g: / ${expected}`])
})

test("a name that is empty by default is shown as its expression, and rules find their group by it", () => {
  const parameters = { n: { type: "string", defaultValue: "" } }
  const own = { ...rule("x"), type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01" }
  const resources = [group({}, { name: "[parameters('n')]" }), { ...own, name: "[concat(parameters('n'), '/a')]" }]
  expect(read({ parameters, resources })).toEqual(["[parameters('n')]: / a 100 Allow Tcp * 443"])
})

test("what a deployment of the same document leaves empty is missing", () => {
  const inner = module(
    [group({ securityRules: [rule("a", { sourceAddressPrefix: "[parameters('source')]" })] })],
    defaults,
  )
  expect(read({ resources: [inner] })).toEqual(["g: / a 100 Allow Tcp ? 443 sourceAddressPrefix missing"])
})

test("two rules that ask for the same empty default ask for the same addresses", () => {
  const own = { sourceAddressPrefix: "[parameters('source')]" }
  const template = { ...schema, ...defaults, resources: [group({ securityRules: [rule("a", own), rule("b", own)] })] }
  const read = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))
  const [a, b] = read?.groups[0]?.rules ?? []
  expect(a?.source[0]?.key).toBe(b?.source[0]?.key)
})

const known = {
  known: [rule("k")],
  knownObject: { securityRules: [rule("k")] },
  sets: [{}, { securityRules: [rule("s")] }],
}
const [noList, noBag] = [
  "partial: parameter 'list' has no default value",
  "partial: parameter 'bag' has no default value",
]
const k = "k 100 Allow Tcp * 443"

test.each<readonly [string, unknown, string]>([
  ["a parameter", "[parameters('bag')]", `g: / ${noBag}`],
  ["JSON of a parameter", "[json(parameters('bag'))]", `g: / ${noBag}`],
  ["an undefined variable", "[variables('nothing')]", "g: / partial: there is no variable 'nothing'"],
  [
    "what only Azure returns",
    "[reference('x').y]",
    "g: / partial: what 'reference' returns is known only after the deployment",
  ],
  ["an expression that is not closed", "[variables('known'", `g: / partial: the "]" at its end is missing`],
  ["a text", "none", "g: / partial: the list of rules cannot be read"],
  ["a loop that an expression makes", { copy: "[parameters('list')]" }, `g: / ${noList}`],
  [
    "a loop whose name an expression makes",
    { copy: [{ name: "[concat('security', 'Rules')]", count: 1, input: rule("k") }] },
    `g: / ${k}`,
  ],
  [
    "a loop whose name is not known",
    { copy: [{ name: "[parameters('bag').n]", count: 1, input: 1 }] },
    `g: / ${noBag}`,
  ],
  [
    "one of a list of objects",
    "[variables('sets')[if(parameters('open'), 1, 0)]]",
    "g: / s 100 Allow Tcp * 443 if [parameters('open')]",
  ],
  [
    "one of two objects",
    "[if(parameters('open'), variables('knownObject'), createObject())]",
    `g: / ${k} if [parameters('open')]`,
  ],
  [
    "known, and something over it",
    "[union(variables('knownObject'), parameters('bag'))]",
    `g: / ${k} if [not(contains(parameters('bag'),'securityrules'))] / ${noBag}`,
  ],
  ["something, and the known over it", "[union(parameters('bag'), variables('knownObject'))]", `g: / ${k}`],
  [
    "something, and over it what has no rules",
    "[union(parameters('bag'), createObject('flushConnection', true()))]",
    `g: / ${noBag}`,
  ],
  ["spread over something", "[shallowMerge(createArray(parameters('bag'), variables('knownObject')))]", `g: / ${k}`],
])("a group's properties are %s", (_title, properties, expected) => {
  expect(read({ ...open, variables: known, resources: [group(properties)] })).toEqual([expected])
})

test.each<readonly [string, unknown, string]>([
  ["a parameter", "[parameters('list')]", `g: / ${noList}`],
  ["known and unknown", "[concat(variables('known'), parameters('list'))]", `g: / ${k} / ${noList}`],
  ["a union of known and unknown", "[union(variables('known'), parameters('list'))]", `g: / ${k} / ${noList}`],
  ["flattened", "[flatten(createArray(variables('known'), parameters('list')))]", `g: / ${k} / ${noList}`],
  ["mapped", "[map(parameters('list'), lambda('x', lambdaVariables('x')))]", `g: / ${noList}`],
  ["filtered", "[filter(parameters('list'), lambda('x', true()))]", `g: / ${noList}`],
  [
    "filtered by what is not known",
    "[filter(variables('known'), lambda('x', parameters('open')))]",
    `g: / ${k} if [parameters('open')]`,
  ],
  [
    "the known or the unknown",
    "[if(parameters('open'), variables('known'), parameters('list'))]",
    `g: / ${k} if [parameters('open')] / ${noList}`,
  ],
  ["a list with an unknown item", ["[parameters('bag')]", rule("k")], `g: / ${k} / ${noBag}`],
  [
    "an item that is one of two rules",
    ["[if(parameters('open'), variables('known')[0], parameters('other'))]"],
    "g: / partial: parameter 'open' has no default value",
  ],
])("a list of rules is %s", (_title, securityRules, expected) => {
  expect(read({ ...open, variables: known, resources: [group({ securityRules })] })).toEqual([expected])
})

const choices = { tcp: { ...rule("x").properties }, udp: { ...rule("x").properties, protocol: "Udp", priority: 200 } }

test.each<readonly [string, unknown, string]>([
  [
    "a parameter",
    "[parameters('bag')]",
    `a ? ? ? ? ? / partial: the values of "a" are not known: parameter 'bag' has no default value`,
  ],
  [
    "one of two objects",
    "[if(parameters('open'), variables('tcp'), variables('udp'))]",
    "a ?100|200 Allow ?Tcp|Udp * 443",
  ],
  ["something, and the known over it", "[union(parameters('bag'), variables('tcp'))]", "a 100 Allow Tcp * 443"],
  ["known, and something over it", "[union(variables('tcp'), parameters('bag'))]", "a ? ? ? ? ?"],
])("a rule's properties are %s", (_title, properties, expected) => {
  const securityRules = [{ name: "a", properties }]
  expect(read({ ...open, variables: choices, resources: [group({ securityRules })] })).toEqual([`g: / ${expected}`])
})

test.each<readonly [string, object, string]>([
  ["of a word", { protocol: "[parameters('p')]" }, "a 100 Allow ?Tcp|Udp * 443"],
  ["that Azure takes", { access: "[parameters('p')]" }, "a 100 ? Tcp * 443"],
  ["of a number", { priority: "[parameters('n')]" }, "a ?200|300 Allow Tcp * 443"],
])("allowed values bound what a parameter can be: %s", (_title, own, expected) => {
  const parameters = {
    p: { type: "string", allowedValues: ["Tcp", "udp"] },
    n: { type: "int", allowedValues: [200, 300, 99] },
  }
  expect(read({ parameters, resources: [group({ securityRules: [rule("a", own)] })] })).toEqual([`g: / ${expected}`])
})
