import type { AddressPrefix } from "../values/address.ts"
import type { ListedTag } from "./listed-tag.ts"

/** Which tags hold an address: one binary search. */
export interface TagIndex {
  /** The tags that hold all of a prefix, or an address, the narrowest first: that of the fewest addresses in the family. */
  tagsOf(prefix: AddressPrefix): readonly ListedTag[]
}

/** The line of addresses of one family, cut where a prefix begins or ends. */
interface Segments {
  /** The last segment that begins at the address or before it, or -1. */
  placeOf(address: number | bigint): number
  /** The tags of each segment, as a place in `lists`. */
  readonly places: Uint32Array
  readonly lists: readonly (readonly ListedTag[])[]
}

export function tagIndex(tags: readonly ListedTag[]): TagIndex {
  const families = { 4: segmentsOf(tags, 4), 6: segmentsOf(tags, 6) }
  return {
    tagsOf(prefix) {
      const { placeOf, places, lists } = families[prefix.family]
      let at = placeOf(prefix.first)
      const last = prefix.last === prefix.first ? at : placeOf(prefix.last)
      let found = lists[places[at] ?? -1] ?? none
      while (at < last && found.length > 0) {
        const next = lists[places[++at] ?? -1] ?? none
        found = found.filter(tag => next.includes(tag))
      }
      return found
    },
  }
}

const none: readonly ListedTag[] = []

/** The place of the last start that is not behind the value, or -1. */
function lastUpTo(starts: Float64Array, value: number): number {
  let low = -1
  let high = starts.length
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    const start = starts[middle]
    if (start !== undefined && start <= value) low = middle
    else high = middle
  }
  return low
}

function searchIpv4(starts: readonly (number | bigint)[]): Segments["placeOf"] {
  const numbers = Float64Array.from(starts, Number)
  return address => lastUpTo(numbers, Number(address))
}

/** By the first 53 bits, which a number holds, and of addresses that have these in common by the whole. */
function searchIpv6(starts: readonly (number | bigint)[]): Segments["placeOf"] {
  const whole = starts.map(BigInt)
  const heads = Float64Array.from(whole, headOf)
  return address => {
    const value = BigInt(address)
    const head = headOf(value)
    let low = lastUpTo(heads, head - 1)
    let high = lastUpTo(heads, head) + 1
    while (low + 1 < high) {
      const middle = (low + high) >> 1
      const start = whole[middle]
      if (start !== undefined && start <= value) low = middle
      else high = middle
    }
    return low
  }
}

function headOf(address: bigint): number {
  return Number(address >> 75n)
}

/** A block of addresses that some tags list, and those around it. */
interface Block {
  readonly first: number | bigint
  /** The address behind its last one. */
  readonly end: number | bigint
  readonly own: readonly number[]
}

/**
 * Blocks are disjoint or one inside of the other, so that a stack of those that are open tells what holds an address.
 * Most segments have the tags of some other: each list of tags is made once.
 */
function segmentsOf(tags: readonly ListedTag[], family: 4 | 6): Segments {
  const ranked = rankedBySize(tags, family)
  const cuts: { start: number | bigint; list: number }[] = []
  const lists = new ListNumbers(ranked)
  const open: { end: number | bigint; ranks: readonly number[] }[] = []
  const cut = (start: number | bigint) => {
    if (cuts.at(-1)?.start === start) cuts.pop()
    cuts.push({ start, list: lists.numberOf(open.at(-1)?.ranks ?? []) })
  }
  const closeUntil = (first: number | bigint | undefined) => {
    for (let last = open.at(-1); last && (first === undefined || last.end <= first); last = open.at(-1)) {
      open.pop()
      cut(last.end)
    }
  }
  for (const { first, end, own } of blocksOf(ranked, family)) {
    closeUntil(first)
    open.push({ end, ranks: merged(open.at(-1)?.ranks ?? [], own) })
    cut(first)
  }
  closeUntil(undefined)
  const starts = cuts.map(({ start }) => start)
  return {
    placeOf: family === 4 ? searchIpv4(starts) : searchIpv6(starts),
    places: Uint32Array.from(cuts, ({ list }) => list),
    lists: lists.all,
  }
}

function merged(ranks: readonly number[], own: readonly number[]): readonly number[] {
  return [...new Set([...ranks, ...own])].sort((a, b) => a - b)
}

/** The tags with prefixes of the family, that of the fewest addresses first. */
function rankedBySize(tags: readonly ListedTag[], family: 4 | 6): readonly ListedTag[] {
  return tags
    .map(tag => ({ tag, size: sizeOf(tag, family) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.size - b.size || (a.tag.key < b.tag.key ? -1 : 1))
    .map(({ tag }) => tag)
}

/** Addresses of the family; prefixes of one tag that lie in one another are few, and count twice. */
function sizeOf({ prefixes }: ListedTag, family: 4 | 6): number {
  const bits = family === 4 ? 32 : 128
  return prefixes.reduce((sum, prefix) => (prefix.family === family ? sum + 2 ** (bits - prefix.length) : sum), 0)
}

/** By their first addresses, those around others first. */
function blocksOf(ranked: readonly ListedTag[], family: 4 | 6): readonly Block[] {
  const blocks = new Map<string, { first: number | bigint; end: number | bigint; length: number; own: number[] }>()
  for (const [rank, { prefixes }] of ranked.entries()) {
    for (const prefix of prefixes) {
      if (prefix.family !== family) continue
      const known = blocks.get(prefix.key)
      if (known) known.own.push(rank)
      else blocks.set(prefix.key, { first: prefix.first, end: endOf(prefix), length: prefix.length, own: [rank] })
    }
  }
  return [...blocks.values()].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.length - b.length))
}

function endOf(prefix: AddressPrefix): number | bigint {
  return prefix.family === 4 ? prefix.last + 1 : prefix.last + 1n
}

/** Numbers lists of tags, equal ones alike. */
class ListNumbers {
  readonly all: (readonly ListedTag[])[] = []
  readonly #ranked: readonly ListedTag[]
  readonly #known = new Map<string, number>()

  constructor(ranked: readonly ListedTag[]) {
    this.#ranked = ranked
  }

  numberOf(ranks: readonly number[]): number {
    const key = ranks.join()
    let number = this.#known.get(key)
    if (number === undefined) {
      number = this.all.push(ranks.flatMap(rank => this.#ranked[rank] ?? [])) - 1
      this.#known.set(key, number)
    }
    return number
  }
}
