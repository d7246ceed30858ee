import { expect, test } from "vitest"
import { templateFunctions } from "../../server/src/expressions/functions/index.ts"
import { callText, signatureOf } from "../../server/src/expressions/functions/signatures.ts"
import { openCall } from "../../server/src/expressions/open-call.ts"
import { signatureHelp } from "../../server/src/features/signature-help.ts"
import { hoverAt, template } from "./hover-at.ts"
import { open } from "./support.ts"

test.each([...templateFunctions.values()])(
  "$name has a description, and as many parameters as it takes",
  ({ name, arity, kind }) => {
    const signature = signatureOf(name)
    expect(signature?.name).toBe(name)
    expect(signature?.text).toMatch(/^[A-Z].*\.$/)
    const parameters = signature?.parameters ?? []
    const required = parameters.filter(({ isOptional, isRest }) => !isOptional && !isRest).length
    const isOpen = parameters.some(({ isRest }) => isRest)
    // What is known to Azure alone takes any arguments here.
    if (arity.least === 0 && arity.most === Number.POSITIVE_INFINITY) return
    expect(required).toBeLessThanOrEqual(arity.least)
    expect(arity.least).toBeLessThanOrEqual(parameters.length)
    if (kind === "eager" && !isOpen) expect(parameters.length).toBe(arity.most)
  },
)

test.each([
  ["resourceId", "resourceId([subscriptionId], [resourceGroupName], resourceType, resourceName1, …)"],
  ["CIDRSUBNET", "cidrSubnet(network, newCIDR, subnetIndex)"],
  ["sys.if", "if(condition, trueValue, falseValue)"],
  ["listKeys", "listKeys(resourceId, apiVersion, [functionValues])"],
])("%s is called so", (name, text) => {
  const signature = signatureOf(name)
  expect(signature && callText(signature).text).toBe(text)
})

test("what is no function has no signature", () => {
  expect(signatureOf("contoso.unique")).toBeUndefined()
})

test.each([
  ["concat(", "concat", 0],
  ["concat('a', ", "concat", 1],
  ["concat('a, (b', parameters('x'), ", "concat", 2],
  ["concat(parameters(", "parameters", 0],
  ["concat(createArray(1, 2)[0], ", "concat", 1],
  ["contoso.unique('it''s', ", "contoso.unique", 1],
  ["if(equals(a, b), (c", "if", 1],
])("in %s the open call is known", (beginning, name, argument) => {
  expect(openCall(beginning)).toMatchObject({ name, argument })
})

test.each(["", "concat('a')", "parameters"])("in %j no call is open", beginning => {
  expect(openCall(beginning)).toBeUndefined()
})

/** The signature with the active parameter in ⟨⟩. */
function helpAt(marked: string): string | undefined {
  const { document, analysed, cursor } = open(marked, "json")
  const help = signatureHelp(document, analysed, document.positionAt(cursor))
  const [signature] = help?.signatures ?? []
  const place = signature?.parameters?.[help?.activeParameter ?? -1]?.label
  if (!signature || typeof place !== "object") return signature?.label
  const [start, end] = place
  return `${signature.label.slice(0, start)}⟨${signature.label.slice(start, end)}⟩${signature.label.slice(end)}`
}

test.each([
  ["[string($0parameters('port'))]", "string(⟨valueToConvert⟩)"],
  ["[concat('a', 'b', $0", "concat(arg1, ⟨arg2, …⟩)"],
  ["[resourceId('x', $0)]", "resourceId([subscriptionId], ⟨[resourceGroupName]⟩, resourceType, resourceName1, …)"],
  [
    "[resourceId('$0Microsoft.Network/x', 'a')]",
    "resourceId([subscriptionId], [resourceGroupName], ⟨resourceType⟩, resourceName1, …)",
  ],
  [
    "[resourceId('Microsoft.Network/x', $0)]",
    "resourceId([subscriptionId], [resourceGroupName], resourceType, ⟨resourceName1, …⟩)",
  ],
  [
    "[resourceId('rg', concat('Microsoft.Network/x'), $0)]",
    "resourceId([subscriptionId], [resourceGroupName], ⟨resourceType⟩, resourceName1, …)",
  ],
  [
    "[resourceId($0'rg', 'Microsoft.Network/x', 'a')]",
    "resourceId([subscriptionId], ⟨[resourceGroupName]⟩, resourceType, resourceName1, …)",
  ],
  ["[true($0)]", "true()"],
  ["$0[string(1)]", undefined],
  ["plain($0", undefined],
])("signature help in %s", (expression, expected) => {
  expect(helpAt(template.replace("[string(parameters('port'))]", () => expression))).toBe(expected)
})

test("a function of the template itself says its parameters", () => {
  const own = `"functions": [{ "namespace": "contoso", "members": { "unique": { "parameters": [{ "name": "prefix", "type": "string" }],
    "output": { "type": "string", "value": "x" } } } }], "resources"`
  const text = template.replace('"resources"', own).replace("[string(parameters('port'))]", "[contoso.unique($0)]")
  expect(helpAt(text)).toBe("contoso.unique(⟨prefix⟩)")
})

test("a hover on a function's name says its value, and what the function does", () => {
  expect(hoverAt("string(parameters", template, "json")).toContain("`string(parameters('port'))` is `\"22\"`")
  expect(hoverAt("string(parameters", template, "json")).toContain("`string(valueToConvert)`")
  expect(hoverAt("'port'))]", template, "json")).not.toContain("valueToConvert")
})
