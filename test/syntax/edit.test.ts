import fc from "fast-check"
import { expect, test } from "vitest"
import { stringify } from "yaml"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { removeItem, setValue, type TextEdit } from "../../server/src/syntax/edit.ts"
import { isList, isMap, member } from "../../server/src/syntax/lookup.ts"
import type { ListNode, Node, ScalarNode } from "../../server/src/syntax/node.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { jsonOf } from "./describe-nodes.ts"

type Language = "json" | "yaml"

test.each<readonly [string, Language, number, string, string]>([
  ["the first", "json", 0, '{ "a": [\n  1,\n  2\n] }', '{ "a": [\n  2\n] }'],
  ["the last", "json", 1, '{ "a": [\n  1,\n  2\n] }', '{ "a": [\n  1\n] }'],
  ["the last before a trailing comma", "json", 1, '{ "a": [1, 2,] }', '{ "a": [1,] }'],
  ["the only one", "json", 0, '{ "a": ["x"] }', '{ "a": [] }'],
  ["the first", "yaml", 0, "a:\n  - x: 1\n    y: 2\n  # about z\n  - z: 3\n", "a:\n  - z: 3\n"],
  ["the last", "yaml", 1, "a:\n  - x: 1\n  - z: 3\nb: 1\n", "a:\n  - x: 1\nb: 1\n"],
  ["the only one", "yaml", 0, "a:\n- x: 1\nb: 1\n", "a: []\nb: 1\n"],
  ["of a list in a list", "yaml", 0, "a:\n  -\n    x: 1\n  - &y\n    x: 2\n", "a:\n  - &y\n    x: 2\n"],
  ["of a flow list", "yaml", 1, "a: [1, '2', 3]\n", "a: [1, 3]\n"],
])("takes out %s item of %s", (_name, language, index, before, after) => {
  expect(withoutItem(before, language, index)).toBe(after)
})

test("what is left is the list without the item, whatever is in it", () => {
  const items = fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(items, fc.nat(), fc.constantFrom<Language>("json", "yaml"), (values, nat, language) => {
      const index = nat % values.length
      const document = JSON.parse(JSON.stringify({ a: values, b: 1 }))
      const text = language === "json" ? JSON.stringify(document, null, 2) : stringify(document)
      const { roots, problems } = parseText(withoutItem(text, language, index), language, defaultBounds)
      expect(problems).toEqual([])
      expect(roots.map(jsonOf)).toEqual([{ a: document.a.toSpliced(index, 1), b: 1 }])
    }),
    { seed: 2, numRuns: 500 },
  )
})

test("an item that stands elsewhere is left alone", () => {
  const document = parseText("x: &x 1\na: [*x]\n", "yaml", defaultBounds)
  expect(removeItem(document, listIn(document.roots[0]), 0)).toBeUndefined()
})

test.each<readonly [Language, string, string | number, string]>([
  ["json", '{ "a": "x" }', 'y"', '{ "a": "y\\"" }'],
  ["json", '{ "a": 100 }', 110, '{ "a": 110 }'],
  ["yaml", "a: 100\n", 110, "a: 110\n"],
  ["yaml", "a: any\n", "*", 'a: "*"\n'],
  ["yaml", "a: 'any'\n", "it's", "a: 'it''s'\n"],
  ["yaml", 'a: "any"\n', "*", 'a: "*"\n'],
  ["yaml", "a: 443-80\n", "80-443", "a: 80-443\n"],
  ["yaml", "a: VIRTUAL_NETWORK\n", "VirtualNetwork", "a: VirtualNetwork\n"],
  ["yaml", "a: x\n", "22", 'a: "22"\n'],
])("%s: %s with %s", (language, before, value, after) => {
  const document = parseText(before, language, defaultBounds)
  const node = member(document.roots[0], "a") as ScalarNode
  const text = apply(before, setValue(document, node, value))
  expect(text).toBe(after)
  expect(parseText(text, language, defaultBounds).roots.map(jsonOf)).toEqual([{ a: value }])
})

function withoutItem(text: string, language: Language, index: number): string {
  const document = parseText(text, language, defaultBounds)
  const edit = removeItem(document, listIn(document.roots[0]), index)
  if (!edit) throw new Error("nothing to remove")
  return apply(text, edit)
}

function listIn(root: Node | undefined): ListNode {
  const list = isMap(root) ? member(root, "a") : root
  if (!isList(list)) throw new Error("no list")
  return list
}

function apply(text: string, { range, newText }: TextEdit): string {
  return text.slice(0, range.start) + newText + text.slice(range.end)
}
