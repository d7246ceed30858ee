import { expect, test } from "vitest"
import manifest from "../package.json" with { type: "json" }
import { languageModelTools } from "./support/language-model-tools.ts"

test("package.json declares the assistants' tools as they are", async () => {
  const contributes = { ...manifest.contributes, languageModelTools: languageModelTools() }
  await expect(`${JSON.stringify({ ...manifest, contributes }, null, 2)}\n`).toMatchFileSnapshot("../package.json")
})
