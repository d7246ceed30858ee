import fc from "fast-check"
import { expect, test } from "vitest"
import { AddressDisguise } from "../../server/src/values/address-disguise.ts"
import { addressText } from "../../server/src/values/format-address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

/** Bits that come from a list, again and again. */
const drawing = fc.infiniteStream(fc.boolean()).map(bits => () => bits.next().value ?? false)
const address4 = fc.nat({ max: 2 ** 32 - 1 }).map(BigInt)
const address6 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })

function sharedBits(width: number, one: bigint, other: bigint): number {
  const differing = one ^ other
  return differing === 0n ? width : width - differing.toString(2).length
}

test.each([
  [4, 32, address4],
  [6, 128, address6],
] as const)(
  "IPv%i: two addresses share as many leading bits as before, so that what lies in what is the same",
  (family, width, address) => {
    fc.assert(
      fc.property(drawing, fc.array(address, { minLength: 2, maxLength: 6 }), (random, addresses) => {
        const disguise = new AddressDisguise(random)
        const disguised = addresses.map(one => disguise.of(family, one))
        for (const [place, one] of addresses.entries()) {
          for (const [other, another] of addresses.entries()) {
            expect(sharedBits(width, disguised[place]!, disguised[other]!)).toBe(sharedBits(width, one, another))
          }
        }
      }),
    )
  },
)

test("a block is one of the same length, and lies around its addresses as before", () => {
  fc.assert(
    fc.property(drawing, address4, fc.integer({ min: 0, max: 32 }), (random, address, length) => {
      const disguise = new AddressDisguise(random)
      const hostBits = BigInt(32 - length)
      const block = disguise.of(4, (address >> hostBits) << hostBits, length)
      expect((block >> hostBits) << hostBits).toBe(block)
      expect(disguise.of(4, address) >> hostBits).toBe(block >> hostBits)
    }),
  )
})

const turnEverything = () => new AddressDisguise(() => true)
const disguised = (text: string) => {
  const term = parseAddress(text)
  if ("fault" in term || term.kind !== "prefix") throw new Error(text)
  return addressText(4, Number(turnEverything().of(4, term.first)))
}

test.each([
  ["10.20.30.40", "10.235.225.215"],
  ["172.16.0.1", "172.31.255.254"],
  ["192.168.1.1", "192.168.254.254"],
  ["100.64.0.1", "100.127.255.254"],
  ["169.254.169.254", "169.254.86.1"],
  ["168.63.129.16", "168.63.129.16"],
])("%s stays what it is", (address, expected) => {
  expect(disguised(address)).toBe(expected)
})

test.each(["172.32.0.1", "192.169.0.1", "168.63.200.17", "100.128.0.1", "203.0.113.7"])(
  "%s becomes another address, of no block that means something",
  address => {
    expect(disguised(address)).not.toBe(address)
    expect(disguised(address)).not.toMatch(
      /^(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^168\.63\.129\.16$/,
    )
  },
)
