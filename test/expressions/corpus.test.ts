import { existsSync, readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { isExpression, parseExpression } from "../../server/src/expressions/parse.ts"

const corpus = new URL("../../../shared/corpus/", import.meta.url)
const folders = ["arm-template/", "arm-fragment/"]

test.skipIf(!existsSync(corpus))("every expression of the shared templates can be read", { timeout: 60_000 }, () => {
  const refused = folders.flatMap(folder =>
    readdirSync(new URL(folder, corpus), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /\.jsonc?$/.test(entry.name))
      .flatMap(entry => refusedIn(readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"))),
  )
  expect(refused).toEqual([])
})

/** The expressions of a text of JSON that the parser refuses, found without parsing the text itself. */
function refusedIn(text: string): readonly string[] {
  const strings = [...text.matchAll(/"\[(?:[^"\\\n]|\\.)*\]"/g)].map(([quoted]) => textOf(quoted))
  return strings
    .filter(each => isExpression(each) && parseExpression(each).error)
    .map(each => `${each}: ${parseExpression(each).error?.message}`)
}

function textOf(quoted: string): string {
  try {
    return JSON.parse(quoted)
  } catch {
    return ""
  }
}
