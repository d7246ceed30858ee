import { expect, test } from "vitest"
import { group, open, read, rule } from "./arm-templates.ts"

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
