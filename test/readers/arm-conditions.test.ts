import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { entriesOf } from "../../server/src/syntax/lookup.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const rule = (name: string, priority: number) => ({
  name,
  properties: {
    ...{
      priority,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
    },
    ...{ destinationAddressPrefix: "*", destinationPortRange: "443" },
  },
})

const group = (name: string, condition: unknown, ...rules: unknown[]) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name, condition },
  properties: { securityRules: rules },
})

const alone = (name: string, condition: unknown) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01", name, condition },
  properties: rule(name, 200).properties,
})

const parameters = {
  off: { type: "bool", defaultValue: false },
  on: { type: "bool", defaultValue: true },
  open: { type: "bool" },
  n: { type: "int", defaultValue: 0 },
  ports: { type: "array", defaultValue: [] },
  port: { type: "string", defaultValue: "" },
  mode: { type: "string", defaultValue: "dev" },
  key: { type: "string", defaultValue: "" },
}

const variables = { isOff: "[parameters('off')]", both: "[and(parameters('open'), parameters('off'))]" }

function read(resources: readonly unknown[], given: Readonly<Record<string, unknown>> = {}) {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    ...{ parameters, variables, resources },
  }
  const values = parseText(JSON.stringify(given), "json", defaultBounds).roots[0]
  return readDocument(parseText(JSON.stringify(template), "json", defaultBounds), {
    parameters: new Map(entriesOf(values).map(({ key, value }) => [key, value])),
  })
}

/** Groups and rules, with what decides whether they are there; `-` stands before what the defaults leave out. */
function shown(result: ReturnType<typeof read>): string[] {
  return (result?.groups ?? []).map(group => {
    const names = group.rules.map(rule => `${rule.absentByDefault ? "-" : ""}${rule.name}${conditionText(rule)}`)
    return `${group.absentByDefault ? "-" : ""}${group.name}: ${names.join(", ")}`
  })
}

function conditionText({ possiblyAbsent, condition }: LocatedRule): string {
  return possiblyAbsent ? ` if ${condition}` : ""
}

const nested = (condition: unknown, given: unknown, declared: unknown, ...resources: unknown[]) => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "d", condition },
  properties: {
    ...{ mode: "Incremental", expressionEvaluationOptions: { scope: "inner" }, parameters: given },
    template: { $schema: "deploymentTemplate.json#", contentVersion: "1.0.0.0", parameters: declared, resources },
  },
})

const module = { use: { type: "bool", defaultValue: false } }
const loop = (count: unknown) => ({ copy: { name: "c", count } })

test.each<readonly [string, readonly unknown[], readonly string[]]>([
  ["literally false: dropped", [group("g", false, rule("a", 100))], []],
  ["false by what is fixed: dropped", [group("g", "[equals(1, 2)]", rule("a", 100))], []],
  ["false whatever a parameter is: dropped", [group("g", "[and(parameters('on'), false())]", rule("a", 100))], []],
  [
    "false by a parameter's default: kept, for another deployment makes it",
    [group("g", "[parameters('off')]", rule("a", 100))],
    ["-g: a"],
  ],
  ["false by a default, through a variable", [group("g", "[variables('isOff')]", rule("a", 100))], ["-g: a"]],
  ["true by a parameter's default", [group("g", "[parameters('on')]", rule("a", 100))], ["g: a"]],
  [
    "of two alternatives, the one that is made",
    [group("g", "[not(parameters('off'))]", rule("a", 100)), group("g", "[parameters('off')]", rule("b", 100))],
    ["g: a"],
  ],
  [
    "a rule of its own is possibly absent",
    [group("g", true, rule("a", 100)), alone("g/b", "[parameters('off')]")],
    ["g: a, -b if [parameters('off')]"],
  ],
  [
    "that of the group, too: where that is, the rule is",
    [group("g", "[parameters('open')]"), alone("g/b", "[and(parameters('open'), true())]")],
    ["g: b"],
  ],
  [
    "that of the group and more",
    [group("g", "[parameters('open')]"), alone("g/b", "[variables('both')]")],
    ["g: -b if [variables('both')]"],
  ],
  [
    "of a nested deployment, on what it is not handed: dropped",
    [nested(true, {}, module, group("g", true), alone("g/b", "[parameters('use')]"))],
    ["g: "],
  ],
  [
    "of a nested deployment, on what it is handed",
    [
      nested(
        true,
        { use: { value: "[parameters('off')]" } },
        module,
        group("g", true),
        alone("g/b", "[parameters('use')]"),
      ),
    ],
    ["g: -b if [parameters('use')]"],
  ],
  [
    "of a nested deployment, on what it is handed for good: dropped",
    [nested(true, { use: { value: false } }, module, group("g", "[parameters('use')]"))],
    [],
  ],
  ["around: dropped with all that is in it", [nested(false, {}, module, group("g", true, rule("a", 100)))], []],
  ["around, by a default", [nested("[parameters('off')]", {}, module, group("g", true, rule("a", 100)))], ["-g: a"]],
])("a condition that is %s", (_title, resources, expected) => {
  expect(shown(read(resources))).toEqual(expected)
})

test.each<readonly [string, unknown, readonly string[]]>([
  ["[parameters('off')]", { off: false }, ["g: "]],
  ["[parameters('off')]", { off: true }, ["g: b"]],
  ["[parameters('on')]", { on: false }, ["g: "]],
  ["[parameters('open')]", { open: false }, ["g: "]],
  ["[and(parameters('on'), parameters('open'))]", { on: false }, ["g: "]],
  [
    "[or(parameters('off'), parameters('open'))]",
    { off: false },
    ["g: b if [or(parameters('off'), parameters('open'))]"],
  ],
  ["[equals(parameters('mode'), 'prod')]", { mode: "test" }, ["g: "]],
  ["[contains(createArray('prod', 'test'), parameters('mode'))]", { mode: "prod" }, ["g: b"]],
  ["[not(empty(parameters('ports')))]", { ports: [] }, ["g: "]],
  ["[variables('isOff')]", { off: false }, ["g: "]],
])("%s with the values %j of a parameter file", (condition, given, expected) => {
  const resources = [group("g", true), alone("g/b", condition)]
  expect(shown(read(resources, given as Record<string, unknown>))).toEqual(expected)
})

test.each<readonly [string, readonly unknown[], readonly string[]]>([
  [
    "a group",
    [{ ...group("[concat('g', copyIndex())]", true, rule("a", 100)), ...loop("[parameters('n')]") }],
    ["-g0: a"],
  ],
  [
    "a rule",
    [group("g", true), { ...alone("[concat('g/r', copyIndex())]", true), ...loop("[length(parameters('ports'))]") }],
    ["g: -r0 if [greater(length(parameters('ports')), 0)]"],
  ],
  [
    "a deployment",
    [{ ...nested(true, {}, {}, group("g", true, rule("a", 100))), ...loop("[parameters('n')]") }],
    ["-g: a"],
  ],
  [
    "a group and its rule that are named by an item",
    [
      { ...group("[parameters('ports')[copyIndex()].name]", true), ...loop("[length(parameters('ports'))]") },
      {
        ...alone("[concat(parameters('ports')[copyIndex()].name, '/r')]", true),
        ...loop("[length(parameters('ports'))]"),
      },
    ],
    ["-[parameters('ports')[copyIndex()].name]: r"],
  ],
  ["nothing: a count of 0 for good", [{ ...group("g", true, rule("a", 100)), ...loop(0) }], []],
])("a loop that runs zero times by default makes the first of %s", (_title, resources, expected) => {
  expect(shown(read(resources))).toEqual(expected)
})

test("a loop of rules that one parameter keeps from running has the values that the others have by default", () => {
  const input = "[variables('byPort')[parameters('chosen')[copyIndex('securityRules')]]]"
  const count = "[if(equals(parameters('mode'), 'dev'), 0, length(parameters('chosen')))]"
  const template = {
    ...{ $schema: "deploymentTemplate.json#", contentVersion: "1.0.0.0" },
    parameters: { ...parameters, chosen: { type: "array", defaultValue: ["443"] } },
    variables: { byPort: { 443: rule("a", 100) } },
    resources: [{ ...group("g", true), properties: { copy: [{ name: "securityRules", count, input }] } }],
  }
  const [found] = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))?.groups[0]?.rules ?? []
  expect(found?.name).toBe("a")
  expect(found?.absentByDefault?.parameters).toEqual(["mode"])
})

test("a loop that a parameter file runs zero times makes nothing", () => {
  expect(shown(read([{ ...group("g", true), ...loop("[parameters('n')]") }], { n: 0 }))).toEqual([])
})

test.each<readonly [string, unknown, unknown]>([
  ["[not(empty(parameters('port')))]", "[parameters('port')]", "?"],
  ["[not(equals(parameters('port'), ''))]", "[parameters('port')]", "?"],
  ["[greater(length(parameters('port')), 0)]", "[parameters('port')]", "?"],
  ["[and(parameters('on'), not(empty(parameters('port'))))]", "[parameters('port')]", "?"],
  ["[equals(parameters('mode'), 'prod')]", "[if(equals(parameters('mode'), 'prod'), '1', '2')]", "1"],
  ["[parameters('off')]", "[if(parameters('off'), '1', '2')]", "1"],
  ["[equals(parameters('off'), bool('true'))]", "[if(parameters('off'), '1', '2')]", "1"],
  ["[not(parameters('on'))]", "[if(parameters('on'), '1', '2')]", "2"],
  ["[not(equals(parameters('mode'), parameters('key')))]", "[if(equals(parameters('mode'), 'dev'), '1', '2')]", "1"],
  ["[equals(parameters('mode'), parameters('key'))]", "[if(equals(parameters('mode'), 'dev'), '1', '2')]", "?"],
])("under %s the port %s is %s", (condition, port, expected) => {
  const own = alone("g/b", condition)
  const resources = [group("g", true), { ...own, properties: { ...own.properties, destinationPortRange: port } }]
  const [found] = read(resources)?.groups[0]?.rules ?? []
  const [term] = found?.destinationPorts ?? []
  expect(term && ("unknown" in term ? "?" : `${term.first}`)).toBe(expected)
  expect(found?.problems).toEqual([])
})

const port = (name: string, condition: string) =>
  `if(${condition}, createArray(createObject('name', '${name}', 'properties', variables('values'))), createArray())`
const orNull = (name: string, condition: string) =>
  `if(${condition}, createObject('name', '${name}', 'properties', variables('values')), null())`

test.each<readonly [string, unknown, readonly string[]]>([
  ["by a default: read and marked", `[concat(${port("a", "parameters('off')")}, ${port("b", "true()")})]`, ["-a", "b"]],
  ["for good: not there", `[concat(${port("a", "false()")}, ${port("b", "true()")})]`, ["b"]],
  ["by a default, in one of two ways", `[if(parameters('off'), variables('some'), variables('others'))]`, ["-s", "o"]],
  ["by no default", `[concat(${port("a", "parameters('open')")}, ${port("b", "true()")})]`, ["a?", "b"]],
  ["null by a default", [`[${orNull("a", "parameters('off')")}]`, rule("b", 200)], ["-a", "b"]],
  ["as a whole, for null by a default", "[if(parameters('off'), variables('some'), null())]", ["-s"]],
  ["null by no default", [`[${orNull("a", "parameters('open')")}]`, rule("b", 200)], ["a?", "b"]],
  ["null for good", ["[null()]", rule("b", 200)], ["b"]],
  [
    "null that a filter takes out",
    `[filter(createArray(${orNull("a", "parameters('open')")}), lambda('r', not(equals(lambdaVariables('r'), null()))))]`,
    ["a?"],
  ],
  ["filtered by a default", "[filter(variables('some'), lambda('r', parameters('off')))]", ["-s"]],
  [
    "of a variable's idle loop",
    "[concat(variables('looped'), variables('some'))]",
    ["-[concat('l', copyIndex('looped'))]", "s"],
  ],
  ["whatever the parameters are: as they stand", "[if(parameters('on'), variables('some'), variables('some'))]", ["s"]],
])("in a group's list, a rule that is left out %s", (_title, securityRules, expected) => {
  const all = {
    values: rule("v", 100).properties,
    ...{ some: [rule("s", 100)], others: [rule("o", 100)] },
    copy: [{ name: "looped", count: "[parameters('n')]", input: rule("[concat('l', copyIndex('looped'))]", 110) }],
  }
  const template = {
    ...{ $schema: "deploymentTemplate.json#", contentVersion: "1.0.0.0", parameters, variables: all },
    resources: [{ ...group("g", true), properties: { securityRules } }],
  }
  const found = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))?.groups[0]
  const marked = found?.rules.map(one => {
    const isOpen = one.possiblyAbsent && !one.absentByDefault
    return `${one.absentByDefault ? "-" : ""}${one.name}${isOpen ? "?" : ""}`
  })
  expect(marked?.toSorted()).toEqual([...expected].toSorted())
  expect(found?.problems).toEqual([])
})

test("a rule that other values put into the list excludes the one that the defaults put there", () => {
  const resources = [{ ...group("g", true), properties: { securityRules: "[variables('choice')]" } }]
  const template = {
    ...{ $schema: "deploymentTemplate.json#", contentVersion: "1.0.0.0", parameters, resources },
    variables: {
      choice: "[if(parameters('off'), variables('a'), variables('b'))]",
      a: [rule("a", 100)],
      b: [rule("b", 100)],
    },
  }
  const rules = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))?.groups[0]?.rules ?? []
  expect(rules.map(({ name, conditions }) => [name, conditions])).toEqual([
    ["a", [{ identity: "parameters('off')", holds: true }]],
    ["b", [{ identity: "parameters('off')", holds: false }]],
  ])
})

test.each<readonly [string, string, string, readonly string[]]>([
  ["the opposite", "[parameters('open')]", "[not(parameters('open'))]", ["g: a", "g: b if [not(parameters('open'))]"]],
  [
    "another value",
    "[equals(parameters('port'), 'x')]",
    "[equals(parameters('port'), 'y')]",
    ["-g: a", "g: -b if [equals(parameters('port'), 'y')]"],
  ],
  ["the same", "[parameters('open')]", "[parameters('open')]", ["g: a, b"]],
  ["something else", "[parameters('open')]", "[parameters('off')]", ["g: a, -b if [parameters('off')]"]],
])("a rule under %s of what its group is under", (_title, ofGroup, ofRule, expected) => {
  expect(shown(read([group("g", ofGroup, rule("a", 100)), alone("g/b", ofRule)]))).toEqual(expected)
})

test("of a loop over a list that is empty by default, a side is open and not missing", () => {
  const { sourceAddressPrefix: _, ...others } = rule("a", 100).properties
  const input = "[parameters('ports')[copyIndex('sourceAddressPrefixes')]]"
  const copy = [{ name: "sourceAddressPrefixes", count: "[length(parameters('ports'))]", input }]
  const [found] = read([group("g", true, { name: "a", properties: { ...others, copy } })])?.groups[0]?.rules ?? []
  expect(found?.problems).toEqual([])
  expect(found?.source.map(({ kind }) => kind)).toEqual(["unknown"])
})

test("a condition is shown without the places of what it names", () => {
  const resource = { ...alone("[concat('g/r', copyIndex())]", true), ...loop("[length(parameters('list'))]") }
  expect(shown(read([group("g", true), nested(true, {}, { list: { type: "array" } }, resource)]))).toEqual([
    "g: [concat('r', copyIndex())] if [greater(length(parameters('list')), 0)]",
  ])
})
