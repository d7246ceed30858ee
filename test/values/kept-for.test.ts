import { expect, test } from "vitest"
import { keptFor } from "../../server/src/values/kept-for.ts"
import { lazyPart } from "../../server/src/values/lazy-part.ts"

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

test("a part that is worked out when it is asked for is one of the value's own, which a copy has as it is", () => {
  let count = 0
  const withDouble = lazyPart<{ number: number; double: number }, "double">("double", ({ number }) => {
    count++
    return 2 * number
  })
  const [two, three] = [withDouble({ number: 2 }), withDouble({ number: 3 })]
  expect([Object.keys(two), count]).toEqual([["number", "double"], 0])
  expect([two.double, two.double, three.double, count]).toEqual([4, 4, 6, 2])
  expect(Object.getOwnPropertyDescriptor({ ...two, number: 5 }, "double")?.value).toBe(4)
})
