import type { AddressPrefix } from "../../values/address.ts"
import { type Interval, type IntervalSet, intervalSet, intervalsOf } from "./interval-set.ts"

/**
 * All addresses on one line of numbers, so that sets of them are interval sets: IPv4 at its own values, then one point
 * for each name that stands apart from all addresses, then IPv6. Of the IPv6 addresses only the end points of the
 * prefixes at hand are told apart: a point stands for all addresses from one end point up to the next. No set that is
 * made of these prefixes can tell more, and numbers are many times faster than bigints.
 */
export interface AddressLine {
  /** Every IPv4 and IPv6 address, and no name that stands apart. */
  readonly addresses: IntervalSet
  /** The addresses, and the names that stand apart. */
  readonly everything: IntervalSet
  /** The addresses of IPv4, and those of IPv6, each with the names that stand apart: both ends of a packet are in one. */
  readonly families: readonly [IntervalSet, IntervalSet]
  /** The prefixes must be among those the line was made for. */
  prefixSet(prefixes: readonly AddressPrefix[]): IntervalSet
  /** Where an address stands. */
  pointOf(family: 4 | 6, value: number | bigint): number
  /** Where a name that stands apart does, else undefined. */
  apartPoint(key: string): number | undefined
  /** The addresses of the set, ascending, IPv4 first. */
  rangesOf(set: IntervalSet): AddressRange[]
  /** The names that stand apart and are in the set. */
  apartKeysOf(set: IntervalSet): string[]
}

/** Both ends inclusive. */
export type AddressRange =
  | { readonly family: 4; readonly first: number; readonly last: number }
  | { readonly family: 6; readonly first: bigint; readonly last: bigint }

const ipv4End = 2 ** 32
const ipv6Start = 2 ** 33

export function addressLine(prefixes: readonly AddressPrefix[], apartKeys: readonly string[]): AddressLine {
  const ends = ipv6Ends(prefixes)
  const ranks = new Map(ends.map((end, rank) => [end, rank]))
  const addresses: IntervalSet = [0, ipv4End, ipv6Start, ipv6Start + ends.length - 1]
  const apartEnd = ipv4End + apartKeys.length

  const pointOf = (family: 4 | 6, value: number | bigint) =>
    family === 4 ? Number(value) : ipv6Start + (ranks.get(BigInt(value)) ?? rankBelow(ends, BigInt(value)))
  const intervalOf = (prefix: AddressPrefix): Interval =>
    prefix.family === 4 ? [prefix.first, prefix.last + 1] : [pointOf(6, prefix.first), pointOf(6, prefix.last + 1n)]
  const rangeOf = ([first, end]: Interval): AddressRange =>
    first < ipv4End
      ? { family: 4, first, last: Math.min(end, ipv4End) - 1 }
      : { family: 6, first: ends[first - ipv6Start]!, last: ends[end - ipv6Start]! - 1n }

  return {
    addresses,
    everything: intervalSet([...intervalsOf(addresses), [ipv4End, apartEnd]]),
    families: [
      [0, apartEnd],
      intervalSet([
        [ipv4End, apartEnd],
        [ipv6Start, ipv6Start + ends.length - 1],
      ]),
    ],
    prefixSet: prefixes => intervalSet(prefixes.map(intervalOf)),
    pointOf,
    apartPoint: key => (apartKeys.includes(key) ? ipv4End + apartKeys.indexOf(key) : undefined),
    rangesOf: set =>
      intervalsOf(set)
        .filter(([first]) => first < ipv4End || first >= ipv6Start)
        .map(rangeOf),
    apartKeysOf: set => apartKeys.filter((_, index) => intervalsOf(set).some(holds(ipv4End + index))),
  }
}

/** The first addresses of all cells, and the first number behind the last one. */
function ipv6Ends(prefixes: readonly AddressPrefix[]): bigint[] {
  const ends = new Set([0n, 1n << 128n])
  for (const prefix of prefixes) {
    if (prefix.family === 6) ends.add(prefix.first).add(prefix.last + 1n)
  }
  return [...ends].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

function rankBelow(ends: readonly bigint[], value: bigint): number {
  return ends.findLastIndex(end => end <= value)
}

function holds(point: number) {
  return ([first, end]: Interval) => first <= point && point < end
}
