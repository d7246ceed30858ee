import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { changedSpan } from "../../server/src/syntax/changed-span.ts"
import type { SyntaxDocument } from "../../server/src/syntax/document.ts"
import type { Node } from "../../server/src/syntax/node.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { reparseJson } from "../../server/src/syntax/reparse-json.ts"
import { reparseYaml } from "../../server/src/syntax/reparse-yaml.ts"
import { hasWord } from "../../server/src/syntax/words.ts"

// An edit parses no more than what it touches, and the tree is that of the whole text: ranges, values and problems.

/** Lists in one another, texts of every kind, comments and empty lines between the items, and what reaches far. */
const yaml = [
  `rules:
  - name: web # the shop
    ports:
      - 80
      - "443"
    numbers: [022, 22:22]
    sums:
      - 1_000
    text: |
      first
        # no comment

      last

    # about the next one
  - name: "two
      lines"
    plain: some words
      and more of them
    empty:
  -   name: 'single ''quoted'''
      list:
      - - a
        - b: c
      - { flow: [1, 2], "key": x }
      -
        name: below
  # the end
after: 1
`,
  "- a: 1\r\n  b: >-\r\n    folded\r\n    text\r\n\r\n- c\r\n- d: {e: f}\r\n",
  `- one: 1
- two: '2'
...
---
list:
- x
- y: |+
    kept


- ? complex
  : value
- !tag z
# tail`,
  `tasks:
  - rule: &first
      name: a
  - rule: "*"
  - rule: "{{ name }}"
  - name: b
  - *first
`,
  "%YAML 1.1\n%TAG ! tag:example.com,2000:\n---\n- a: yes\n- b: on\n- c: !own 010\n---\n- d: no\n- e: !own f\n",
  "a:\n  - b:\n      - c:\n          - d: 1\n            e: 2\n          - f\n    g: h\n  - i\n",
]

const json = [
  `{ "a": [1, { "b": "c", "d": [] }, "e"], // note
  "f": { "g": null, "h": [true, [2, [3]]] } }`,
]

const insert = fc.constantFrom(
  ..."abc1 \n-:#\"'|>[]{},&*!%?\t\r".split(""),
  ...[
    "\n  ",
    "\n    - ",
    "\n- ",
    "\n---\n",
    "x: 1",
    ": ",
    " #",
    "- ",
    "{{ x }}",
    "*first",
    "&first ",
    "off",
    "!own ",
    "/* */",
    "//",
    "",
  ],
)
const edit = fc.record({
  at: fc.nat(9999).map(n => n / 10_000),
  insert,
  removed: fc.constantFrom(0, 0, 0, 1, 2, 5, 30),
})
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never

function edited(text: string, { at, insert, removed }: Edit): string {
  const start = Math.floor(at * (text.length + 1))
  return text.slice(0, start) + insert + text.slice(start + removed)
}

const languages = [
  { language: "yaml", texts: yaml, reparse: reparseYaml },
  { language: "json", texts: json, reparse: (...args: Parameters<typeof reparseJson>) => listed(reparseJson(...args)) },
] as const

/** Some that edits bring and take. */
const words = ["a: ", "name", "::", "\n\n", "{ flow", "nowhere"]

function listed(node: Node | undefined): readonly Node[] | undefined {
  return node && [node]
}

test.each(languages)(
  "the tree after many edits is that of the whole text, in $language",
  ({ language, texts, reparse }) => {
    const count = { edits: 0, inPart: 0 }
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 12 }), (text, edits) => {
        let now: SyntaxDocument = parseText(text, language, defaultBounds)
        for (const one of edits) {
          const next = edited(now.text, one)
          const anew = parseText(next, language, defaultBounds)
          const roots = reparse(now, { text: next, span: changedSpan(now.text, next) }, defaultBounds)
          count.edits++
          if (roots) {
            count.inPart++
            expect({ roots, problems: [] }, next).toEqual({ roots: anew.roots, problems: anew.problems })
          }
          const after = roots ? parseText(next, language, defaultBounds, now) : anew
          for (const word of words) expect(hasWord(after, word), `${word} in ${next}`).toBe(next.includes(word))
          // A text that is broken is not typed on: nothing of it would be kept.
          now = anew.problems.length > 0 ? now : after
        }
      }),
      { numRuns: 700 * Number(process.env.NSG_SOAK ?? 1) },
    )
    expect(count.inPart / count.edits).toBeGreaterThan(0.1)
  },
)
