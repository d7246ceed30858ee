import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { renameEdits } from "../../server/src/features/naming/rename.ts"
import { symbolPlaces } from "../../server/src/features/naming/template-places.ts"
import { templateSymbols } from "../../server/src/readers/template-symbols.ts"
import { applyEdits } from "../../server/src/syntax/edit.ts"

const folder = new URL("../fixtures/readers/", import.meta.url)
const files = readdirSync(folder).filter(file => /^arm-template.*\.json$/.test(file))
const uri = "file:///main.json"
const newName = "renamed0here"

function read(text: string) {
  const { syntax, read: found } = readText({ uri, language: "json", text }, defaultSettings)
  const groups = found?.groups.map(({ name, rules, incompleteReason }) => {
    return { name, incompleteReason, rules: rules.map(rule => [rule.name, rule.priority, rule.access, rule.written]) }
  })
  return {
    syntax,
    told: JSON.stringify({ groups, faults: found?.expressionFaults?.map(({ kind, text }) => [kind, text]) }),
  }
}

test.each(files)("%s: a parameter or variable that is called otherwise means the same", file => {
  const text = readFileSync(new URL(file, folder), "utf8")
  const { syntax, told } = read(text)
  if (!syntax) throw new Error(file)
  for (const symbol of templateSymbols(syntax)) {
    const places = symbolPlaces(symbol, { uri, syntax })
    const edits = renameEdits({ kind: symbol.kind, name: symbol.name, places }, newName)
    if ("problem" in edits) continue
    const own = [...(edits.get(uri) ?? [])].toSorted((a, b) => a.range.start - b.range.start)
    const after = read(applyEdits(text, own)).told
    const back = (said: string) =>
      said.replace(new RegExp(newName, "gi"), "§").replace(new RegExp(`\\b${symbol.name}\\b`, "gi"), "§")
    expect(back(after), symbol.name).toBe(back(told))
  }
})

test("most names of the fixtures can be renamed", () => {
  const counted = files.flatMap(file => {
    const { syntax } = read(readFileSync(new URL(file, folder), "utf8"))
    return syntax ? templateSymbols(syntax).filter(({ declarations }) => declarations.length > 0) : []
  })
  const free = counted.filter(({ unplaced }) => unplaced.length === 0)
  expect(counted.length).toBeGreaterThan(30)
  expect(free.length / counted.length).toBeGreaterThan(0.8)
})
