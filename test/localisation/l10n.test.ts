import { readFileSync } from "node:fs"
import * as library from "@vscode/l10n"
import { afterAll, expect, test } from "vitest"
import * as own from "../../server/src/l10n.ts"

afterAll(() => library.config({ contents: {} }))

type Bundle = Record<string, string | { message: string; comment: string[] }>
const read = (name: string): Bundle => JSON.parse(readFileSync(`l10n/${name}.json`, "utf8"))
const keys = Object.keys(read("bundle.l10n"))
const values = ["a", 2, '"{0}"', "$&", true, "", "x", "y", "z", "{9}"]

/** What a template literal hands over for a text of the bundle; undefined where it names a value twice, or out of order. */
function templateOf(key: string): TemplateStringsArray | undefined {
  const marks = key.match(/\{[^}]+\}/g) ?? []
  if (marks.some((mark, place) => mark !== `{${place}}`)) return undefined
  const parts = key.split(/\{[^}]+\}/)
  return Object.assign(parts, { raw: parts })
}

test.each([
  ["no", {}],
  ["German", read("bundle.l10n.de")],
])("all texts are told as the library tells them, with %s texts of the editor's language", (_, contents) => {
  own.config({ contents })
  library.config({ contents })
  let templates = 0
  for (const key of keys) {
    const template = templateOf(key)
    if (template) {
      const args = values.slice(0, template.length - 1)
      expect(own.t(template, ...args)).toBe(library.t(template, ...args))
      expect(own.t(template, ...args)).toBe(library.t(template, ...args))
      templates++
    }
    expect(own.t(key)).toBe(library.t(key))
    expect(own.t(key, "a", "$1")).toBe(library.t(key, "a", "$1"))
  }
  expect(templates).toBeGreaterThan(500)
})
