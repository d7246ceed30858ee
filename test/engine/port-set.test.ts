import fc from "fast-check"
import { expect, test } from "vitest"
import {
  contains,
  type IntervalSet,
  intersect,
  size,
  subtract,
  union,
} from "../../server/src/engine/traffic/interval-set.ts"
import { allPorts, portlessPoints, portSet } from "../../server/src/engine/traffic/port-set.ts"
import type { PortRange, PortTerm } from "../../server/src/values/port.ts"

/** Ends where something happens, and any others. */
const port = fc.oneof(fc.constantFrom(0, 1, 2, 80, 32767, 32768, 65533, 65534, 65535), fc.nat(65535))
const ranges = fc.tuple(port, port).map(([a, b]): PortRange => ({ first: Math.min(a, b), last: Math.max(a, b) }))
const known = fc.array(ranges, { maxLength: 6 })
const unknown: PortTerm = { unknown: { identity: "parameters('port')", reason: "of the test" } }
/** Lists that hold every port, in one piece or several. */
const full = fc.array(port, { maxLength: 4 }).map(cuts => {
  const firsts = [...new Set([0, ...cuts])].toSorted((a, b) => a - b)
  return firsts.map((first, index): PortRange => ({ first, last: (firsts[index + 1] ?? 65536) - 1 }))
})
const lists = fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: full })

const underPorts = -1
const overPorts = 65536
/** Every port at which one of the lists may begin to differ, and the points beside the ports. */
const pointsOf = (...some: readonly (readonly PortRange[])[]) => [
  underPorts,
  overPorts,
  ...some
    .flat()
    .flatMap(({ first, last }) => [first - 1, first, last, last + 1])
    .filter(point => point >= 0 && point < overPorts),
]
const isIn = (list: readonly PortRange[], one: number) => list.some(({ first, last }) => first <= one && one <= last)
/** Read number by number. */
const isFull = (list: readonly PortRange[]) => {
  let next = 0
  for (const { first, last } of list.toSorted((a, b) => a.first - b.first))
    if (first <= next) next = Math.max(next, last + 1)
  return next === overPorts
}

const law = (title: string, holds: (a: readonly PortRange[], b: readonly PortRange[]) => void) =>
  test(title, () => fc.assert(fc.property(lists, lists, holds), { numRuns: 2000 }))

law("a port is in the set where a range holds it", a => {
  for (const one of pointsOf(a)) {
    if (one !== underPorts && one !== overPorts) expect(contains(portSet(a), one)).toBe(isIn(a, one))
  }
})

law("portless traffic that has no port is held by all ports alone, that of every port by any", a => {
  expect(contains(portSet(a), underPorts)).toBe(isFull(a))
  expect(contains(portSet(a), overPorts)).toBe(a.length > 0)
})

law("the form is that of the ports: order, repetition and where ranges are cut do not matter", (a, b) => {
  const halves = a.flatMap(({ first, last }) => {
    const middle = (first + last) >> 1
    return first === last
      ? [{ first, last }]
      : [
          { first, last: middle },
          { first: middle + 1, last },
        ]
  })
  expect(portSet([...halves, ...a].toReversed())).toEqual(portSet(a))
  const isSame = pointsOf(a, b).every(one => contains(portSet(a), one) === contains(portSet(b), one))
  expect(portSet(a).join() === portSet(b).join()).toBe(isSame)
})

law("however all ports are spelt, they are all ports", (a, b) => {
  if (isFull([...a, ...b])) expect(portSet([...a, ...b])).toEqual(portlessPoints)
})

law("two lists hold what either does, and only together perhaps all portless traffic", (a, b) => {
  const together = portSet([...a, ...b])
  const either = union(portSet(a), portSet(b))
  expect(intersect(together, allPorts)).toEqual(intersect(either, allPorts))
  expect(subtract(either, together)).toEqual([])
  if (!isFull([...a, ...b])) expect(together).toEqual(either)
})

law("what cannot be known adds nothing", a => {
  expect(portSet([unknown, ...a, unknown])).toEqual(portSet(a))
})

law("De Morgan, subtraction, size", (a, b) => {
  const [one, other] = [portSet(a), portSet(b)]
  const not = (set: IntervalSet) => subtract(portlessPoints, set)
  expect(not(union(one, other))).toEqual(intersect(not(one), not(other)))
  expect(not(intersect(one, other))).toEqual(union(not(one), not(other)))
  expect(not(not(one))).toEqual(one)
  expect(union(one, one)).toEqual(one)
  expect(subtract(subtract(one, other), other)).toEqual(subtract(one, other))
  expect(size(one) + size(other)).toBe(size(union(one, other)) + size(intersect(one, other)))
})
