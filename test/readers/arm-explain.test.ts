import { expect, test } from "vitest"
import { explainExpression } from "../../server/src/readers/arm-explain.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plain } from "../expressions/evaluate-text.ts"

const text = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": { "open": { "type": "string" }, "name": { "type": "string", "defaultValue": "[concat('we', 'b')]" } },
  "functions": [{ "namespace": "f", "members": { "g": {
    "parameters": [{ "name": "x" }], "output": { "value": "[add(parameters('x'), length('abc'))]" } } } }],
  "variables": {
    "ports": [80, 443],
    "copy": [{ "name": "loop", "count": "[length(variables('ports'))]", "input": "[variables('ports')[copyIndex('loop')]]" }],
    "long": "[map(variables('ports'), lambda('p', add(lambdaVariables('p'), 1)))]",
    "quoted": "[concat('\\"', parameters('name'))]"
  },
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "name": "[format('{0}-{1}', parameters('name'), parameters('open'))]",
      "copy": { "name": "groups", "count": 2 }, "tags": { "n": "[copyIndex('groups', 5)]" } },
    { "type": "Microsoft.Resources/deployments", "name": "d", "properties": {
      "expressionEvaluationOptions": { "scope": "inner" },
      "parameters": { "name": { "value": "[toUpper(parameters('name'))]" } },
      "template": {
        "parameters": { "name": { "type": "string" } },
        "resources": [], "outputs": { "o": { "value": "[concat(parameters('name'), '!')]" } } } } }
  ]
}`

/** `|` is the place, in a piece of the text above that is in it once: the part that is explained, and its value. */
const cases: readonly (readonly [string, string, unknown])[] = [
  ["[con|cat('we', 'b')]", "concat('we', 'b')", "web"],
  ["[format('{0}-{1}', para|meters('name')", "parameters('name')", "web"],
  [
    "[for|mat('{0}-{1}'",
    "format('{0}-{1}', parameters('name'), parameters('open'))",
    { unknown: "parameter 'open' has no default value" },
  ],
  ["parameters('op|en'))]", "parameters('open')", { unknown: "parameter 'open' has no default value" }],
  ["[variables('ports')[copyIndex('lo|op')]", "copyIndex('loop')", 0],
  ["[variables('ports')|[copyIndex('loop')]]", "variables('ports')[copyIndex('loop')]", 80],
  ["[copy|Index('groups', 5)]", "copyIndex('groups', 5)", 5],
  ["[concat(para|meters('name'), '!')]", "parameters('name')", "WEB"],
  ["[toUpper(parameters('na|me'))]", "parameters('name')", "web"],
  ["[add(para|meters('x')", "parameters('x')", { unknown: "'x' has a different value in each call" }],
  ["[add(parameters('x'), len|gth('abc'))]", "length('abc')", 3],
  ["add(lambda|Variables('p'), 1)", "lambdaVariables('p')", { unknown: "'p' is a variable of a lambda" }],
  ["[m|ap(variables('ports')", "map(variables('ports'), lambda('p', add(lambdaVariables('p'), 1)))", [81, 444]],
  ["[concat('\\\"|', parameters('name'))]", "[concat('\"', parameters('name'))]", '"web'],
]

test.each(cases)("%s", (marked, part, value) => {
  const explanation = explainAt(marked)
  expect([explanation?.text, explanation && plain(explanation.value)]).toEqual([part, value])
})

test("the loops around an expression are named", () => {
  expect(explainAt("[copy|Index('groups', 5)]")?.loops).toEqual(["groups"])
})

test.each(['"ty|pe": "Microsoft.Network', '"count": |2', '"Microsoft.Net|work/networkSecurityGroups"'])(
  "%s is no expression",
  marked => {
    expect(explainAt(marked)).toBeUndefined()
  },
)

function explainAt(marked: string) {
  const [before = "", after = ""] = marked.split("|")
  const at = text.indexOf(before + after)
  if (at < 0) throw new Error(`not in the text: ${marked}`)
  return explainExpression(parseText(text, "json", defaultBounds), at + before.length)
}
