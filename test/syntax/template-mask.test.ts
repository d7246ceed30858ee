import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { maskTemplates, unmasked } from "../../server/src/syntax/template-mask.ts"
import { jsonOf } from "./describe-nodes.ts"

test.each([
  ["a plain value", "a: {{ .Values.x }}\n", { a: "{{ .Values.x }}" }],
  ["a part of a value", "a: pre-{{ x }}-post # {{ y }}\n", { a: "pre-{{ x }}-post" }],
  ["quotes in quotes", 'a: "{{ x | default "y" }}"\n', { a: '{{ x | default "y" }}' }],
  ["a value over two lines", "a: {{ x\n  | y }}\nb: 1\n", { a: "{{ x\n  | y }}", b: 1 }],
  ["a value in a flow list", "a: [{{ x }}, 2]\n", { a: ["{{ x }}", 2] }],
  ["a key", "{{ x }}: 1\n", { "{{ x }}": 1 }],
  ["a block scalar", "a: >-\n  {{ x }}\nb: 1\n", { a: "{{ x }}", b: 1 }],
  ["lines of directives", "a: 1\n{{- if x }}\nb: 2\n{{- else }}\nc: 3\n{{- end }}\n", { a: 1, b: 2, c: 3 }],
  [
    "Jinja's statements and comments",
    "{# note #}\na: 1\n{% for x in y %}\nb: {{ x }}\n{% endfor %}\n",
    { a: 1, b: "{{ x }}" },
  ],
  ["an insertion", "a:\n  {{- toYaml .x | nindent 2 }}\nb: 1\n", { a: null, b: 1 }],
  ["a condition within a value", "a: {% if x %}b{% else %}c{% endif %}\n", { a: "{% if x %}b{% else %}c{% endif %}" }],
  ["a condition in quotes", 'a: ["{{ if .x }}80{{ end }}", 1]\n', { a: ["{{ if .x }}80{{ end }}", 1] }],
  ["a loop in a flow list", 'a: [{% for x in y %}"{{ x }}",{% endfor %} 1]\n', { a: ["{{ x }}", 1] }],
  [
    "a line that a condition leaves out",
    "a: 1\n{{ if .x }}b: {{ .y }}{{ end }}\nc: 1\n",
    { a: 1, "{{ if .x }}b": "{{ .y }}{{ end }}", c: 1 },
  ],
  ["a block that begins behind a key", "a: {{ with .x }}\n  b: 1\n{{ end }}\n", { a: { b: 1 } }],
  [
    "variables that are called like statements",
    "a: {{ endpoint }}\n{{ if .x }}\nb: {{ range }}\n{{ end }}\nc: {{ call .f }}\n",
    { a: "{{ endpoint }}", b: "{{ range }}", c: "{{ call .f }}" },
  ],
  ["tokens", "a: #{x}#\nb: [$" + "{y}, #{z}]\nc: 1 # note\n", { a: "#{x}#", b: ["$" + "{y}", "#{z}"], c: 1 }],
  ["ERB", "a: <%= x %>\n<% if y %>\nb: 1\n<% end %>\n", { a: "<%= x %>", b: 1 }],
  ["equal keys in two branches", "{% if x %}\na: 1\n{% else %}\na: 2\n{% endif %}\n", { a: 2 }],
  ["a template that is not closed", "a: x{{ y\nb: 1\n", { a: "x{{ y", b: 1 }],
] as const)("reads through %s", (_name, text, value) => {
  const { roots, problems } = parseText(text, "yaml", defaultBounds)
  expect(problems).toEqual([])
  expect(roots.map(jsonOf)).toEqual([value])
})

test("the masked text is as long as the text, and gives it back", () => {
  const text = "a: \"{{ x 'é' }}\"\r\n{{- if y }}\r\nb: {{ z\n}}\n"
  const masked = maskTemplates(text)
  expect(masked?.text).toHaveLength(text.length)
  expect(unmasked(masked?.text ?? "")).toBe(text.replace("{{- if y }}", " ".repeat(11)))
  expect(maskTemplates("a: { b: 1 }")).toBeUndefined()
})

test("directives say what they do to the text around them", () => {
  const text = `{{- $x := 1 }}
{{/* a comment */}}
{{- range .list }}
a: 1
{{- if .b }}
b: 1
{{- else }}
c: 1
{{- end }}
{{- end }}
{{ include "d" . }}
{% if open %}
`
  const directives = parseText(text, "yaml", defaultBounds).directives ?? []
  expect(directives.flatMap(({ branches = [] }) => branches.map(({ text }) => text))).toEqual(["{{- else }}"])
  expect(directives.map(({ kind, range }) => `${kind} ${JSON.stringify(text.slice(range.start, range.end))}`)).toEqual([
    String.raw`block "{{- range .list }}\na: 1\n{{- if .b }}\nb: 1\n{{- else }}\nc: 1\n{{- end }}\n{{- end }}"`,
    String.raw`block "{{- if .b }}\nb: 1\n{{- else }}\nc: 1\n{{- end }}"`,
    String.raw`insert "{{ include \"d\" . }}"`,
    String.raw`block "{% if open %}\n"`,
  ])
})
