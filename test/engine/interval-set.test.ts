import fc from "fast-check"
import { expect, test } from "vitest"
import {
  contains,
  covers,
  type IntervalSet,
  intersect,
  intervalSet,
  intervalsOf,
  isEqual,
  meets,
  size,
  subtract,
  union,
} from "../../server/src/engine/traffic/interval-set.ts"

const last = 24
const everything: IntervalSet = [0, last]
const sets = fc
  .array(fc.tuple(fc.nat(last), fc.nat(last)), { maxLength: 6 })
  .map(pairs => intervalSet(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)])))
const numbers = Array.from({ length: last }, (_, number) => number)

const law = (title: string, holds: (a: IntervalSet, b: IntervalSet) => void) =>
  test(title, () => fc.assert(fc.property(sets, sets, holds), { numRuns: 2000 }))

law("a form is ascending, even in length, and the same for the same numbers", (a, b) => {
  expect(a.length % 2).toBe(0)
  expect(a.every((bound, index) => index === 0 || a[index - 1]! < bound)).toBe(true)
  expect(isEqual(a, b)).toBe(numbers.every(number => contains(a, number) === contains(b, number)))
})

law("operations agree with membership, number by number", (a, b) => {
  for (const number of numbers) {
    const [inA, inB] = [contains(a, number), contains(b, number)]
    expect(contains(union(a, b), number)).toBe(inA || inB)
    expect(contains(intersect(a, b), number)).toBe(inA && inB)
    expect(contains(subtract(a, b), number)).toBe(inA && !inB)
  }
})

law("to cover and to meet are what subtraction and intersection say", (a, b) => {
  expect(covers(a, b)).toBe(subtract(b, a).length === 0)
  expect(meets(a, b)).toBe(intersect(a, b).length > 0)
})

law("De Morgan", (a, b) => {
  const not = (set: IntervalSet) => subtract(everything, set)
  expect(not(union(a, b))).toEqual(intersect(not(a), not(b)))
  expect(not(intersect(a, b))).toEqual(union(not(a), not(b)))
  expect(not(not(a))).toEqual(a)
})

law("intersection is what subtraction leaves, and sizes add up", (a, b) => {
  expect(intersect(a, b)).toEqual(subtract(a, subtract(a, b)))
  expect(size(a) + size(b)).toBe(size(union(a, b)) + size(intersect(a, b)))
})

law("a set is its intervals", a => {
  expect(intervalSet(intervalsOf(a))).toEqual(a)
})
