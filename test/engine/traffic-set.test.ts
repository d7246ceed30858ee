import fc from "fast-check"
import { expect, test } from "vitest"
import { boxCover } from "../../server/src/engine/traffic/box-cover.ts"
import { contains, intervalSet } from "../../server/src/engine/traffic/interval-set.ts"
import {
  type Box,
  boxesOf,
  boxSet,
  count,
  intersectSets,
  isSame,
  nothing,
  subtractSets,
  type TrafficSet,
  uniteAll,
  uniteSets,
} from "../../server/src/engine/traffic/traffic-set.ts"

const dimensions = 3
const last = 5
const sides = fc
  .array(fc.tuple(fc.nat(last), fc.nat(last)), { minLength: 1, maxLength: 2 })
  .map(pairs => intervalSet(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)])))
const boxes = fc.array(sides, { minLength: dimensions, maxLength: dimensions })
const sets = fc.array(boxes, { maxLength: 5 }).map(some => some.map(boxSet).reduce(uniteSets, nothing))
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
  const results = [uniteSets(a, b), subtractSets(a, b), intersectSets(a, b)]
  for (const point of points) {
    const [inA, inB] = [holding(a, point), holding(b, point)]
    const found = results.map(set => holding(set, point))
    if (inA > 1 || print(found) !== print([inA | inB, inA & ~inB, inA & inB]))
      expect(found, print([a, b, point])).toBe(0)
  }
})

law("the form is canonical", (a, b) => {
  expect(isSame(a, b)).toBe(points.every(point => holding(a, point) === holding(b, point)))
  expect(boxesOf(a).toReversed().map(boxSet).reduce(uniteSets, nothing)).toEqual(a)
})

law("De Morgan", (a, b) => {
  const not = (set: TrafficSet) => subtractSets(everything, set)
  expect(not(uniteSets(a, b))).toEqual(intersectSets(not(a), not(b)))
  expect(not(intersectSets(a, b))).toEqual(uniteSets(not(a), not(b)))
  expect(not(not(a))).toEqual(a)
})

law("what is subtracted once is gone, and counts add up", (a, b) => {
  expect(subtractSets(subtractSets(a, b), b)).toEqual(subtractSets(a, b))
  expect(uniteSets(subtractSets(a, b), b)).toEqual(uniteSets(a, b))
  expect(count(uniteSets(a, b))).toBe(count(a) + count(subtractSets(b, a)))
})

test("all at once is one after the other, and is given up where it takes more work than it may", () => {
  fc.assert(
    fc.property(fc.array(boxes, { maxLength: 9 }), fc.nat(60), (some, left) => {
      const sets = some.map(boxSet)
      const united = sets.reduce(uniteSets, nothing)
      expect(uniteAll(sets)).toEqual(united)
      const work = { left }
      expect(uniteAll(sets, work)).toEqual(work.left < 0 ? undefined : united)
    }),
  )
})

law(
  "a cover holds all that is needed and nothing outside of the set, in no more boxes, and needs each of them",
  (a, b) => {
    const whole = uniteSets(a, b)
    const cover = boxCover(whole, a).map(boxSet)
    expect(subtractSets(uniteAll(cover), whole)).toEqual(nothing)
    expect(subtractSets(a, uniteAll(cover))).toEqual(nothing)
    expect(cover.length).toBeLessThanOrEqual(boxesOf(a).length)
    const isNeeded = (set: TrafficSet) => subtractSets(a, uniteAll(cover.filter(one => one !== set))).length > 0
    expect(cover.every(isNeeded)).toBe(true)
  },
)

test("a cover reads as rules do: all from here, and one port from everywhere", () => {
  const [here, everywhere, others] = [
    [1, 2],
    [0, 5],
    [0, 1, 2, 5],
  ]
  const allButPort = [0, 3, 4, 9]
  const set = [
    [here, allButPort],
    [everywhere, [3, 4]],
  ]
    .map(boxSet)
    .reduce(uniteSets)
  expect(boxCover(set, set)).toEqual([
    [here, [0, 9]],
    [everywhere, [3, 4]],
  ])
  expect(boxCover(boxSet([others, [3, 4]]), boxSet([others, [3, 4]]))).toEqual([[others, [3, 4]]])
})
