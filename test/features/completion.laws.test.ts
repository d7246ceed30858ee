import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { LocatedRule, RuleProperty } from "../../server/src/readers/reader.ts"
import { isPrinted } from "../../server/src/readers/rule-place.ts"
import { outerRange } from "../../server/src/syntax/lookup.ts"
import type { Range } from "../../server/src/syntax/node.ts"
import { type pathAt, pathTo } from "../../server/src/syntax/path.ts"
import { isAt } from "../../server/src/syntax/range.ts"
import { completeAt } from "./complete-at.ts"

const folder = new URL("../fixtures/readers/", import.meta.url)
const files = readdirSync(folder).filter(
  file => /\.(json|yaml)$/.test(file) && !/ranges|jinja|helm|broken|anchors|misplaced|composition/.test(file),
)
const words = ["access", "direction", "protocol"] as const

/** The first rules of a document of each dialect, each with its values as they stand in the text. */
function rulesOf(file: string) {
  const language = file.endsWith(".json") ? ("json" as const) : ("yaml" as const)
  const text = readFileSync(new URL(file, folder), "utf8")
  const { read, syntax } = readText({ uri: `file:///${file}`, language, text }, defaultSettings)
  if (!read || !syntax || isPrinted(read.dialect)) return undefined
  return {
    language,
    text,
    syntax,
    rules: read.groups.flatMap(group => (group.numbersRules ? [] : group.rules.slice(0, 2))),
  }
}

test.each(files)("%s: a word that is typed again is offered, and taking it changes nothing", file => {
  const found = rulesOf(file)
  if (!found) return
  const { language, text, syntax, rules } = found
  for (const rule of rules) {
    for (const property of words) {
      const range = rule.at.properties[property]
      const path = range && pathTo(syntax, range)
      const value = range && text.slice(range.start, range.end)
      if (!range || !path || value === undefined || value !== rule.written.values[property]) continue
      const middle = range.start + (value === "*" ? 0 : 1)
      const { labels, take } = completeAt(`${text.slice(0, middle)}$0${text.slice(middle)}`, language)
      const told = labels.find(label => label.toLowerCase() === value.toLowerCase())
      expect(told, `${property} of ${rule.name}`).toBeDefined()
      // A document may spell a word in several ways: then the other rules' is offered.
      expect(take(told ?? "").toLowerCase()).toBe(text.toLowerCase())
    }
  }
})

test.each(files)("%s: a key that is typed again is offered, and taking it changes nothing", file => {
  const found = rulesOf(file)
  if (!found) return
  const { language, text, syntax, rules } = found
  for (const rule of rules) {
    for (const key of keysOf(rule, text, syntax)) {
      if (!isRuleWithout(key, file, text, language)) continue
      const { labels, take } = completeAt(`${text.slice(0, key.start + 1)}$0${text.slice(key.start + 1)}`, language)
      const name = text.slice(key.start, key.end)
      expect(labels, `${name} of ${rule.name}`).toContain(name)
      expect(take(name)).toBe(text)
    }
  }
})

test.each(readdirSync(folder).filter(file => /\.(json|yaml)$/.test(file)))(
  "%s: nothing throws wherever it is cut",
  file => {
    const text = readFileSync(new URL(file, folder), "utf8").replaceAll("$0", "$1")
    const language = file.endsWith(".json") ? "json" : "yaml"
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const at = Math.floor(text.length * share)
      for (const marked of [`${text.slice(0, at)}$0`, `${text.slice(0, at)}$0${text.slice(at + 30)}`]) {
        expect(() => completeAt(marked, language)).not.toThrow()
      }
    }
  },
)

/** Some documents are only known by the keys of their rules: without one they are none. */
function isRuleWithout(key: Range, file: string, text: string, language: "json" | "yaml"): boolean {
  const other = `${text.slice(0, key.start)}no0property${text.slice(key.end)}`
  const { read } = readText({ uri: `file:///${file}`, language, text: other }, defaultSettings)
  return read?.groups.some(({ rules }) => rules.some(({ at }) => isAt(at.self, key.start))) ?? false
}

/** Where the keys stand of those values that stand right behind them. */
function keysOf({ at: { properties, self }, names }: LocatedRule, text: string, syntax: Parameters<typeof pathAt>[0]) {
  return (Object.keys(properties) as RuleProperty[]).flatMap(property => {
    const range = properties[property]
    const last = range && pathTo(syntax, range)?.steps.at(-1)
    if (!range || !last || !("entry" in last)) return []
    const { key, keyRange, value } = last.entry
    if (property === "name" || key !== names[property]) return []
    const isInside = self.start <= keyRange.start && outerRange(value).end <= self.end
    return isInside && text.slice(keyRange.end, range.start).length < 12 ? [keyRange] : []
  })
}
