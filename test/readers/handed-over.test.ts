import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { group, read, rule, schema } from "./arm-templates.ts"

const parameters = {
  source: { type: "string", defaultValue: "10.0.0.0/8" },
  port: { type: "string" },
  other: { type: "string" },
}

const artifact = (given: object, rules: readonly object[]) => ({
  kind: "template",
  properties: {
    template: { ...schema, parameters, resources: [group({ securityRules: rules })] },
    parameters: given,
  },
})

const asked = rule("a", {
  sourceAddressPrefix: "[parameters('source')]",
  destinationPortRange: "[parameters('port')]",
})

test("an expression that an artifact hands over is not the text of it, nor the default", () => {
  const given = { source: { value: "[parameters('outer')]" }, port: { value: "22" } }
  expect(read(artifact(given, [asked]))).toEqual(["g: / a 100 Allow Tcp ? 22"])
})

test("a part of a list that it hands over may be known", () => {
  const list = rule("a", { destinationPortRange: null, destinationPortRanges: "[parameters('port')]" })
  expect(read(artifact({ port: { value: ["22", "[concat('4', '43')]"] } }, [list]))).toEqual([
    "g: / a 100 Allow Tcp * 22,443",
  ])
})

test("what it names is not the template's own parameter of that name", () => {
  const rules = ["source", "other"].map(name => rule(name, { sourceAddressPrefix: `[parameters('${name}')]` }))
  const text = JSON.stringify(artifact({ source: { value: "[parameters('other')]" } }, rules))
  const [one, other] = readDocument(parseText(text, "json", defaultBounds))?.groups[0]?.rules ?? []
  expect([one?.source[0]?.kind, other?.source[0]?.kind]).toEqual(["unknown", "unknown"])
  expect(one?.source[0]?.key).not.toBe(other?.source[0]?.key)
})
