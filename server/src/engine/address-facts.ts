import type { AddressPrefix } from "../values/address.ts"

/**
 * What is known about the named and unknown sets of addresses of a group's rules. The engine knows no tag of Azure's:
 * its caller hands in the relations, and whatever is not stated here may be so or not. What is stated of a set that no rule
 * names counts only for the sets that lie inside of it.
 */
export interface AddressFacts {
  /** Facts about the set with this key (`AddressTerm.key`); undefined where nothing at all is known. */
  about(key: string): SetFacts | undefined
}

export interface SetFacts {
  /** Keys of the sets this one lies wholly inside of, transitively closed. */
  readonly inside?: readonly string[]
  /** Keys of the sets that surely share no address with this one; stated on both of a pair. */
  readonly disjoint?: readonly string[]
  /** No address outside of these prefixes is in the set. Absent: any address may be. */
  readonly possible?: readonly AddressPrefix[]
  /** Every address of these prefixes is in the set. Absent: none surely is. Equal to `possible` for a tag with data. */
  readonly sure?: readonly AddressPrefix[]
  /** True where the set surely holds some IPv4 address, whichever that is. */
  readonly some?: true
  /** Addresses that are surely not in the set although `possible` has them: people write them for any address. */
  readonly lacks?: readonly AddressPrefix[]
  /** True for traffic that no address and no `*` reaches, only the set's own name (AzurePlatformDNS). */
  readonly apart?: true
}
