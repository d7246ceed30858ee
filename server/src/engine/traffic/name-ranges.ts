import type { AddressPrefix } from "../../values/address.ts"
import { keptFor } from "../../values/kept-for.ts"
import { remember } from "../../values/remember.ts"
import type { AddressFacts } from "../address-facts.ts"
import { emptySet, type IntervalSet, intersect, intervalSet, subtract } from "./interval-set.ts"

/** The IPv4 addresses that a named set surely holds, and those that it may hold: no fewer than an address space has there. */
export interface NameRanges {
  readonly sure: IntervalSet
  readonly possible: IntervalSet
}

/** What facts say of a name, found once for all lists of rules that are read with these facts. */
export function nameRanges(facts: AddressFacts, key: string): NameRanges {
  return remember(knownIn(facts), key, () => findRanges(facts, key))
}

const knownIn = keptFor((_: AddressFacts) => new Map<string, NameRanges>())

function findRanges(facts: AddressFacts, key: string): NameRanges {
  const above = [key, ...(facts.about(key)?.inside ?? [])].flatMap(one => facts.about(one) ?? [])
  // Traffic that no address reaches.
  if (above.some(({ apart }) => apart)) return { sure: emptySet, possible: emptySet }
  const bounds = above.flatMap(({ possible }) => (possible ? [ipv4Of(possible)] : []))
  const apart = above.flatMap(({ disjoint = [] }) => disjoint).flatMap(other => facts.about(other)?.sure ?? [])
  return {
    sure: ipv4Of(facts.about(key)?.sure ?? []),
    possible: subtract(bounds.reduce(intersect, everyIpv4), ipv4Of(apart)),
  }
}

const everyIpv4: IntervalSet = [0, 2 ** 32]

/** A tag of the data has the same prefixes in every network. */
const ipv4Of = keptFor((prefixes: readonly AddressPrefix[]) =>
  intervalSet(prefixes.flatMap(one => (one.family === 4 ? [[one.first, one.last + 1] as const] : []))),
)
