import type { AddressPrefix, AddressTerm, Prefix4, Prefix6 } from "../../values/address.ts"
import { BoundedCache } from "../../values/bounded-cache.ts"
import type { NamedSets } from "./named-sets.ts"
import type { TermLists } from "./term-lists.ts"

/**
 * All prefixes of one side and one family, sorted by first address and, among equals, the shorter first. In this order
 * prefixes are a tree in pre-order, as two of them are nested or apart.
 *
 * Positions are numbers: of IPv4 the address itself; of IPv6 the rank of the address among all end points that occur, so
 * that 128-bit arithmetic never leaves this file and IPv6 costs no more than IPv4.
 */
export interface PrefixOrder {
  readonly family: 4 | 6
  readonly count: number
  /** Positions; `end` is exclusive. */
  readonly first: Float64Array
  readonly end: Float64Array
  /** Whose prefix it is: a term's number, or behind all terms a bound's. */
  readonly label: Int32Array
  /** The position after the last address of the family. */
  readonly spaceEnd: number
  /** IPv6 end points by rank; empty for IPv4. */
  readonly points: readonly bigint[]
}

/** With `zeroIsAny`, `0.0.0.0/0` means what `*` does. */
export function orderPrefixes({ terms }: TermLists, names: NamedSets, family: 4 | 6, zeroIsAny: boolean): PrefixOrder {
  const prefixes: AddressPrefix[] = []
  const labels: number[] = []
  const add = (prefix: AddressPrefix, label: number) => {
    if (prefix.family !== family) return
    prefixes.push(prefix)
    labels.push(label)
  }
  const whole = family === 4 ? whole4 : whole6
  for (let label = 0; label < terms.length; label++) {
    const term = terms[label]!
    if (term.kind === "any" || (zeroIsAny && isZero(term))) add(whole, label)
    else if (term.kind === "prefix") add(term, label)
    else for (const prefix of names.ofTerm[label]?.sure ?? []) add(prefix, label)
  }
  for (let b = 0; b < names.bounds.length; b++) {
    for (const prefix of names.bounds[b]!.prefixes) add(prefix, terms.length + b)
  }
  return family === 4 ? order4(prefixes as Prefix4[], labels) : order6(prefixes as Prefix6[], labels)
}

/** `0.0.0.0/0`, which Microsoft's texts call the same as `*`. */
export function isZero(term: AddressTerm): boolean {
  return term.kind === "prefix" && term.family === 4 && term.length === 0
}

export const whole4: Prefix4 = { kind: "prefix", key: "0.0.0.0/0", family: 4, first: 0, last: 2 ** 32 - 1, length: 0 }
export const whole6: Prefix6 = { kind: "prefix", key: "::/0", family: 6, first: 0n, last: (1n << 128n) - 1n, length: 0 }

/**
 * An entry is a number of 64 bits that sorts as wanted: the address in its high half; the length and, lest equal prefixes
 * change places, its place in the list in its low half. Halves are read and written as every machine of today has them in
 * memory, the low one first.
 */
function order4(prefixes: readonly Prefix4[], labels: readonly number[]): PrefixOrder {
  const count = prefixes.length
  const entries = new BigUint64Array(count)
  const halves = new Uint32Array(entries.buffer)
  for (let e = 0; e < count; e++) {
    halves[2 * e] = prefixes[e]!.length * 2 ** 26 + e
    halves[2 * e + 1] = prefixes[e]!.first
  }
  entries.sort()
  const first = new Float64Array(count)
  const end = new Float64Array(count)
  const label = new Int32Array(count)
  for (let e = 0; e < count; e++) {
    const low = halves[2 * e]!
    first[e] = halves[2 * e + 1]!
    end[e] = first[e]! + 2 ** (32 - (low >>> 26))
    label[e] = labels[low & 0x3ffffff]!
  }
  return { family: 4, count, first, end, label, spaceEnd: 2 ** 32, points: [] }
}

/** What is worked out with 128-bit numbers, whosever prefixes these are. */
interface Arranged6 extends Pick<PrefixOrder, "count" | "first" | "end" | "spaceEnd" | "points"> {
  /** The places in the list, sorted. */
  readonly order: readonly number[]
}

/** Most groups have no IPv6 prefixes but those of `*` and `Internet`. */
const arranged = new BoundedCache<Arranged6>(10_000)

function order6(prefixes: readonly Prefix6[], labels: readonly number[]): PrefixOrder {
  const { order, ...places } = arrangedAs(prefixes)
  const label = new Int32Array(order.length)
  for (let e = 0; e < order.length; e++) label[e] = labels[order[e]!]!
  return { family: 6, ...places, label }
}

function arrangedAs(prefixes: readonly Prefix6[]): Arranged6 {
  const key = prefixes.map(prefix => prefix.key).join(" ")
  const known = arranged.get(key)
  if (known) return known
  const made = arrange6(prefixes)
  arranged.set(key, made, prefixes.length)
  return made
}

/** Sorted prefixes are nested or apart, so a pass with a stack of those not yet ended meets all end points in order. */
function arrange6(prefixes: readonly Prefix6[]): Arranged6 {
  const at = (e: number) => prefixes[e]!
  // Rounded, numbers of 128 bits keep their order, and compare faster.
  const rounded = prefixes.map(({ first }) => Number(first))
  const order = [...prefixes.keys()].sort((a, b) => {
    if (rounded[a] !== rounded[b]) return rounded[a]! - rounded[b]!
    const [one, other] = [prefixes[a]!, prefixes[b]!]
    if (one.first === other.first) return one.length - other.length
    return one.first < other.first ? -1 : 1
  })
  const count = order.length
  const first = new Float64Array(count)
  const end = new Float64Array(count)
  const points = [0n]
  const rankOf = (point: bigint) => (points.at(-1) === point ? points.length - 1 : points.push(point) - 1)
  const open: number[] = []
  const closeBefore = (point: bigint) => {
    for (let e = open.at(-1); e !== undefined && at(order[e]!).last < point; e = open.at(-1)) {
      end[e] = rankOf(at(order[e]!).last + 1n)
      open.pop()
    }
  }
  for (let e = 0; e < count; e++) {
    const prefix = at(order[e]!)
    closeBefore(prefix.first)
    first[e] = rankOf(prefix.first)
    open.push(e)
  }
  closeBefore(whole6.last + 1n)
  const spaceEnd = rankOf(whole6.last + 1n)
  return { order, count, first, end, spaceEnd, points }
}
