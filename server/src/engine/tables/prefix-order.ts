import type { AddressPrefix, AddressTerm, Prefix4, Prefix6 } from "../../values/address.ts"
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
export function orderPrefixes(lists: TermLists, names: NamedSets, family: 4 | 6, zeroIsAny: boolean): PrefixOrder {
  const prefixes: AddressPrefix[] = []
  const labels: number[] = []
  const addAll = (from: readonly AddressPrefix[], label: number) => {
    for (const prefix of from) {
      if (prefix.family !== family) continue
      prefixes.push(prefix)
      labels.push(label)
    }
  }
  const whole = family === 4 ? [whole4] : [whole6]
  lists.terms.forEach((term, label) => {
    if (term.kind === "any" || (zeroIsAny && isZero(term))) addAll(whole, label)
    else if (term.kind === "prefix") addAll([term], label)
    else addAll(names.ofTerm[label]?.sure ?? [], label)
  })
  names.bounds.forEach((bound, b) => {
    addAll(bound.prefixes, lists.terms.length + b)
  })
  return family === 4 ? order4(prefixes as Prefix4[], labels) : order6(prefixes as Prefix6[], labels)
}

/** `0.0.0.0/0`, which Microsoft's texts call the same as `*`. */
export function isZero(term: AddressTerm): boolean {
  return term.kind === "prefix" && term.family === 4 && term.length === 0
}

const whole4: Prefix4 = { kind: "prefix", key: "0.0.0.0/0", family: 4, first: 0, last: 2 ** 32 - 1, length: 0 }
const whole6: Prefix6 = { kind: "prefix", key: "::/0", family: 6, first: 0n, last: (1n << 128n) - 1n, length: 0 }

function order4(prefixes: readonly Prefix4[], labels: readonly number[]): PrefixOrder {
  const count = prefixes.length
  const firsts = new Uint32Array(count)
  const lengths = new Uint8Array(count)
  for (let e = 0; e < count; e++) {
    firsts[e] = prefixes[e]!.first
    lengths[e] = prefixes[e]!.length
  }
  const order = sortedByAddress(firsts, lengths)
  const first = new Float64Array(count)
  const end = new Float64Array(count)
  const label = new Int32Array(count)
  for (let e = 0; e < count; e++) {
    const from = order[e]!
    first[e] = firsts[from]!
    end[e] = firsts[from]! + 2 ** (32 - lengths[from]!)
    label[e] = labels[from]!
  }
  return { family: 4, count, first, end, label, spaceEnd: 2 ** 32, points: [] }
}

/** A stable radix sort: by length, then by the address in digits, smaller ones for few. Returns the entries' order. */
function sortedByAddress(firsts: Uint32Array, lengths: Uint8Array): Uint32Array {
  const count = firsts.length
  const bits = count < 1024 ? 8 : 11
  const radix = 1 << bits
  let order = new Uint32Array(count)
  let spare = new Uint32Array(count)
  const digits = new Uint16Array(count)
  const starts = new Uint32Array(radix + 1)
  for (let e = 0; e < count; e++) order[e] = e
  for (let shift = -bits; shift < 32; shift += bits) {
    for (let e = 0; e < count; e++) digits[e] = shift < 0 ? lengths[e]! : (firsts[e]! >>> shift) & (radix - 1)
    starts.fill(0)
    for (let e = 0; e < count; e++) starts[digits[e]! + 1]!++
    for (let d = 0; d < radix; d++) starts[d + 1]! += starts[d]!
    for (let k = 0; k < count; k++) spare[starts[digits[order[k]!]!]!++] = order[k]!
    const sorted = spare
    spare = order
    order = sorted
  }
  return order
}

/** Sorted prefixes are nested or apart, so a pass with a stack of those not yet ended meets all end points in order. */
function order6(prefixes: readonly Prefix6[], labels: readonly number[]): PrefixOrder {
  const at = (e: number) => prefixes[e]!
  const order = [...prefixes.keys()].sort((a, b) => compare(at(a).first, at(b).first) || at(a).length - at(b).length)
  const count = order.length
  const first = new Float64Array(count)
  const end = new Float64Array(count)
  const label = new Int32Array(count)
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
    label[e] = labels[order[e]!]!
    open.push(e)
  }
  closeBefore(whole6.last + 1n)
  const spaceEnd = rankOf(whole6.last + 1n)
  return { family: 6, count, first, end, label, spaceEnd, points }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
