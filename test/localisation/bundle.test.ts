import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { getL10nJson } from "@vscode/l10n-dev"
import { expect, test } from "vitest"
import { german } from "./german.ts"
import { sameParts } from "./same-parts.ts"
import { tableTexts } from "./table-texts.ts"

const english = await exported()

test("the texts of client, server and pages, as they are marked in the sources", async () => {
  await expect(`${JSON.stringify(english, null, 2)}\n`).toMatchFileSnapshot("../../l10n/bundle.l10n.json")
})

test("all that a text is filled with is a placeholder", () => {
  // The export does not see what stands behind an escape.
  expect(Object.keys(english).filter(key => key.includes("$" + "{"))).toEqual([])
})

test("each has its German, and no German is without use", () => {
  const keys = Object.keys(english)
  expect(keys.filter(key => !german[key])).toEqual([])
  expect(Object.keys(german).filter(key => !(key in english))).toEqual([])
  expect(Object.keys(german), "in the same order").toEqual(keys)
})

test.each(Object.keys(german))("%s: same placeholders and code in German", key => {
  sameParts(key, german[key]!)
})

/** Sorted, so that a text that moves to another file changes nothing: what is marked in the sources, and what stands in tables. */
async function exported(): Promise<Readonly<Record<string, unknown>>> {
  const files = ["client/src", "pages/src", "server/src"].flatMap(root =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter(name => name.endsWith(".ts"))
      .map(name => path.join(root, name)),
  )
  const marked = files.map(file => readFileSync(file, "utf8")).filter(text => text.includes("l10n."))
  // The export compiles its queries for every text, which takes longer than the reading: texts of several files at once.
  const texts = Array.from({ length: Math.ceil(marked.length / 20) }, (_, part) => ({
    extension: ".ts" as const,
    contents: marked.slice(20 * part, 20 * (part + 1)).join("\n"),
  }))
  const bundle = await getL10nJson(texts)
  const tables = Object.fromEntries(tableTexts.map(text => [text, text]))
  return Object.fromEntries(Object.entries({ ...bundle, ...tables }).sort(([left], [right]) => (left < right ? -1 : 1)))
}
