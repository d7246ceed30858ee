import { expect, test } from "vitest"
import { similarName } from "../../server/src/values/similar-name.ts"

const names = ["shadowed-rule", "duplicate-name", "check"]

test.each([
  ["shadow-rule", "shadowed-rule"],
  ["duplicate-nmae", "duplicate-name"],
  ["chek", "check"],
  ["something", undefined],
])("%s is %s", (misspelt, meant) => {
  expect(similarName(misspelt, names)).toBe(meant)
})
