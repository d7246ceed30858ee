import { expect, test } from "vitest"
import { keptFor } from "../../server/src/values/kept-for.ts"
import { keptIn } from "../../server/src/values/kept-in.ts"
import { lazyPart } from "../../server/src/values/lazy-part.ts"

test("what is worked out of a value is worked out once, and anew for a copy of it", () => {
  let count = 0
  const numbered = keptFor((_: object) => ++count)
  const [one, other] = [{}, {}]
  expect([numbered(one), numbered(other), numbered(one)]).toEqual([1, 2, 1])
  expect(numbered({ ...one })).toBe(3)
})

test("what is kept in a value can be another one, and shows nowhere in it", () => {
  const [words, others] = [keptIn<object, string>(), keptIn<object, string>()]
  const value = { a: 1 }
  words.set(value, "first")
  words.set(value, "second")
  expect([words.get(value), others.get(value)]).toEqual(["second", undefined])
  expect([Reflect.ownKeys(value), words.get({ ...value })]).toEqual([["a"], undefined])
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
