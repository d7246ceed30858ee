import { expect, test } from "vitest"
import { identityOf } from "../../server/src/expressions/identity.ts"
import { environmentOf, evaluateText } from "./evaluate-text.ts"

const environment = environmentOf({
  parameters: { a: { type: "string" }, b: { type: "string" } },
  variables: { text: `[concat('{"id": "', parameters('a'), '"}')]` },
})

const shown = (text: string) => identityOf(evaluateText(text, environment))

test.each([
  [`json(concat('{"id":"', parameters('a'), '"}'))`, "{'id':parameters('a'),}"],
  [
    `json(concat('{"id":"x-', parameters('a'), '-', parameters('b'), '"}'))`,
    "{'id':concat('x-',parameters('a'),'-',parameters('b')),}",
  ],
  [
    `json(format('{{"ids":["{0}","it''s {1}"], "n": 1}}', parameters('a'), parameters('b')))`,
    "{'ids':[parameters('a'),concat('it''s ',parameters('b')),],'n':1,}",
  ],
  ["json(variables('text')).id", "parameters('a')"],
  [`json('{"id":"x"}')`, "{'id':'x',}"],
])("%s is %s", (text, value) => expect(shown(text)).toBe(value))

test.each([
  ["a part that is no text", `json(concat('{"n": ', parameters('a'), '}'))`],
  ["a key", `json(concat('{"', parameters('a'), '": 1}'))`],
  ["all of it", "json(parameters('a'))"],
  ["what is no JSON", `json(concat('{"id": "', parameters('a')))`],
  ["a pattern with widths", `json(format('{{"id":"{0,8}"}}', parameters('a')))`],
  ["a number", "json(1)"],
])("%s leaves the value open", (_, text) => expect(evaluateText(text, environment).kind).toBe("unknown"))
