import { describe, expect, test } from "vitest"
import { hasCorpus } from "./corpus.ts"
import { labelledFiles } from "./corpus-labels.ts"

describe.skipIf(!hasCorpus)("files that other tools' tests label (../shared/corpus)", () => {
  test("what is labelled to expose something does, what is labelled not to does not, or it is said why", () => {
    const files = labelledFiles()
    expect(files.filter(({ verdict }) => verdict === "as labelled").length).toBeGreaterThan(20)
    const otherwise = files.filter(({ verdict, why }) => verdict === "otherwise" && why === "")
    expect(
      otherwise.map(({ path, label, found }) => ({ path, label, found: found.map(({ message }) => message) })),
    ).toEqual([])
  })
})
