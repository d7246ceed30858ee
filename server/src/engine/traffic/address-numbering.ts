import type { AddressPrefix } from "../../values/address.ts"
import { countUpTo } from "../../values/sorted.ts"
import { type Interval, type IntervalSet, intervalSet, intervalsOf } from "./interval-set.ts"

/**
 * Numbers all addresses, so that sets of them are interval sets: IPv4 keeps its own values, then comes one point
 * for each name that stands apart from all addresses, then IPv6. Of the IPv6 addresses only the end points of the
 * prefixes at hand are told apart: a point stands for all addresses from one end point up to the next. No set that is
 * made of these prefixes can tell more, and numbers are many times faster than bigints. Between two end points there is
 * room for a few more, so that the numbering for a group's rules serves for any flow.
 */
export interface AddressNumbering {
  /** Every IPv4 and IPv6 address, and no name that stands apart. */
  readonly addresses: IntervalSet
  /** The addresses, and the names that stand apart. */
  readonly everything: IntervalSet
  /** The addresses of IPv4, and those of IPv6, each with the names that stand apart: both ends of a packet are in one. */
  readonly families: readonly [IntervalSet, IntervalSet]
  /** The prefixes must be among those that the numbering was made for; what a list of them comes to is kept as long as that is. */
  prefixSet(prefixes: readonly AddressPrefix[]): IntervalSet
  /** Whether the end points of the prefixes are told apart. */
  holdsEnds(prefixes: readonly AddressPrefix[]): boolean
  /** The number of an address. */
  pointOf(family: 4 | 6, value: number | bigint): number
  /** The names that stand apart. */
  readonly apartKeys: readonly string[]
  /** The number of a name that stands apart; undefined for any other. */
  apartPoint(key: string): number | undefined
  /** The addresses of the set, ascending, IPv4 first. */
  rangesOf(set: IntervalSet): AddressRange[]
  /** Whether the interval is a single address, or a name that stands apart. */
  isOneAddress(interval: Interval): boolean
  /** The names that stand apart and are in the set. */
  apartKeysOf(set: IntervalSet): string[]
  /**
   * The same numbering with the prefixes' end points told apart, too: sets of this one are the same sets there. Undefined
   * where there is no room for so many between two end points.
   */
  refined(prefixes: readonly AddressPrefix[]): AddressNumbering | undefined
}

/** Both ends inclusive. */
export type AddressRange =
  | { readonly family: 4; readonly first: number; readonly last: number }
  | { readonly family: 6; readonly first: bigint; readonly last: bigint }

const ipv4End = 2 ** 32
const ipv6Start = 2 ** 33
const ipv6Last = (1n << 128n) - 1n

export function addressNumbering(prefixes: readonly AddressPrefix[], apartKeys: readonly string[]): AddressNumbering {
  return numberingWith(ipv6Points(ipv6Ends(prefixes)), apartKeys)
}

function numberingWith(ipv6: Ipv6Points, apartKeys: readonly string[]): AddressNumbering {
  const ipv6End = ipv6.pointOf(ipv6Last + 1n)
  const addresses: IntervalSet = [0, ipv4End, ipv6Start, ipv6End]
  const apartEnd = ipv4End + apartKeys.length

  const pointOf = (family: 4 | 6, value: number | bigint) =>
    family === 4 ? Number(value) : ipv6.pointOf(BigInt(value))
  const intervalOf = (prefix: AddressPrefix): Interval =>
    prefix.family === 4 ? [prefix.first, prefix.last + 1] : [pointOf(6, prefix.first), pointOf(6, prefix.last + 1n)]
  const rangeOf = ([first, end]: Interval): AddressRange =>
    first < ipv4End
      ? { family: 4, first, last: Math.min(end, ipv4End) - 1 }
      : { family: 6, first: ipv6.endAt(first)!, last: ipv6.endAt(end)! - 1n }

  const sets = new WeakMap<readonly AddressPrefix[], IntervalSet>()
  const prefixSet = (prefixes: readonly AddressPrefix[]) => {
    let set = sets.get(prefixes)
    if (!set) {
      set = intervalSet(prefixes.map(intervalOf))
      sets.set(prefixes, set)
    }
    return set
  }
  const holdsEnds = (prefixes: readonly AddressPrefix[]) =>
    sets.has(prefixes) || prefixes.every(prefix => prefix.family === 4 || ipv6.hasEnds(prefix.first, prefix.last + 1n))

  const numbering: AddressNumbering = {
    addresses,
    everything: intervalSet([...intervalsOf(addresses), [ipv4End, apartEnd]]),
    families: [
      [0, apartEnd],
      intervalSet([
        [ipv4End, apartEnd],
        [ipv6Start, ipv6End],
      ]),
    ],
    prefixSet,
    holdsEnds,
    pointOf,
    apartKeys,
    apartPoint: key => (apartKeys.includes(key) ? ipv4End + apartKeys.indexOf(key) : undefined),
    rangesOf: set =>
      intervalsOf(set)
        .filter(([first]) => first < ipv4End || first >= ipv6Start)
        .map(rangeOf),
    isOneAddress: ([first, end]) => {
      if (first < ipv6Start) return end === first + 1
      const [from, to] = [ipv6.endAt(first), ipv6.endAt(end)]
      return from !== undefined && to === from + 1n
    },
    apartKeysOf: set => apartKeys.filter((_, index) => intervalsOf(set).some(holds(ipv4End + index))),
    refined: prefixes => {
      if (holdsEnds(prefixes)) return numbering
      const finer = ipv6.refined(ipv6Ends(prefixes))
      return finer === ipv6 ? numbering : finer && numberingWith(finer, apartKeys)
    },
  }
  return numbering
}

/** Where the end points of IPv6 stand. */
interface Ipv6Points {
  /** Of an address that is no end point, where the last one before it stands. */
  pointOf(value: bigint): number
  endAt(point: number): bigint | undefined
  /** Whether both are told apart from all others. */
  hasEnds(first: bigint, end: bigint): boolean
  refined(ends: readonly bigint[]): Ipv6Points | undefined
}

/** Room for the ends of two prefixes, and to spare. */
const room = 8

function ipv6Points(ends: readonly bigint[]): Ipv6Points {
  const places = new Map(ends.map((end, place) => [end, place]))
  const points: Ipv6Points = {
    pointOf: value => ipv6Start + room * (places.get(value) ?? countUpTo(ends, value, ends.length) - 1),
    endAt: point => ends[(point - ipv6Start) / room],
    hasEnds: (first, end) => places.has(first) && places.has(end),
    refined: more =>
      withMore(
        points,
        more.filter(end => !places.has(end)),
      ),
  }
  return points
}

function withMore(points: Ipv6Points, more: readonly bigint[]): Ipv6Points | undefined {
  if (more.length === 0) return points
  if (more.length >= room) return undefined
  const added = new Map<number, bigint>()
  for (const end of more) {
    let point = points.pointOf(end) + 1
    while (added.has(point)) point++
    added.set(point, end)
  }
  return {
    pointOf: value => {
      let found = points.pointOf(value)
      for (const [point, end] of added) if (end <= value && point > found) found = point
      return found
    },
    endAt: point => added.get(point) ?? points.endAt(point),
    hasEnds: () => false,
    refined: () => undefined,
  }
}

/** The first addresses of all cells, and the first number behind the last one. */
function ipv6Ends(prefixes: readonly AddressPrefix[]): bigint[] {
  const ends = new Set([0n, ipv6Last + 1n])
  for (const prefix of prefixes) {
    if (prefix.family === 6) ends.add(prefix.first).add(prefix.last + 1n)
  }
  return [...ends].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

function holds(point: number) {
  return ([first, end]: Interval) => first <= point && point < end
}
