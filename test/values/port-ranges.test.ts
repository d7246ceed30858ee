import fc from "fast-check"
import { expect, test } from "vitest"
import { joinedPorts, portsWithout } from "../../server/src/values/port-ranges.ts"

const ranges = fc.array(
  fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) })),
  { maxLength: 5 },
)
type Ranges = readonly { readonly first: number; readonly last: number }[]
const numbers = Array.from({ length: 32 }, (_, number) => number)
const within = (list: Ranges) => (number: number) => list.some(({ first, last }) => first <= number && number <= last)

test("joined ranges hold the same ports, and none touches the next", () => {
  fc.assert(
    fc.property(ranges, list => {
      const joined = joinedPorts(list)
      expect(numbers.filter(within(joined))).toEqual(numbers.filter(within(list)))
      expect(joined.every(({ first }, place) => place === 0 || first > joined[place - 1]!.last + 1)).toBe(true)
    }),
  )
})

test("ports without others are those that only the first hold", () => {
  fc.assert(
    fc.property(ranges, ranges, (list, others) => {
      const left = numbers.filter(number => within(list)(number) && !within(others)(number))
      expect(numbers.filter(within(portsWithout(list, others)))).toEqual(left)
    }),
  )
})
