import { expect, test } from "vitest"
import { keptFor } from "../../server/src/values/kept-for.ts"

test("what is worked out of a value is worked out once, also where it is nothing", () => {
  let count = 0
  const numbered = keptFor((_: object) => ++count)
  const [one, other] = [{}, Object.freeze({})]
  expect([numbered(one), numbered(other), numbered(one), numbered(other)]).toEqual([1, 2, 1, 2])
  const none = keptFor((_: object) => void ++count)
  expect([none(one), none(one), count]).toEqual([undefined, undefined, 3])
})

test("a copy of a value, and another question of the same value, know nothing of what is kept", () => {
  const [first, second] = [keptFor((_: object) => ({})), keptFor((_: object) => ({}))]
  const value = { a: 1 }
  expect(first(value)).not.toBe(second(value))
  expect(first({ ...value })).not.toBe(first(value))
  expect(Object.keys(value)).toEqual(["a"])
})
