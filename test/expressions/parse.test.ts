import { describe, expect, test } from "vitest"
import type { Expression } from "../../server/src/expressions/expression.ts"
import { isExpression, parseExpression, unescapeLiteral } from "../../server/src/expressions/parse.ts"

const errors: readonly (readonly [string, string, string])[] = [
  ["[concat('a']", '")" is missing', ""],
  ["[concat('a'))]", 'unexpected ")"', ")"],
  ["[concat('a' 'b')]", 'unexpected "b"', "'b'"],
  ["['open]", "the string is not closed", "'open"],
  ["[parameters]", '"parameters" is not in quotes and is not called', "parameters"],
  ["[variables('a').]", "it ends too early", ""],
  ["[variables('a')[0]", '"]" is missing', ""],
  ["[a#b()]", 'unexpected "#"', "#"],
  ["[]", "it ends too early", ""],
  ["[concat(,)]", 'unexpected ","', ","],
]

test.each(errors)("%s: %s", (text, message, marked) => {
  const { error } = parseExpression(text, 100)
  expect([error?.message, text.slice((error?.range.start ?? 0) - 100, (error?.range.end ?? 0) - 100)]).toEqual([
    message,
    marked,
  ])
})

test("ranges are offsets into the document", () => {
  const text = "[concat( parameters('a').b[1] , 'it''s')]"
  expect(shown(text, parseExpression(text, 10).expression)).toEqual([
    "concat( parameters('a').b[1] , 'it''s')",
    "parameters('a').b[1]",
    "parameters('a').b",
    "parameters('a')",
    "'a'",
    "1",
    "'it''s'",
  ])
})

describe("nesting", () => {
  test.each([
    ["calls", `[${"not(".repeat(20_000)}true()${")".repeat(20_000)}]`],
    ["properties", `[resourceGroup()${".a".repeat(20_000)}]`],
    ["indexes", `[variables('a')${"[0]".repeat(20_000)}]`],
  ])("%s", (_, text) => {
    expect(parseExpression(text).error?.message).toBe("the expression is nested too deeply")
  })
})

test.each([
  ["[concat('a')]", true],
  ["[[a]", false],
  ["[a] b", false],
  ["a", false],
  ["", false],
])("%s is an expression: %s", (text, expected) => expect(isExpression(text)).toBe(expected))

test.each([
  ["[[test value]", "[test value]"],
  ["[[a", "[[a"],
  ["[a] b", "[a] b"],
])("%s says %s", (text, expected) => expect(unescapeLiteral(text)).toBe(expected))

/** The source of each part, outermost first. */
function shown(text: string, expression: Expression | undefined): readonly string[] {
  if (!expression) return []
  const own = text.slice(expression.range.start - 10, expression.range.end - 10)
  if (expression.kind === "literal") return [own]
  if (expression.kind === "call") return [own, ...expression.args.flatMap(arg => shown(text, arg))]
  const index = expression.kind === "index" ? shown(text, expression.index) : []
  return [own, ...shown(text, expression.base), ...index]
}
