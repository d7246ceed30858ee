import { expect, test } from "vitest"
import { forgetKept, keptFor } from "../../server/src/values/kept-for.ts"

test("what is worked out of a value is worked out once, and again when all was let go", () => {
  let count = 0
  const numbered = keptFor((_: object) => ++count)
  const [one, other] = [{}, {}]
  expect([numbered(one), numbered(other), numbered(one)]).toEqual([1, 2, 1])
  for (let round = 1; round <= 3; round++) {
    forgetKept()
    expect([numbered(one), numbered(one)]).toEqual([round + 2, round + 2])
  }
})

test("what is kept within what is kept goes with it", () => {
  let count = 0
  const nested = keptFor((_: object) => keptFor((_: object) => ++count))
  const [outer, inner] = [{}, {}]
  forgetKept()
  expect([nested(outer)(inner), nested(outer)(inner)]).toEqual([1, 1])
  forgetKept()
  expect(nested(outer)(inner)).toBe(2)
})
