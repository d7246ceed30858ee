import { expect, test } from "vitest"
import manifest from "../package.json" with { type: "json" }
import { languageModelTools } from "./support/language-model-tools.ts"

test("package.json declares the assistants' tools as they are", () => {
  expect(manifest.contributes.languageModelTools).toEqual(languageModelTools())
})
