import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { annotate, type Note, strip } from "../support/annotate.ts"
import { type Json, jsonOf, notesOf } from "./describe-nodes.ts"

test("reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const { roots, problems } = parseText(text, "json", defaultBounds)
      expect(problems).toEqual([])
      expect(roots.map(jsonOf)).toEqual([JSON.parse(text)])
    }),
    { seed: 1, numRuns: 500 },
  )
})

test.each([
  ["comments and trailing commas", '{ // a\n "a": 1, /* b */ "b": [1, 2, ], }', { a: 1, b: [1, 2] }],
  ["a byte order mark", '\uFEFF{ "a": 1 }', { a: 1 }],
  ["CRLF and tabs", '{\r\n\t"a": "x"\r\n}', { a: "x" }],
  [
    "an ARM expression over several lines",
    '{ "a": "[concat(\r\n \'x\',\r\n \'y\')]", "b": 1 }',
    { a: "[concat(\r\n 'x',\r\n 'y')]", b: 1 },
  ],
  ["the last of two equal keys", '{ "a": 1, "a": 2 }', { a: 2 }],
] as const)("reads %s", (_name, text, value) => {
  const { roots, problems } = parseText(text, "json", defaultBounds)
  expect(roots.map(jsonOf)).toEqual([value])
  expect(problems.filter(({ reason }) => reason === "syntax")).toEqual([])
})

test.each<readonly [string, string, Json]>([
  ["a value that is still to come", '{ "a": , "b": 1 }', { b: 1 }],
  ["a value that is still to come at the end of a line", '{ "a":\n "b": 1 }', { b: 1 }],
  ["a missing comma", '{ "a": 1 "b": 2 }', { a: 1, b: 2 }],
  ["a missing colon", '{ "a" 1, "b" {}, "c" ["x"], "d" "y", "e": 2 }', { a: 1, b: {}, c: ["x"], d: "y", e: 2 }],
  ["a missing colon and value", '{ "a" "b": 2 }', { b: 2 }],
  ["a text that is not closed", '{ "a": "x\n "b": 2 }', { a: "x", b: 2 }],
  ["a key that is not finished", '{ "a\n "b": 2 }', { b: 2 }],
  ["a brace that is missing between items", '[{ "a": 1, { "a": 2 }]', [{ a: 1 }, { a: 2 }]],
  ["a bracket that is missing", '{ "a": [1, 2, "b": 3 }', { a: [1, 2], b: 3 }],
  ["a bracket and its comma that are missing", '{ "a": [{ "b": 1 } "c": 2 }', { a: [{ b: 1 }], c: 2 }],
  ["a brace that is missing before a key", '{ "a": [ "b": 1 }, { "b": 2 }] }', { a: [{ b: 1 }, { b: 2 }] }],
  ["a brace that is missing in a list of lists", '[[ "b": 1 }]]', [[{ b: 1 }]]],
  ["a bracket that closes more than one level", '{ "a": [{ "b": 1 ], "c": 2 }', { a: [{ b: 1 }], c: 2 }],
  ["the end of the text", '{ "a": [{ "b": 1', { a: [{ b: 1 }] }],
  ["words that are none", "{ a: x, 'b': 1, \"c\": 2 }", { c: 2 }],
  ["a key without quotes", '{ a: { "b": 1 }, "c": 2 }', { a: { b: 1 }, c: 2 }],
  [
    "a key that is not closed",
    '[{ "a": {\n "b: {\n "x": 1 } } }, { "c": [\n ] }]',
    [{ a: { b: { x: 1 } } }, { c: [] }],
  ],
  ["a key that lacks its first quote", '{ a": "{[x", "c": 2 }', { a: "{[x", c: 2 }],
  [
    "a key of a list that lacks its first quote",
    '[{ "a": {\n b": [\n 1 ] } }, { "c": 2 }]',
    [{ a: { b: [1] } }, { c: 2 }],
  ],
  [
    "a text that is not closed before a bracket",
    '[{ "a": "x }, \n { "b": ["y ],\n "c": 2 }]',
    [{ a: "x" }, { b: ["y"], c: 2 }],
  ],
  [
    "a text that is not closed behind brackets of its own",
    '[{ "a": "{x},\n "b": ["[y()],\n 1] }]',
    [{ a: "{x}", b: ["[y()]", 1] }],
  ],
])("goes on after %s", (_name, text, value) => {
  const { roots, problems } = parseText(text, "json", defaultBounds)
  expect(roots.map(jsonOf)).toEqual([value])
  expect(problems.length).toBeGreaterThan(0)
})

test("ranges leave out the quotes, of keys too", () => {
  const source = `{
  "key": "text",
// ^^^ key
//        ^^^^ text
  "n": [ 12, true, { "x": null } ],
// ^ key
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ list
//       ^^ 12
//           ^^^^ true
//                 ^^^^^^^^^^^^^ map
//                    ^ key
//                        ^^^^ null
  "": "a\\"b"
// ^ key
//     ^^^^ a"b
}`
  expect(draw(strip(source))).toBe(source)
})

test("problems stand where they are", () => {
  const source = `{
  "a": 1,
  "a": 2,
// ^ duplicate-key: Property "a" is written twice
  "b" 3
//    ^ syntax: Colon expected
}`
  const text = strip(source)
  const { problems } = parseText(text, "json", defaultBounds)
  const notes = problems.map(({ range, reason, detail }) => ({ range, label: `${reason}: ${detail}` }))
  expect(annotate(text, notes, "//")).toBe(source)
})

test.each([
  ["json", '{ "rules": [{ "name": 1, "port": 1 "name": 2, "port": 2 }] }'],
  ["yaml", "rules:\n- { name: 1, port: 1 name: 2, port: 2 }\n"],
] as const)("%s: keys on both sides of a fault may belong to two maps, and are not written twice", (language, text) => {
  const { problems } = parseText(text, language, defaultBounds)
  expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(["syntax"]))
})

function draw(text: string): string {
  const notes: Note[] = parseText(text, "json", defaultBounds).roots.flatMap(root => notesOf(root).slice(1))
  return annotate(text, notes, "//")
}

test.each<readonly [string, string, Json, readonly string[]]>([
  [
    "a placeholder",
    '{ "a": {{ p }}, "b": #{q}#, "c": [__r__, $' + "{s}] }",
    { a: "{{ p }}", b: "#{q}#", c: ["__r__", "$" + "{s}"] },
    [],
  ],
  ["signs of pipelines", '[%p%, <your port>, @@q@@, "%"]', ["%p%", "<your port>", "@@q@@", "%"], []],
  ["a part of a number", "[1{{ n }}0, 2]", ["1{{ n }}0", 2], []],
  ["a key", '{ {{ k }}: 1, "b": 2 }', { "{{ k }}": 1, b: 2 }, []],
  ["more of a map", '{ "a": 1, {{ more }} "b": 2 }', { a: 1, "{{ more }}": "{{ more }}", b: 2 }, []],
  ["quotes in quotes", '{ "a": "{{ x["y"] }}", "b": 1 }', { a: '{{ x["y"] }}', b: 1 }, []],
  ["a condition", "[{% if a %} 1 {% else %} 2 {% endif %}, 3]", [1, 2, 3], ["{% if a %}"]],
  [
    "a loop with its comma",
    "[{% for x in y %} {{ x }} {% if z %},{% endif %} {% endfor %} 3]",
    ["{{ x }}", 3],
    ["{% for x in y %}", "{% if z %}"],
  ],
  ["Helm's lines", '{{- if .a }}\n{ "a": 1 }\n{{- end }}\n', { a: 1 }, ["{{- if .a }}"]],
  ["equal keys in two branches", '{ {% if a %} "b": 1 {% else %} "b": 2 {% endif %} }', { b: 2 }, ["{% if a %}"]],
])("reads around a template without quotes: %s", (_name, text, value, directives) => {
  const document = parseText(text, "json", defaultBounds)
  expect(document.problems).toEqual([])
  expect(document.roots.map(jsonOf)).toEqual([value])
  expect((document.directives ?? []).map(({ text }) => text)).toEqual(directives)
})

test.each([
  ["a brace too many", '{ "a": {{ "b": { "c": 1 }}, "d": 2 }', { a: { b: { c: 1 } }, d: 2 }],
  ["a comment", '{ "a": 1, // {% if x %}\n "b": 2 /* {{ y }} */ "c": 3 }', { a: 1, b: 2, c: 3 }],
  ["braces of a text", '{ "a": "{{", "b": "}}" "c": 3 }', { a: "{{", b: "}}", c: 3 }],
] as const)("takes %s for no template", (_name, text, value) => {
  const { roots, problems, directives } = parseText(text, "json", defaultBounds)
  expect(roots.map(jsonOf)).toEqual([value])
  expect(problems.length).toBeGreaterThan(0)
  expect(directives).toBeUndefined()
})
