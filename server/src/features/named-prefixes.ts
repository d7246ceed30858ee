import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { prefix } from "../azure/special-addresses.ts"
import type { AddressPrefix } from "../values/address.ts"
import { prefixTexts } from "../values/format-address.ts"

/** A tag, and just the addresses that it holds. */
export interface NamedPrefixes {
  readonly name: string
  readonly prefixes: readonly AddressPrefix[]
}

/**
 * Addresses as a rule would have them: by the names of sets that they hold wholly, then what is left in blocks. Only addresses of
 * these families can be at the other end.
 */
export function prefixNames(
  texts: readonly string[],
  names: readonly NamedPrefixes[],
  families: readonly (4 | 6)[],
): readonly string[] {
  let left: readonly AddressPrefix[] = texts.map(prefix)
  if (withoutPrefixes(ofFamilies(everyAddress, families), left).length === 0) return ["*"]
  const told: string[] = []
  for (const { name, prefixes: all } of names) {
    const prefixes = ofFamilies(all, families)
    if (prefixes.length === 0 || withoutPrefixes(prefixes, left).length > 0) continue
    told.push(name)
    left = withoutPrefixes(left, prefixes)
  }
  return told.length === 0 ? texts : [...told, ...joinedTexts(left)]
}

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
