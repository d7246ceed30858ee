import { arePrefixesWithin, withoutPrefixes } from "../azure/prefix-difference.ts"
import { prefix } from "../azure/special-addresses.ts"
import type { AddressPrefix } from "../values/address.ts"
import { prefixTexts } from "../values/format-address.ts"

/** A tag, and just the addresses that it holds. */
export interface NamedPrefixes {
  readonly name: string
  readonly prefixes: readonly AddressPrefix[]
}

/** Addresses as a rule would have them, and what is left out of them. */
export interface NamedAddresses {
  readonly texts: readonly string[]
  readonly except: readonly string[]
}

/**
 * Addresses by the names of sets that they hold wholly, then what is left in blocks; or as one set less a few blocks, where that
 * is shorter. Only addresses of these families can be at the other end.
 */
export function prefixNames(
  texts: readonly string[],
  names: readonly NamedPrefixes[],
  families: readonly (4 | 6)[],
): NamedAddresses {
  // What stands apart from all addresses has a name alone.
  const [addresses, apart] = [texts.filter(isAddressText), texts.filter(text => !isAddressText(text))]
  const all = addresses.map(prefix)
  const sets = names.map(({ name, prefixes }) => ({ name, prefixes: ofFamilies(prefixes, families) }))
  const everything = { name: "*", prefixes: ofFamilies(everyAddress, families) }
  if (arePrefixesWithin(everything.prefixes, all)) return { texts: ["*", ...apart], except: [] }
  const plain: NamedAddresses = { texts: [...wholeNames(addresses, sets), ...apart], except: [] }
  // Nothing is shorter than one.
  if (lengthOf(plain) <= 1) return plain
  const shorter = [...sets, everything].flatMap(set => lessSome(all, set) ?? [])
  return shorter
    .map(({ texts, except }) => ({ texts: [...texts, ...apart], except }))
    .reduce((best, one) => (lengthOf(one) < lengthOf(best) ? one : best), plain)
}

export function isAddressText(text: string): boolean {
  return /[.:]/.test(text)
}

function lengthOf({ texts, except }: NamedAddresses): number {
  return texts.length + except.length
}

function wholeNames(texts: readonly string[], sets: readonly NamedPrefixes[]): readonly string[] {
  let left: readonly AddressPrefix[] = texts.map(prefix)
  const told: string[] = []
  for (const { name, prefixes } of sets) {
    if (prefixes.length === 0 || !arePrefixesWithin(prefixes, left)) continue
    told.push(name)
    left = withoutPrefixes(left, prefixes)
  }
  return told.length === 0 ? texts : [...told, ...joinedTexts(left)]
}

/** As the set less what is missing of it, and what is there besides; undefined where that leaves out too much to read. */
function lessSome(all: readonly AddressPrefix[], { name, prefixes }: NamedPrefixes): NamedAddresses | undefined {
  const except = joinedTexts(withoutPrefixes(prefixes, all))
  if (prefixes.length === 0 || except.length > mostExcepted) return undefined
  return { texts: [name, ...joinedTexts(withoutPrefixes(all, prefixes))], except }
}

const mostExcepted = 4

export function ofFamilies(prefixes: readonly AddressPrefix[], families: readonly (4 | 6)[]): readonly AddressPrefix[] {
  return prefixes.filter(({ family }) => families.includes(family))
}

export const everyAddress = [prefix("0.0.0.0/0"), prefix("::/0")]

/** The fewest blocks for these, IPv4 first. */
export function joinedTexts(prefixes: readonly AddressPrefix[]): readonly string[] {
  return ([4, 6] as const).flatMap(family => {
    const own = prefixes.filter(one => one.family === family).toSorted((a, b) => (a.first < b.first ? -1 : 1))
    const ranges: { first: number | bigint; last: number | bigint }[] = []
    for (const { first, last } of own) {
      const before = ranges.at(-1)
      if (before && BigInt(first) <= BigInt(before.last) + 1n) before.last = last > before.last ? last : before.last
      else ranges.push({ first, last })
    }
    return ranges.flatMap(({ first, last }) => prefixTexts(family, first, last))
  })
}
