import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedGroup } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { strip } from "../support/annotate.ts"
import { corpusEntries, hasCorpus, readCorpusFile } from "./corpus.ts"

// Any text is read to its end: cut off anywhere, with pieces taken out, doubled, or put in where they do not belong.
const folder = "test/fixtures/readers"
const texts = readdirSync(folder).map(file => ({ file, text: strip(readFileSync(`${folder}/${file}`, "utf8")) }))
const realTexts = !hasCorpus
  ? []
  : corpusEntries()
      .filter((_entry, index) => index % 12 === 0)
      .map(readCorpusFile)
      .filter(({ text }) => text.length < 20_000)
      .map(({ entry, text }) => ({ file: entry.path, text }))
const pieces = [
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  ",",
  ":",
  "\n",
  "- ",
  "  ",
  "#",
  "//",
  "{{",
  "}}",
  "{%",
  "%}",
  "${",
  "[[",
  "&a ",
  "*a",
  "|",
  ">-",
  "<<:",
  "\t",
  "null",
  "1e999",
  "\u0000",
  "\ud800",
]

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  insert: fc.oneof(fc.constantFrom("", ...pieces), fc.string({ maxLength: 5 })),
})

test.each([...Array(8).keys()])(
  "mutated documents are read without a throw (%i)",
  seed => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts, ...realTexts),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        ({ file, text }, edits, isCut) => {
          const mutated = edits.reduce((now, { at, length, insert }) => {
            const start = Math.floor(at * now.length)
            return now.slice(0, start) + insert + (isCut ? "" : now.slice(start + length))
          }, text)
          const started = performance.now()
          readAndCheck(mutated, file.endsWith(".json") ? "json" : "yaml")
          expect(performance.now() - started).toBeLessThan(2_000)
        },
      ),
      { seed, numRuns: 300 },
    )
  },
  60_000,
)

function readAndCheck(text: string, language: "json" | "yaml"): void {
  const document = parseText(text, language, defaultBounds)
  for (const group of readDocument(document)?.groups ?? []) checkRanges(group, text.length)
}

/** Whatever was read stands in the text, and each term has its place. */
function checkRanges({ range, nameRange, rules }: LocatedGroup, length: number): void {
  const ranges = rules.flatMap(({ at, problems, source, sourcePorts, destination, destinationPorts }) => {
    const counts = [source, sourcePorts, destination, destinationPorts].map(terms => terms.length)
    expect(Object.values(at.terms).map(places => places.length)).toEqual(counts)
    return [
      at.self,
      at.name,
      ...Object.values(at.properties),
      ...Object.values(at.terms).flat(),
      ...problems.map(each => each.range),
    ]
  })
  for (const { start, end } of [range, nameRange, ...ranges]) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThanOrEqual(start)
    expect(end).toBeLessThanOrEqual(length + 1)
  }
}
