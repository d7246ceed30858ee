import fc from "fast-check"
import { expect, test } from "vitest"
import { contains, intervalSet } from "../../server/src/engine/traffic/interval-set.ts"
import {
  type Box,
  boxesOf,
  boxSet,
  count,
  isSame,
  nothing,
  type TrafficSet,
  unite,
  uniteAll,
  without,
} from "../../server/src/engine/traffic/traffic-set.ts"

const dimensions = 3
const last = 5
const sides = fc
  .array(fc.tuple(fc.nat(last), fc.nat(last)), { minLength: 1, maxLength: 2 })
  .map(pairs => intervalSet(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)])))
const boxes = fc.array(sides, { minLength: dimensions, maxLength: dimensions })
const sets = fc.array(boxes, { maxLength: 5 }).map(some => some.map(boxSet).reduce(unite, nothing))
const everything = boxSet(Array.from({ length: dimensions }, () => [0, last]))
const points = Array.from({ length: last ** dimensions }, (_, index) =>
  Array.from({ length: dimensions }, (_, place) => Math.floor(index / last ** place) % last),
)

const law = (title: string, holds: (a: TrafficSet, b: TrafficSet) => void) =>
  test(title, () => fc.assert(fc.property(sets, sets, holds), { numRuns: 150 }))

const isIn = (box: Box, point: readonly number[]) => box.every((side, place) => contains(side, point[place]!))
const holding = (set: TrafficSet, point: readonly number[]) => boxesOf(set).filter(box => isIn(box, point)).length

const print = (value: unknown) => JSON.stringify(value)

law("operations agree with membership, point by point, and boxes are disjoint", (a, b) => {
  const [united, left] = [unite(a, b), without(a, b)]
  for (const point of points) {
    const [inA, inB] = [holding(a, point), holding(b, point)]
    const found = [united, left].map(set => holding(set, point))
    if (inA > 1 || print(found) !== print([inA | inB, inA & ~inB])) expect(found, print([a, b, point])).toBe(0)
  }
})

law("the form is canonical", (a, b) => {
  expect(isSame(a, b)).toBe(points.every(point => holding(a, point) === holding(b, point)))
  expect(boxesOf(a).toReversed().map(boxSet).reduce(unite, nothing)).toEqual(a)
})

law("De Morgan", (a, b) => {
  const not = (set: TrafficSet) => without(everything, set)
  const meet = (one: TrafficSet, other: TrafficSet) => without(one, not(other))
  expect(not(unite(a, b))).toEqual(meet(not(a), not(b)))
  expect(not(meet(a, b))).toEqual(unite(not(a), not(b)))
  expect(not(not(a))).toEqual(a)
})

law("what is subtracted once is gone, and counts add up", (a, b) => {
  expect(without(without(a, b), b)).toEqual(without(a, b))
  expect(unite(without(a, b), b)).toEqual(unite(a, b))
  expect(count(unite(a, b))).toBe(count(a) + count(without(b, a)))
})

test("all at once is one after the other, and is given up where it takes more work than it may", () => {
  fc.assert(
    fc.property(fc.array(boxes, { maxLength: 9 }), fc.nat(60), (some, left) => {
      const sets = some.map(boxSet)
      const united = sets.reduce(unite, nothing)
      expect(uniteAll(sets)).toEqual(united)
      const work = { left }
      expect(uniteAll(sets, work)).toEqual(work.left < 0 ? undefined : united)
    }),
  )
})
