import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { annotate, strip } from "../support/annotate.ts"
import { type Json, jsonOf, notesOf } from "./describe-nodes.ts"

test.each<readonly [string, string, readonly Json[]]>([
  ["documents of a stream", "a: 1\n---\n- b\n...\n---\n", [{ a: 1 }, ["b"]]],
  ["CRLF", "a: 1\r\nb:\r\n  - x\r\n  - y\r\n", [{ a: 1, b: ["x", "y"] }]],
  ["tabs between tokens", "a:\t1\nb:\t[ 1,\t2 ]\n", [{ a: 1, b: [1, 2] }]],
  [
    "anchors and aliases",
    "a: &x { p: 1 }\nb: *x\nc: &y 5\nd: [*y, *y]",
    [{ a: { p: 1 }, b: { p: 1 }, c: 5, d: [5, 5] }],
  ],
  ["an anchor that is set again", "a: &x 1\nb: *x\nc: &x 2\nd: *x", [{ a: 1, b: 1, c: 2, d: 2 }]],
  ["a merge key", "a: &x { p: 1, q: 2 }\nb: { q: 3, <<: *x }", [{ a: { p: 1, q: 2 }, b: { p: 1, q: 3 } }]],
  [
    "merged lists, the first wins",
    "a: &x { p: 1 }\nb: &y { p: 2, q: 2 }\nc: { <<: [*x, *y] }",
    [{ a: { p: 1 }, b: { p: 2, q: 2 }, c: { p: 1, q: 2 } }],
  ],
  ["block and folded scalars", "a: |\n  x\n  y\nb: >-\n  x\n  y\n", [{ a: "x\ny\n", b: "x y" }]],
  ["keys that are no texts", "22: a\n1.10: b\ntrue: c\n", [{ "22": "a", "1.10": "b", true: "c" }]],
  ["words of YAML 1.1 as texts", "a: yes\nb: on\nc: '22'\n", [{ a: "yes", b: "on", c: "22" }]],
  ["a byte order mark", "\uFEFFa: 1\n", [{ a: 1 }]],
])("reads %s", (_name, text, values) => {
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  expect(roots.map(jsonOf)).toEqual(values)
  expect(problems).toEqual([])
})

test.each<readonly [string, string, readonly Json[]]>([
  ["a key that is still to come", "a: 1\nb\nc: 2\n", [{ a: 1, b: null, c: 2 }]],
  ["a list that is not closed", "a: [1, 2\nb: 3\n", [{ a: [1, 2], b: 3 }]],
  ["an alias without an anchor", "a: *x\nb: 1\n", [{ a: null, b: 1 }]],
  ["an alias inside of its own anchor", "a: &x [*x, 1]\n", [{ a: [null, 1] }]],
  ["two equal keys", "a: 1\na: 2\n", [{ a: 2 }]],
  ["a tab for indentation", "a:\n\tb: 1\nc: 2\n", [{ a: { b: 1 }, c: 2 }]],
  ["a tab among spaces", "a:\n    b: 1\n\tc: 2\nd: 3\n", [{ a: { b: 1 }, d: 3 }]],
  [
    "a * without quotes",
    "a: *\nb: [*, 1]\nc: { d: *, e: *\t}\nf:\n- *  # note\n- 2\n",
    [{ a: "?", b: ["?", 1], c: { d: "?", e: "?" }, f: ["?", 2] }],
  ],
  ["signs that begin no value", "a: @x\nb: `y`\nc: [%z]\n", [{ a: "?", b: "?", c: ["?"] }]],
])("goes on after %s", (_name, text, values) => {
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  expect(roots.map(jsonOf)).toEqual(values)
  expect(problems.length).toBeGreaterThan(0)
})

test.each([
  ["a port", "port: 022\n", [{ port: "?" }], ["022 is 18 in YAML 1.1, and 22 in YAML 1.2: write 22, or 18"]],
  [
    "ports",
    "ports: [0443, 80]\n",
    [{ ports: ["?", 80] }],
    ["0443 is 291 in YAML 1.1, and 443 in YAML 1.2: write 443, or 291"],
  ],
  ["another value, of which nobody asks", "mode: 0644\n", [{ mode: "?" }], []],
  ["a text", "port: '022'\n", [{ port: "022" }], []],
  [
    "underscores",
    "port: 1_000\n",
    [{ port: "?" }],
    ["1_000 is 1000 in YAML 1.1, and not a number in YAML 1.2: write the number you mean"],
  ],
  [
    "sixties",
    "priority: 22:22\n",
    [{ priority: "?" }],
    ["22:22 is 1342 in YAML 1.1, and not a number in YAML 1.2: write the number you mean"],
  ],
  [
    "a time, an address and a word",
    "a: '22:22'\nb: 10.0.0.1\nc: 1_x\nd: 2001:db8::1\ne: 22:80\n",
    [{ a: "22:22", b: "10.0.0.1", c: "1_x", d: "2001:db8::1", e: "22:80" }],
    [],
  ],
  ["what is octal in no version", "port: 080\nother: 007\n", [{ port: 80, other: 7 }], []],
])("a number with two readings is not known: %s", (_name, text, values, details) => {
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  expect(roots.map(jsonOf)).toEqual(values)
  expect(problems.map(({ detail }) => detail)).toEqual(details)
})

test.each(["%x%", "@@x@@"])("what a pipeline replaces needs no quotes: %s", value => {
  const { roots, problems } = parseText(`a: ${value}\nb: [${value}]\n`, "yaml", defaultBounds)
  expect([roots.map(jsonOf), problems]).toEqual([[{ a: value, b: [value] }], []])
})

test("a text under a tag of its own is not known", () => {
  const { roots, problems } = parseText(
    "- !vault |\n  $ANSIBLE_VAULT;1.1\n- !!str 22\n- !Ref x\n",
    "yaml",
    defaultBounds,
  )
  const [list] = roots
  expect(
    list?.kind === "list" && list.items.map(item => (item.kind === "unknown" ? item.unknown.identity : jsonOf(item))),
  ).toEqual(["!vault $ANSIBLE_VAULT;1.1\n", "22", "!Ref x"])
  expect(problems).toEqual([])
})

test("ranges leave out quotes, block headers, and what is empty behind a block", () => {
  const source = `list:
#^^^^ key
  - 'quoted'
# ^^^^^^^^^^ list
#    ^^^^^^ quoted
block: |-
#^^^^^ key

  first
# ^^^^^ ⏎first⏎second
  second

flow: {"a": "b"}
#^^^^ key
#     ^^^^^^^^^^ map
#       ^ key
#            ^ b
empty:
#^^^^^ key
#     ^ null
`
  const text = strip(source)
  const [root] = parseText(text, "yaml", defaultBounds).roots
  const notes = root ? notesOf(root).slice(1) : []
  expect(annotate(text, notes)).toBe(source)
})

test.each(['"', "'"])(
  "a text that is not closed is reported where it begins, and the rest is no other fault: %s",
  quote => {
    const source = `- name: a
  direction: ${quote}Inb
#            ^^^^ The closing quote of a string is missing
  access: Allow
- name: b
`
    const text = strip(source)
    const { problems } = parseText(text, "yaml", defaultBounds)
    expect(
      annotate(
        text,
        problems.map(({ range, detail }) => ({ range, label: detail })),
      ),
    ).toBe(source)
  },
)

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => `  - name: r${index}\n    port: ${index}\n`)

test.each([
  ["a wrong indentation", " x: y\n"],
  ["an item in a wrong column", "   - \n"],
  ["a brace that is not closed", "- {\n"],
  ["a bracket that is not closed", "    ports: [\n"],
  ["a key without a colon", " x\n"],
  ["a text that is not closed", '    note: "x\n'],
])("%s is one fault, and takes none of the items behind it", (_name, line) => {
  const text = `rules:\n${items(3).join("")}${line}${items(300).join("")}`
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  const rules = roots
    .map(jsonOf)
    .flatMap(root => (root as { rules: object[] }).rules)
    .filter(rule => "name" in rule)
  expect(rules.map(rule => ({ ...rule, note: null }))).toEqual(
    [...Array(3).keys(), ...Array(300).keys()].map(index => ({ name: `r${index}`, port: index, note: null })),
  )
  expect(problems.map(({ range }) => text.slice(0, range.start).split("\n").length)).toEqual([8])
})

test("of a text that is too long to be read again, what stands before the fault is read", () => {
  const text = `rules:\n${items(3).join("")} x: y\n${items(10_000).join("")}`
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  expect(roots).toHaveLength(1)
  expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(["syntax"]))
})

test("tabs are one fault, at the first of the lines that they indent", () => {
  const text = "a: 1\nb:\n\tc:\n\t\t- d: 1\n\t\t  e: 2\n"
  const { problems } = parseText(text, "yaml", defaultBounds)
  expect(problems).toEqual([
    { reason: "syntax", detail: "YAML does not allow tabs as indentation: use spaces", range: { start: 8, end: 9 } },
  ])
})

test.each([
  ["less than its key", "a:\n  b:\n    c:\n", "- d: 1\n"],
  ["less than its key, with spaces behind", "a:\n    b:\n        c:\n", "  - d: 1\n\t    e: 2\n"],
  ["as its key", "a:\n b:\n", "- d: 1\n"],
  ["more than its key", "a:\n", "- d: 1\n"],
  ["behind a comment", "a:\n  b: # rules\n    # all of them\n\n", "- d: 1\n"],
  ["with lines that end as on Windows", "a:\r\n  b:\r\n", "- d: 1\r\n"],
  ["for a key", "a:\n  b:\n    c:\n", "d: 1\n"],
])("a tab before an item that is indented %s is one fault, at the tab", (_name, before, after) => {
  const text = `${before}\t${after}`
  const { problems } = parseText(text, "yaml", defaultBounds)
  const range = { start: before.length, end: before.length + 1 + (/^ */.exec(after)?.[0].length ?? 0) }
  expect(problems).toEqual([{ reason: "syntax", detail: "YAML does not allow tabs as indentation: use spaces", range }])
})

test("tabs behind an empty first line are one fault, too", () => {
  const { problems } = parseText("\n \t one: 1\n- two: 2\n", "yaml", defaultBounds)
  expect(problems).toEqual([
    { reason: "syntax", detail: "YAML does not allow tabs as indentation: use spaces", range: { start: 1, end: 4 } },
  ])
})

test("a fault before the line of a tab stays one", () => {
  const text = "x: [1, 2\ny: 3\na:\n  b:\n\t- d: 1\n"
  const { problems } = parseText(text, "yaml", defaultBounds)
  expect(problems.length).toBeGreaterThan(1)
})

test.each([
  ["in quotes", "a: \"*\"\nb: '@x'\n", [{ a: "*", b: "@x" }]],
  ["in a block scalar", "a: |\n  - *\n  b: @x\n", [{ a: "- *\nb: @x\n" }]],
  ["within a plain value", "a: x - @y\nb: 2 * 3\n", [{ a: "x - @y", b: "2 * 3" }]],
  ["that is an alias", "a: &x 1\nb: [*x]\nc: *x\n", [{ a: 1, b: [1], c: 1 }]],
] as const)("a sign %s needs no quotes", (_name, text, values) => {
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  expect(problems).toEqual([])
  expect(roots.map(jsonOf)).toEqual(values)
})
