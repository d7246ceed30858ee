import fc from "fast-check"
import { expect, test } from "vitest"
import { type AddressNumbering, addressNumbering } from "../../server/src/engine/traffic/address-numbering.ts"
import {
  contains,
  type IntervalSet,
  intersect,
  intervalsOf,
  subtract,
  union,
} from "../../server/src/engine/traffic/interval-set.ts"
import type { AddressPrefix } from "../../server/src/values/address.ts"
import { prefixTexts } from "../../server/src/values/format-address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

const bitsOf = { 4: 32n, 6: 128n } as const

/** The block of this length that holds the address. */
function prefixOf(family: 4 | 6, address: bigint, length: number): AddressPrefix {
  const size = 1n << (bitsOf[family] - BigInt(length))
  const first = (address / size) * size
  const [term] = prefixTexts(family, first, first + size - 1n).map(parseAddress)
  return term as AddressPrefix
}

/** Half of them close together, so that they meet, nest and touch; both ends of the space among them. */
const addressIn = (family: 4 | 6) => {
  const end = (1n << bitsOf[family]) - 1n
  return fc.oneof(
    fc.bigInt(0n, 15n),
    fc.bigInt(0n, 15n).map(low => end - low),
    fc.bigInt(0n, end),
  )
}
const prefixIn = (family: 4 | 6) => {
  const bits = Number(bitsOf[family])
  const length = fc.oneof(fc.integer({ min: bits - 4, max: bits }), fc.integer({ min: 0, max: bits }))
  return fc.tuple(addressIn(family), length).map(([address, length]) => prefixOf(family, address, length))
}
const lists = fc.array(fc.oneof(prefixIn(4), prefixIn(6)), { maxLength: 6 })

type Law = (a: readonly AddressPrefix[], b: readonly AddressPrefix[], line: AddressNumbering) => void
const law = (title: string, holds: Law) =>
  test(title, () =>
    fc.assert(
      fc.property(lists, lists, (a, b) => holds(a, b, addressNumbering([...a, ...b], ["tag:one", "tag:other"]))),
      { numRuns: 500 },
    ),
  )

type Address = readonly [family: 4 | 6, value: bigint]

/** The first and last addresses of blocks and of the space, and those beside them: nowhere else does anything change. */
function edgesOf(prefixes: readonly AddressPrefix[]): Address[] {
  const ends = ([4, 6] as const).map(family => [family, 0n, (1n << bitsOf[family]) - 1n] as const)
  const blocks = prefixes.map(({ family, first, last }) => [family, BigInt(first), BigInt(last)] as const)
  return [...ends, ...blocks]
    .flatMap(([family, first, last]) => [first - 1n, first, last, last + 1n].map((value): Address => [family, value]))
    .filter(([family, value]) => value >= 0n && value < 1n << bitsOf[family])
}

const isIn = (prefixes: readonly AddressPrefix[], [family, value]: Address) =>
  prefixes.some(prefix => prefix.family === family && prefix.first <= value && value <= prefix.last)
const holds = (line: AddressNumbering, set: IntervalSet, [family, value]: Address) =>
  contains(set, line.pointOf(family, value))
/** How many addresses of either family. */
const count = (line: AddressNumbering, set: IntervalSet) =>
  line.rangesOf(set).reduce((sum, { first, last }) => sum + BigInt(last) - BigInt(first) + 1n, 0n)

law(
  "an address is in the set where a block holds it, and in those made of two sets where it should be",
  (a, b, line) => {
    const [one, other] = [line.prefixSet(a), line.prefixSet(b)]
    for (const address of edgesOf([...a, ...b])) {
      const [inA, inB] = [isIn(a, address), isIn(b, address)]
      const found = [one, union(one, other), intersect(one, other), subtract(one, other)]
      expect(found.map(set => holds(line, set, address))).toEqual([inA, inA || inB, inA && inB, inA && !inB])
    }
  },
)

law("the form is that of the addresses: order, repetition and how blocks are cut do not matter", (a, b, line) => {
  const halves = a.flatMap(({ family, first, last, length }) =>
    length === Number(bitsOf[family])
      ? []
      : [prefixOf(family, BigInt(first), length + 1), prefixOf(family, BigInt(last), length + 1)],
  )
  const finer = addressNumbering([...a, ...halves], [])
  const whole = a.filter(({ family, length }) => length === Number(bitsOf[family]))
  expect(finer.prefixSet([...whole, ...halves].toReversed())).toEqual(finer.prefixSet(a))
  const isSame = edgesOf([...a, ...b]).every(address => isIn(a, address) === isIn(b, address))
  expect(line.prefixSet(a).join() === line.prefixSet(b).join()).toBe(isSame)
})

law("De Morgan, subtraction, idempotence", (a, b, line) => {
  const [one, other] = [line.prefixSet(a), line.prefixSet(b)]
  const not = (set: IntervalSet) => subtract(line.everything, set)
  expect(not(union(one, other))).toEqual(intersect(not(one), not(other)))
  expect(not(intersect(one, other))).toEqual(union(not(one), not(other)))
  expect(not(not(one))).toEqual(one)
  expect([union(one, one), intersect(one, one)]).toEqual([one, one])
  expect(subtract(subtract(one, other), other)).toEqual(subtract(one, other))
  expect(union(subtract(one, other), intersect(one, other))).toEqual(one)
})

law("sizes add up, in addresses", (a, b, line) => {
  const [one, other] = [line.prefixSet(a), line.prefixSet(b)]
  const size = (set: IntervalSet) => count(line, set)
  expect(size(one) + size(other)).toBe(size(union(one, other)) + size(intersect(one, other)))
  expect(size(line.everything)).toBe(2n ** 32n + 2n ** 128n)
})

law("a set is written in the fewest blocks, and read again it is the same", (a, _, line) => {
  const set = line.prefixSet(a)
  const written = line.rangesOf(set).flatMap(({ family, first, last }) => prefixTexts(family, first, last))
  const read = written.map(text => parseAddress(text) as AddressPrefix)
  expect(addressNumbering([...a, ...read], []).prefixSet(read)).toEqual(
    addressNumbering([...a, ...read], []).prefixSet(a),
  )
  // Blocks that share nothing are the fewest where no two of them are the halves of one.
  const halves = read.filter(({ length }) => length > 0)
  const parents = halves.map(({ family, first, length }) => prefixOf(family, BigInt(first), length - 1).key)
  expect(new Set(parents).size).toBe(parents.length)
})

law("families share what stands apart and nothing else, and that is no address", (a, b, line) => {
  const [four, six] = line.families
  const apart = subtract(line.everything, line.addresses)
  expect(intersect(four, six)).toEqual(apart)
  expect(union(four, six)).toEqual(line.everything)
  expect(line.apartKeysOf(apart)).toEqual(["tag:one", "tag:other"])
  expect(intervalsOf(apart).flatMap(([first, end]) => end - first)).toEqual([2])
  expect(line.apartKeysOf(line.prefixSet([...a, ...b]))).toEqual([])
  expect(line.rangesOf([line.apartPoint("tag:other")!, line.apartPoint("tag:other")! + 1])).toEqual([])
})
