import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { getL10nJson } from "@vscode/l10n-dev"
import { expect, test } from "vitest"
import { sameParts } from "./same-parts.ts"

const german: Readonly<Record<string, string>> = JSON.parse(readFileSync("l10n/bundle.l10n.de.json", "utf8"))
const english = await exported()

test("the texts of client, server and pages, as they are marked in the sources", async () => {
  await expect(`${JSON.stringify(english, null, 2)}\n`).toMatchFileSnapshot("../../l10n/bundle.l10n.json")
})

test("each has its German, and no German is without use", () => {
  const keys = Object.keys(english)
  expect(keys.filter(key => !german[key])).toEqual([])
  expect(Object.keys(german).filter(key => !(key in english))).toEqual([])
})

test.each(Object.keys(german))("%s: same placeholders and code in German", key => {
  sameParts(key, german[key]!)
})

/** In the order of the files' names, so that the file is the same on every machine. */
async function exported(): Promise<Readonly<Record<string, unknown>>> {
  const files = ["client/src", "pages/src", "server/src"].flatMap(root =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter(name => name.endsWith(".ts"))
      .map(name => path.join(root, name))
      .sort(),
  )
  const marked = files.map(file => readFileSync(file, "utf8")).filter(text => text.includes("l10n."))
  const bundles = await Promise.all(marked.map(contents => getL10nJson([{ extension: ".ts", contents }])))
  return Object.assign({}, ...bundles)
}
