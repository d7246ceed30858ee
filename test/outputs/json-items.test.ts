import fc from "fast-check"
import { expect, test } from "vitest"
import { jsonAround, jsonItem } from "../../server/src/outputs/json-items.ts"

test("JSON in pieces is the JSON of the whole", () => {
  const lists = fc.array(fc.record({ name: fc.string(), items: fc.array(fc.jsonValue(), { maxLength: 4 }) }), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(fc.jsonValue(), lists, (around, files) => {
      const whole = <T>(items: readonly T[]) => ({ before: around, files: items, behind: [around] })
      const texts = files.map(({ name, items }) => jsonAround(own => ({ name, items: own }), items.map(jsonItem)))
      expect([...jsonAround(whole, texts)].join("")).toBe(JSON.stringify(whole(files), null, 2))
    }),
  )
})
