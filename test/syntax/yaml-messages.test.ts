import { expect, test } from "vitest"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

/** One fault each, as people make them. */
const broken = [
  ["a: b: c\n", "A key is not expected here: check the indentation, or put the value in quotes"],
  ["a: 1\nbc\nd: 2\n", "A key must be on one line: a colon or a closing quote may be missing"],
  ["a: 1\n b: 2\n", "A key is not expected here: check the indentation, or put the value in quotes"],
  ["a:\n   - b: 1\n  c: 2\n", "The keys of an object must start at the same column"],
  ["a:\n  - b: 1\n   - c: 1\n", "The items of a list must start at the same column"],
  ["a:\n  b: [1, 2\nc: 3\n", 'The closing "]" is missing, or not indented far enough'],
  ["a:\n  b: { c: 2\nd: 3\n", 'The closing "}" is missing, or not indented far enough'],
  ["a: - 1\n", "A list must start on the line after its key"],
  ['a: ["x" "y"]\n', "A comma or a colon is missing between the items"],
  ["a: { b: 1 c: 2 }\n", "A comma is missing here, or a list or object needs [ ] or { }"],
  ["a:\n  b: 1\n  c\n  d: 2\n", 'The ":" after this key is missing'],
  ["a: 'b' c\n", "This is not expected here: check quotes and indentation"],
  ["a: ]\n", '"]" is not expected here'],
] as const

test.each(broken)("%j", (text, told) => {
  const [first] = parseText(text, "yaml", defaultSettings.limits).problems
  expect(first?.detail).toBe(told)
})
