import { expect, test } from "vitest"
import { SharedData } from "../../server/src/values/shared-data.ts"

test("what is shared says the same as before", () => {
  const shared = new SharedData()
  const value = () => ({
    text: "a",
    ...{ number: 1, nothing: null, absent: undefined, lists: [["a", ""], [], [{ text: "a" }]] },
    ...{ map: new Map([["key", { list: [] }]]), bytes: new Uint8Array([97, 98]) },
  })
  expect(shared.share(value())).toEqual(value())
  expect(shared.share(structuredClone(value()))).toEqual(value())
})

test("empty lists are one, of however many values", () => {
  const shared = new SharedData()
  const [one, other] = [shared.share({ a: [], b: [[]] }), shared.share({ c: [] })]
  expect(new Set([one.a, one.b[0], other.c]).size).toBe(1)
})
