import fc from "fast-check"
import { expect, test } from "vitest"
import type { ListedTag } from "../../server/src/azure/listed-tag.ts"
import { tagIndex } from "../../server/src/azure/tag-index.ts"
import type { AddressPrefix } from "../../server/src/values/address.ts"
import { addressText } from "../../server/src/values/format-address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

function prefix(text: string): AddressPrefix {
  const term = parseAddress(text)
  if ("fault" in term || term.kind !== "prefix") throw new Error(text)
  return term
}

/** Blocks near one another, so that they lie in one another and side by side; the ends of the line among them. */
const prefixes = fc
  .tuple(
    fc.constantFrom(4 as const, 6 as const),
    fc.nat(255),
    fc.integer({ min: 0, max: 8 }),
    fc.constantFrom(0, 128, 255),
  )
  .map(([family, byte, length, head]) => {
    const bits = BigInt(family === 4 ? 32 : 128)
    const free = 8n - BigInt(length)
    const low = (BigInt(byte) >> free) << free
    const first = head === 0 ? low : head === 255 ? (1n << bits) - 256n + low : (128n << (bits - 8n)) + low
    return prefix(`${addressText(family, first)}/${bits - free}`)
  })

const tagLists = fc
  .array(fc.array(prefixes, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
  .map(lists => lists.map((list, index): ListedTag => ({ ...named(`T${index}`), prefixes: list })))

function named(name: string): ListedTag {
  return { key: `tag:${name.toLowerCase()}`, name, prefixes: [], networkFeatures: [] }
}

test("the tags of an address or prefix are those that hold all of it, as a look at every prefix tells", () => {
  fc.assert(
    fc.property(tagLists, fc.array(prefixes, { minLength: 1, maxLength: 10 }), (tags, asked) => {
      const index = tagIndex(tags)
      for (const block of asked) {
        const ends = addressesOf(block)
        const holders = tags.filter(tag => ends.every(address => holds(tag, block.family, address)))
        expect(new Set(index.tagsOf(block))).toEqual(new Set(holders))
      }
    }),
    { numRuns: 300 },
  )
})

test("the narrowest tag comes first, whatever prefix of it holds the address", () => {
  const wide = { ...named("AzureCloud"), prefixes: [prefix("20.0.0.0/8"), prefix("20.38.98.0/24")] }
  const service = { ...named("Storage"), prefixes: [prefix("20.38.96.0/19")] }
  const region = { ...named("Storage.EastUS"), prefixes: [prefix("20.38.98.0/24")] }
  const { tagsOf } = tagIndex([wide, service, region])
  const names = (text: string) => tagsOf(prefix(text)).map(({ name }) => name)
  expect(names("20.38.98.1")).toEqual(["Storage.EastUS", "Storage", "AzureCloud"])
  expect(names("20.38.99.1")).toEqual(["Storage", "AzureCloud"])
  expect(names("20.38.98.0/23")).toEqual(["Storage", "AzureCloud"])
  expect(names("20.255.255.255")).toEqual(["AzureCloud"])
  expect(names("21.0.0.0")).toEqual([])
  expect(names("19.255.255.255")).toEqual([])
  expect(names("2603:1000::1")).toEqual([])
})

/** Few enough to look at each. */
function addressesOf({ family, first, last }: AddressPrefix): bigint[] {
  const count = Number(BigInt(last) - BigInt(first)) + 1
  expect(count, `${family}`).toBeLessThanOrEqual(256)
  return Array.from({ length: count }, (_, index) => BigInt(first) + BigInt(index))
}

function holds({ prefixes }: ListedTag, family: 4 | 6, address: bigint): boolean {
  return prefixes.some(one => one.family === family && BigInt(one.first) <= address && address <= BigInt(one.last))
}
