import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { sameParts } from "./same-parts.ts"

const read = (file: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(file, "utf8"))
const english = read("package.nls.json")
const german = read("package.nls.de.json")

/** The properties of contributions that VS Code shows; the names of a language, and schemas of tools, are for machines. */
const shown = new Set([
  ...["title", "description", "markdownDescription", "enumDescriptions", "altText", "contents"],
  ...["displayName", "userDescription", "enumItemLabels", "deprecationMessage", "patternErrorMessage"],
])

/** Names stay as they are. */
const names = ["Azure NSG"]

const texts = [
  ...shownTexts(manifest.capabilities),
  ...shownTexts(manifest.contributes),
  ...Object.values(manifest.contributes.views)
    .flat()
    .map(({ name }) => name),
]

test("all that VS Code shows of the manifest is a key", () => {
  expect(texts.length).toBeGreaterThan(100)
  expect(texts.filter(text => !/^%[\w.-]+%$/.test(text) && !names.includes(text))).toEqual([])
})

test("every key has its text in each language, and no text is without use", () => {
  const keys = new Set(texts.filter(text => !names.includes(text)).map(text => text.slice(1, -1)))
  expect(Object.keys(english).sort()).toEqual([...keys].sort())
  expect(Object.keys(german)).toEqual(Object.keys(english))
})

test.each(Object.keys(english))("%s has the same code, links and commands in German", key => {
  sameParts(english[key]!, german[key]!)
})

function shownTexts(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === "inputSchema") return []
    return shown.has(key) && typeof child !== "object" ? [String(child)] : listOrTexts(key, child)
  })
}

function listOrTexts(key: string, child: unknown): string[] {
  return shown.has(key) && Array.isArray(child) ? child.map(String) : shownTexts(child)
}
