import { expect, test } from "vitest"
import { valueOrigin } from "../../server/src/readers/value-origin.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const parameters = {
  port: { type: "int", defaultValue: 99 },
  list: { type: "array", defaultValue: ["10.0.0.0/8", "10.0.0.5/8"] },
  named: { type: "string", defaultValue: "[variables('source')]" },
  open: { type: "string" },
  circle: { type: "string", defaultValue: "[variables('circle')]" },
}
const variables = {
  source: "10.0.0.5/8",
  chain: "[parameters('port')]",
  circle: "[parameters('circle')]",
}

test.each<readonly [written: string, value: string, name?: string, text?: string]>([
  ["[parameters('port')]", "99", "parameter port", "99"],
  ["[int(parameters('PORT'))]", "99", "parameter PORT", "99"],
  ["[variables('source')]", "10.0.0.5/8", "variable source", "10.0.0.5/8"],
  ["[variables('chain')]", "99", "parameter port", "99"],
  ["[parameters('named')]", "10.0.0.5/8", "variable source", "10.0.0.5/8"],
  ["[parameters('list')]", "10.0.0.5/8", "parameter list", "10.0.0.5/8"],
  // A parameter file gives another value.
  ["[parameters('port')]", "98"],
  ["[parameters('open')]", "99"],
  ["[parameters('missing')]", "99"],
  ["[variables('circle')]", "99"],
  ["[parameters(", "99"],
  ["99", "99"],
])("%s as %s", (written = "", value = "", name, text) => {
  const document = parseText(JSON.stringify({ parameters, variables, written }), "json", defaultBounds)
  const start = document.text.lastIndexOf(written)
  const origin = valueOrigin(document, { start, end: start + written.length }, value)
  expect(origin && `${origin.kind} ${origin.name}`).toBe(name)
  expect(origin && document.text.slice(origin.range.start, origin.range.end)).toBe(text)
})

test("variables that each name all later ones are looked at once each", () => {
  const count = 60
  const later = (from: number) => Array.from({ length: count - from }, (_, k) => `variables('v${from + k}')`)
  const all = Object.fromEntries(
    Array.from({ length: count }, (_, k) => [`v${k}`, k + 1 < count ? `[concat(${later(k + 1).join()})]` : "end"]),
  )
  const written = "[variables('v0')]"
  const document = parseText(JSON.stringify({ variables: all, written }), "json", defaultBounds)
  const start = document.text.lastIndexOf(written)
  const range = { start, end: start + written.length }
  expect(valueOrigin(document, range, "end")?.name).toBe("v59")
  expect(valueOrigin(document, range, "other")).toBeUndefined()
})
