import type { AddressPrefix } from "../values/address.ts"

/**
 * The prefixes less all of `taken`, as prefixes again: one that is hit is halved until its rest is clear of the hole,
 * which takes at most as many steps as the hole's prefix is longer.
 */
export function withoutPrefixes(
  from: readonly AddressPrefix[],
  taken: readonly AddressPrefix[],
): readonly AddressPrefix[] {
  return taken.reduce<readonly AddressPrefix[]>((rest, hole) => rest.flatMap(prefix => without(prefix, hole)), from)
}

function without(prefix: AddressPrefix, hole: AddressPrefix): readonly AddressPrefix[] {
  if (prefix.family !== hole.family || prefix.last < hole.first || hole.last < prefix.first) return [prefix]
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
