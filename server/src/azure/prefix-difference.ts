import type { AddressPrefix } from "../values/address.ts"

/**
 * The prefixes less all of `taken`, as prefixes again: one that is hit is halved until its rest is clear of the hole,
 * which takes at most as many steps as the hole's prefix is longer.
 */
export function withoutPrefixes(
  from: readonly AddressPrefix[],
  taken: readonly AddressPrefix[],
): readonly AddressPrefix[] {
  return taken.reduce((rest, hole) => {
    const isHit = (prefix: AddressPrefix) => meets(prefix, hole)
    return rest.some(isHit) ? rest.flatMap(prefix => without(prefix, hole)) : rest
  }, from)
}

function meets(one: AddressPrefix, other: AddressPrefix): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last
}

function without(prefix: AddressPrefix, hole: AddressPrefix): readonly AddressPrefix[] {
  if (!meets(prefix, hole)) return [prefix]
  if (hole.first <= prefix.first && prefix.last <= hole.last) return []
  return halves(prefix).flatMap(half => without(half, hole))
}

function halves(prefix: AddressPrefix): readonly AddressPrefix[] {
  const length = prefix.length + 1
  if (prefix.family === 4) {
    const middle = prefix.first + 2 ** (32 - length)
    return [
      { ...prefix, key: `${prefix.key}+0`, last: middle - 1, length },
      { ...prefix, key: `${prefix.key}+1`, first: middle, length },
    ]
  }
  const middle = prefix.first + (1n << BigInt(128 - length))
  return [
    { ...prefix, key: `${prefix.key}+0`, last: middle - 1n, length },
    { ...prefix, key: `${prefix.key}+1`, first: middle, length },
  ]
}
