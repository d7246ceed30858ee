import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import type { SyntaxDocument } from "../../server/src/syntax/document.ts"
import type { Edit } from "../../server/src/syntax/edit.ts"
import { insertInto } from "../../server/src/syntax/insert.ts"
import { entriesOf, itemsOf } from "../../server/src/syntax/lookup.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { intoEntry, intoItem, nodeOf, type Path } from "../../server/src/syntax/path.ts"
import { removeAt } from "../../server/src/syntax/remove.ts"
import { renameKey, setAt } from "../../server/src/syntax/set.ts"
import type { Writable } from "../../server/src/syntax/write-value.ts"
import { applied } from "../support/apply-edit.ts"

type Language = SyntaxDocument["language"]
type Keys = string

test.each<readonly [string, Language, Keys, string, string]>([
  ["the first", "json", "a 0", '{ "a": [\n  1,\n  2\n] }', '{ "a": [\n  2\n] }'],
  ["the last", "json", "a 1", '{ "a": [\n  1,\n  2\n] }', '{ "a": [\n  1\n] }'],
  [
    "the last behind a comment",
    "json",
    "a 1",
    '{ "a": [\n  1, // one\n  // two\n  2 // two\n] }',
    '{ "a": [\n  1 // one\n] }',
  ],
  ["the last before a trailing comma", "json", "a 1", '{ "a": [1, 2,] }', '{ "a": [1,] }'],
  ["the only one", "json", "a 0", '{ "a": ["x"] }', '{ "a": [] }'],
  ["the only one, on lines", "json", "a 0", '{ "a": [\n  // x\n  "x"\n] }', '{ "a": [] }'],
  [
    "the only one below a comment of the list",
    "json",
    "a 0",
    '{ "a": [\n  // all\n\n  "x"\n] }',
    '{ "a": [\n  // all\n] }',
  ],
  ["one of a line", "json", "a 1", '{ "a": [1, /* two */ 2, /* three */ 3] }', '{ "a": [1, /* three */ 3] }'],
  ["one with a comment before its comma", "json", "a 0", '{ "a": [1 /* one */, 2] }', '{ "a": [2] }'],
  ["one on a line of two", "json", "a 1", '{ "a": [\n  1, 2,\n  3\n] }', '{ "a": [\n  1,\n  3\n] }'],
  ["the last below an empty line", "json", "a 1", '{ "a": [\n  1,\n\n  2\n] }', '{ "a": [\n  1\n] }'],
  ["a property", "json", "b", '{\r\n\t"a": 1, // a\r\n\t// b\r\n\t"b": 2\r\n}\r\n', '{\r\n\t"a": 1 // a\r\n}\r\n'],
  [
    "the first",
    "yaml",
    "a 0",
    "a:\n  # about x\n  - x: 1 # one\n    y: 2\n    # y: 3\n  # about z\n  - z: 3\n",
    "a:\n  # about z\n  - z: 3\n",
  ],
  ["the last", "yaml", "a 1", "a:\n  - x: 1\n  # z\n  - z: 3\n# b\nb: 1\n", "a:\n  - x: 1\n# b\nb: 1\n"],
  ["one below a heading", "yaml", "a 0", "a:\n  # Inbound\n\n  # x\n  - x\n  - y\n", "a:\n  # Inbound\n\n  - y\n"],
  [
    "one of items with lines between",
    "yaml",
    "a 1",
    "a:\n  - x\n\n  # y\n  - y\n\n  # z\n  - z\n",
    "a:\n  - x\n\n  # z\n  - z\n",
  ],
  ["the only one", "yaml", "a 0", "a: # all\n- x: 1\nb: 1\n", "a: [] # all\nb: 1\n"],
  ["the only one at an anchor", "yaml", "a 0", "a: &a\n  - x\nb: 1\n", "a: &a []\nb: 1\n"],
  ["of a list in a list", "yaml", "a 0", "a:\n  -\n    x: 1\n  - &y\n    x: 2\n", "a:\n  - &y\n    x: 2\n"],
  ["of a flow list", "yaml", "a 1", "a: [1, '2', 3]\n", "a: [1, 3]\n"],
  [
    "of a flow list on lines",
    "yaml",
    "a 1",
    "a: [\n  1, # one\n  # two\n  2, # two\n  3\n]\n",
    "a: [\n  1, # one\n  3\n]\n",
  ],
  [
    "the first property of an item",
    "yaml",
    "a 0 x",
    "a:\n  - x: 1 # x\n    # y\n    y: 2\n",
    "a:\n  - # y\n    y: 2\n",
  ],
  ["the last of a text without an end of line", "yaml", "a 1", "a:\n- x\n- y", "a:\n- x"],
  ["a text of lines", "yaml", "a", "a: |\n  x\n  # no comment\n# b\nb: 1\n", "# b\nb: 1\n"],
  [
    "of the second document",
    "yaml",
    "a 0",
    "a: [1]\n---\na:\n- x\n- y\n---\nb: 1\n",
    "a: [1]\n---\na:\n- y\n---\nb: 1\n",
  ],
  ["beside an alias", "yaml", "a 1", "x: &x 1\na:\n- *x\n- y\n", "x: &x 1\na:\n- *x\n"],
  ["the alias itself", "yaml", "a 0", "x: &x 1\na:\n- *x # x\n- y\n", "x: &x 1\na:\n- y\n"],
  [
    "of two with a merge key below",
    "yaml",
    "b x",
    "a: &a { y: 1 }\nb:\n  x: 1\n  <<: *a\n",
    "a: &a { y: 1 }\nb:\n  <<: *a\n",
  ],
])("takes out %s in %s", (_name, language, keys, before, after) => {
  expect(changed(before, language, keys, removeAt)).toBe(after)
})

test.each<readonly [Language, Keys, string, Writable, string]>([
  ["json", "a", '{ "a": "x" }', 'y"', '{ "a": "y\\"" }'],
  ["json", "a", '{ "a": 100 /* b */ }', 110, '{ "a": 110 /* b */ }'],
  ["json", "a", '{\r\n\t"a": "x"\r\n}', ["x", "y"], '{\r\n\t"a": [\r\n\t\t"x",\r\n\t\t"y"\r\n\t]\r\n}'],
  ["json", "a", '{\n "a": "x",\n "b": ["1", "2"]\n}', ["x", "y"], '{\n "a": ["x", "y"],\n "b": ["1", "2"]\n}'],
  ["yaml", "a", "a: 100 # b\n", 110, "a: 110 # b\n"],
  ["yaml", "a", "a: any\n", "*", 'a: "*"\n'],
  ["yaml", "a", "a: *\n", "*", 'a: "*"\n'],
  ["yaml", "a", "a: 'any'\n", "it's", "a: 'it''s'\n"],
  ["yaml", "a", 'a: "any"\n', "*", 'a: "*"\n'],
  ["yaml", "a", "a: 443-80\n", "80-443", "a: 80-443\n"],
  ["yaml", "a", "a: x\n", "22", 'a: "22"\n'],
  ["yaml", "a", "a: x\n", "10.0.0.4", "a: 10.0.0.4\n"],
  ["yaml", "a", "a: x\n", "1e3", 'a: "1e3"\n'],
  ["json", "a b", '{\n  "a": { "b": "x" }\n}', ["1"], '{\n  "a": { "b": ["1"] }\n}'],
  ["yaml", "a", "a: !!str x\n", "z", "a: !!str z\n"],
  ["yaml", "a", "a:\nb: 1\n", "x", "a: x\nb: 1\n"],
  ["yaml", "a", "a: # c\nb: 1\n", "x", "a: x # c\nb: 1\n"],
  ["yaml", "a", "a: >- # c\n  10.0.0.0/8\n\nb: 1\n", "10.1.0.0/16", "a: 10.1.0.0/16 # c\n\nb: 1\n"],
  ["yaml", "a", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", "x\nz\n", "a: |\r\n  x\r\n  z\r\nb: 1\r\n"],
  ["yaml", "a", "a: |\n", "x", "a: x\n"],
  ["yaml", "a 0", "a:\n- |-\n  x\n- y\n", "z", "a:\n- z\n- y\n"],
  ["yaml", "a", "a: x # c\nb: ['1']\n", ["2", "3"], "a: ['2', '3'] # c\nb: ['1']\n"],
  ["yaml", "a", "a: x # c\nb:\n- '1'\n", ["2", "3"], "a: # c\n- '2'\n- '3'\nb:\n- '1'\n"],
  ["yaml", "a", "a:\n  - '1'\n  - '2'\nb: 1\n", "3", "a: '3'\nb: 1\n"],
])("%s: sets %s of %j to %j", (language, keys, before, value, after) => {
  expect(changed(before, language, keys, (document, path) => setAt(document, path, value))).toBe(after)
})

const rule = { name: "x", ports: ["80", "443"], properties: { priority: 100 } }

test.each<readonly [string, Language, Keys, number | undefined, Writable, string, string]>([
  ["behind a comment", "json", "a", 1, 2, '{ "a": [\n  1, // one\n  3\n] }', '{ "a": [\n  1, // one\n  2,\n  3\n] }'],
  ["at the end behind a comment", "json", "a", 1, 2, '{ "a": [\n  1 // one\n] }', '{ "a": [\n  1, // one\n  2\n] }'],
  ["at the end behind a comma", "json", "a", 1, 2, '{ "a": [\n  1,\n] }', '{ "a": [\n  1,\n  2,\n] }'],
  ["before a comment", "json", "a", 0, 2, '{ "a": [\n  // one\n  1\n] }', '{ "a": [\n  2,\n  // one\n  1\n] }'],
  ["behind a comment on the line", "json", "a", 1, 2, '{ "a": [1 /* one */] }', '{ "a": [1 /* one */, 2] }'],
  ["on the line", "json", "a", 1, 2, '{ "a": [1, 3] }', '{ "a": [1, 2, 3] }'],
  ["into nothing", "json", "a", 0, 1, '{ "a": [] }', '{ "a": [1] }'],
  [
    "into nothing, on lines",
    "json",
    "a",
    0,
    { b: 1 },
    '{\n\t"a": []\n}',
    '{\n\t"a": [\n\t\t{\n\t\t\t"b": 1\n\t\t}\n\t]\n}',
  ],
  [
    "into nothing but a comment",
    "json",
    "a",
    0,
    1,
    '{\n  "a": [\n    // none\n  ]\n}',
    '{\n  "a": [\n    // none\n    1\n  ]\n}',
  ],
  [
    "as its neighbour",
    "yaml",
    "a",
    1,
    rule,
    "a:\n- name: 'why' # y\n  ports: ['1']\n  # inside\n# b\nb: 1\n",
    "a:\n- name: 'why' # y\n  ports: ['1']\n  # inside\n- name: 'x'\n  ports: ['80', '443']\n  properties:\n    priority: 100\n# b\nb: 1\n",
  ],
  [
    "with an empty line between",
    "yaml",
    "a",
    2,
    { name: "x" },
    "a:\r\n  - name: y\r\n\r\n  # z\r\n  - name: z\r\n\r\n  - name: w\r\n",
    "a:\r\n  - name: y\r\n\r\n  # z\r\n  - name: z\r\n\r\n  - name: x\r\n\r\n  - name: w\r\n",
  ],
  ["before all", "yaml", "a", 0, "x", "a:\n  # y\n  - y\n", "a:\n  - x\n  # y\n  - y\n"],
  ["into a flow list", "yaml", "a", 1, "x", "a: [1, 2]\n", "a: [1, x, 2]\n"],
  [
    "into nothing",
    "yaml",
    "a",
    0,
    rule,
    "a: [] # none\nb: 1\n",
    'a: # none\n  - name: x\n    ports:\n      - "80"\n      - "443"\n    properties:\n      priority: 100\nb: 1\n',
  ],
  ["at the end of a text without an end of line", "yaml", "a", undefined, "x", "a:\n- y", "a:\n- y\n- x"],
])("inserts %s in %s", (_name, language, keys, index, value, before, after) => {
  const insert = (document: SyntaxDocument, path: Path) =>
    insertInto(document, path, { value, ...(index !== undefined && { index }) })
  expect(changed(before, language, keys, insert)).toBe(after)
})

test.each<readonly [Language, Keys, string, string, string]>([
  ["json", "a", '{ "a": 1 }', "b", '{ "b": 1 }'],
  ["yaml", "a", "'a': 1\n", "b", "'b': 1\n"],
  ["yaml", "a", "a: 1\n", "b", "b: 1\n"],
])("%s: %s of %j becomes %s", (language, keys, before, key, after) => {
  expect(changed(before, language, keys, (document, path) => renameKey(document, path, key))).toBe(after)
})

test.each<readonly [string, Language, Keys, string, string]>([
  ["an alias", "yaml", "b", "a: &a x\nb: *a\n", "it is written elsewhere, and only an alias of it is here"],
  ["what has an alias", "yaml", "a", "a: &a x\nb: *a\n", "it is also used elsewhere in the document, as *a"],
  [
    "what is in what has an alias",
    "yaml",
    "a x 0",
    "a: &a\n  x: [1]\nb: { <<: *a }\n",
    "it is also used elsewhere in the document, as *a",
  ],
  [
    "what is merged in",
    "yaml",
    "b x",
    "a: &a { x: 1 }\nb:\n  <<: *a\n  y: 1\n",
    "it is written elsewhere, and only an alias of it is here",
  ],
  [
    "what a template engine decides about",
    "yaml",
    "a 0",
    "a:\n{{- if .x }}\n- x\n{{- end }}\n- y\n",
    "it depends on {{- if .x }} of the template engine",
  ],
  [
    "what holds a directive",
    "yaml",
    "a 0",
    "a:\n- x: 1\n  {{- if .x }}\n  y: 1\n  {{- end }}\n- y\n",
    "it depends on {{- if .x }} of the template engine",
  ],
  ["a broken text", "json", "a", '{ "a": 1 "b": 2 }', "the document has a syntax error"],
  ["a value under a tag", "yaml", "a", "a: !vault x\n", "its value is not known"],
])("refuses %s", (_name, language, keys, text, reason) => {
  const document = parseText(text, language, defaultBounds)
  const path = pathBy(document, keys)
  const edits = [
    setAt(document, path, 1),
    ...(reason === "its value is not known" || text.includes(": *a\n") ? [] : [removeAt(document, path)]),
  ]
  for (const edit of edits) expect(edit).toEqual({ refused: reason })
})

function changed(
  text: string,
  language: Language,
  keys: Keys,
  change: (document: SyntaxDocument, path: Path) => Edit,
): string {
  const document = parseText(text, language, defaultBounds)
  return applied(text, change(document, pathBy(document, keys)))
}

/** The path by keys with spaces between, in the last document that has the first of them. */
function pathBy({ roots }: SyntaxDocument, keys: Keys): Path {
  const [first] = keys.split(" ")
  const root = roots.findLast(each => entriesOf(each).some(({ key }) => key === first))
  if (!root) throw new Error(`no ${keys}`)
  return keys.split(" ").reduce<Path>(
    (path, key) => {
      const node = nodeOf(path)
      const entry = entriesOf(node).find(each => each.key === key)
      const next =
        node.kind === "map" && entry
          ? intoEntry(path, node, entry)
          : itemsOf(node).length > 0 && node.kind === "list"
            ? intoItem(path, node, Number(key))
            : undefined
      if (!next) throw new Error(`no ${keys}`)
      return next
    },
    { root, steps: [] },
  )
}

test("empty lines behind a text that keeps them become no more and no fewer", () => {
  const document = parseText("a:\n- |+\n  x\n\n- y\n\n- z\n", "yaml", defaultBounds)
  const reason = { refused: "its text is of an unusual form" }
  expect(removeAt(document, pathBy(document, "a 1"))).toEqual(reason)
  expect(insertInto(document, pathBy(document, "a"), { value: 1, index: 1 })).toEqual(reason)
})
