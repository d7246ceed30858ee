import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import type { Expression } from "../../server/src/expressions/expression.ts"
import { templateFunctions } from "../../server/src/expressions/functions/index.ts"
import { parseExpression } from "../../server/src/expressions/parse.ts"
import { environmentOf, evaluateText, plain } from "./evaluate-text.ts"

/** A table is a list of `[expression, result]`; `{ "unknown": reason }` in a result is a value that cannot be known. */
type Table = readonly (readonly [string, unknown])[]

const folder = new URL("./", import.meta.url)
const tables = readdirSync(folder)
  .filter(name => name.endsWith(".json"))
  .map(name => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Table] as const)

/** What the expressions of the tables refer to: `open` and `openList` have no value. */
const template = {
  parameters: {
    open: { type: "string" },
    openList: { type: "array" },
    partly: { type: "object", defaultValue: { known: "k", open: "[parameters('open')]" } },
    dogs: {
      type: "array",
      defaultValue: [
        { name: "Evie", age: 5 },
        { name: "Casper", age: 3 },
      ],
    },
  },
  variables: { mixed: "[concat(createArray('a'), parameters('openList'))]", Greeting: "Hello" },
}

test.each(tables)("%s", (_, table) => {
  const actual = table.map(([text]) => [text, plain(evaluateText(text, environmentOf(template)))])
  expect(actual).toEqual(table)
})

test("every function is in a table", () => {
  const texts = tables.flatMap(([, table]) => table.map(([text]) => `[${text}]`))
  const named = new Set(texts.flatMap(text => namesIn(parseExpression(text).expression)))
  expect([...templateFunctions.keys()].filter(name => !named.has(name))).toEqual([])
})

function namesIn(expression: Expression | undefined): readonly string[] {
  if (!expression || expression.kind === "literal") return []
  if (expression.kind === "property") return namesIn(expression.base)
  if (expression.kind === "index") return [...namesIn(expression.base), ...namesIn(expression.index)]
  return [expression.name.toLowerCase(), ...expression.args.flatMap(namesIn)]
}
