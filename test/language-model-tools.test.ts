import { expect, test } from "vitest"
import manifest from "../package.json" with { type: "json" }
import { languageModelTools, languageModelToolTexts } from "./support/language-model-tools.ts"
import { manifestTextsWith } from "./support/manifest-texts.ts"

test("package.json declares the assistants' tools as they are", async () => {
  const contributes = { ...manifest.contributes, languageModelTools: languageModelTools() }
  await expect(`${JSON.stringify({ ...manifest, contributes }, null, 2)}\n`).toMatchFileSnapshot("../package.json")
})

test("what people read of them, in English", async () => {
  await expect(manifestTextsWith("tool.", languageModelToolTexts())).toMatchFileSnapshot("../package.nls.json")
})
