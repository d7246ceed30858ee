import { readdirSync, readFileSync } from "node:fs"
import { setImmediate } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import type { AnalysedDocument } from "../../server/src/analysis/analysed-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { type ReadText, readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { strip } from "../support/annotate.ts"

// Someone may type for hours: of the versions of a document none stays in memory but the last one.

setFlagsFromString("--expose-gc")
const collect: () => void = runInNewContext("gc")
const folder = "test/fixtures/readers"

test.each(readdirSync(folder))("edits of %s leave no version behind", async file => {
  const language = file.endsWith(".json") ? "json" : "yaml"
  const first = strip(readFileSync(`${folder}/${file}`, "utf8"))
  const versions: WeakRef<object>[] = []
  let text: ReadText | undefined
  let analysed: AnalysedDocument | undefined
  for (let edit = 0; edit < 6; edit++) {
    // A line more each time: at the end, where all before stays as it is, or at the beginning, which moves all.
    const lines = "\n".repeat(edit)
    const source = { uri: `file:///${file}`, language, text: edit % 2 === 0 ? first + lines : lines + first } as const
    text = readText(source, defaultSettings, {}, text ?? { syntax: undefined })
    const index = indexResources([indexedText(text)])
    analysed = analyseText(text, index, defaultSettings, { previous: analysed })
    text.together().parts()
    versions.push(new WeakRef(source), new WeakRef(text), new WeakRef(analysed))
    // What a weak reference was made for stays until the next turn.
    await setImmediate()
  }
  // The last one is in hand. A compiler at work in the background may hold any other for a moment.
  const old = versions.slice(0, -3)
  const kept = () => {
    collect()
    return old.filter(version => version.deref() !== undefined)
  }
  await expect.poll(kept, { timeout: 5000 }).toEqual([])
  expect(analysed?.source).toBe(text?.source)
})
