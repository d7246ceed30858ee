import { expect, test } from "vitest"
import { editDistance } from "../../server/src/values/edit-distance.ts"
import { similarName } from "../../server/src/values/similar-name.ts"

const names = ["shadowed-rule", "duplicate-name", "check", "Internet"]

test.each([
  ["shadow-rule", "shadowed-rule"],
  ["duplicate-nmae", "duplicate-name"],
  ["chek", "check"],
  ["Intrenet", "Internet"],
  ["Interent", "Internet"],
  ["Inetrent", undefined],
  ["something", undefined],
])("%s is %s", (misspelt, meant) => {
  expect(similarName(misspelt, names)).toBe(meant)
})

test.each([
  ["", "ab", 2],
  ["ab", "ab", 0],
  ["ab", "ba", 1],
  ["abcd", "badc", 2],
  ["ca", "abc", 3],
  ["kitten", "sitting", 3],
])("from %o to %o in %i steps, both ways", (from, to, steps) => {
  expect(editDistance(from, to)).toBe(steps)
  expect(editDistance(to, from)).toBe(steps)
})
