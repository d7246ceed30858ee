import type { AddressPrefix } from "../values/address.ts"

/**
 * The prefixes less all of `taken`, as prefixes again: one that is hit is halved until its rest is clear of the holes, each half
 * with those alone that hit it. Where none is hit, it is the same list: what is known of that holds still.
 */
export function withoutPrefixes(
  from: readonly AddressPrefix[],
  taken: readonly AddressPrefix[],
): readonly AddressPrefix[] {
  const isHit = from.some(prefix => taken.some(hole => meets(prefix, hole)))
  return isHit ? from.flatMap(prefix => without(prefix, taken)) : from
}

/** Whether nothing is left of the prefixes without all of `taken`: found without working out what is. */
export function arePrefixesWithin(prefixes: readonly AddressPrefix[], taken: readonly AddressPrefix[]): boolean {
  return prefixes.every(prefix => {
    const holes = taken.filter(hole => meets(prefix, hole))
    return (
      holes.some(hole => hole.first <= prefix.first && prefix.last <= hole.last) ||
      (holes.length > 0 && arePrefixesWithin(halves(prefix), holes))
    )
  })
}

function without(prefix: AddressPrefix, taken: readonly AddressPrefix[]): readonly AddressPrefix[] {
  const holes = taken.filter(hole => meets(prefix, hole))
  if (holes.length === 0) return [prefix]
  if (holes.some(hole => hole.first <= prefix.first && prefix.last <= hole.last)) return []
  return halves(prefix).flatMap(half => without(half, holes))
}

function meets(one: AddressPrefix, other: AddressPrefix): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last
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
