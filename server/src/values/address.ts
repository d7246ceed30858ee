import type { Unknown } from "./unknown.ts"

/**
 * One element of an address field, read: what a rule's source or destination is a union of.
 * `key` is equal exactly where the set of addresses is the same by its spelling ("10.0.0.0/8", "tag:storage.westeurope").
 */
export type AddressTerm = AnyAddress | AddressPrefix | NamedAddresses | UnknownAddresses

/** `*`: every address of both families. */
export interface AnyAddress {
  readonly kind: "any"
  readonly key: "*"
}

/** An address or a CIDR block; `first` and `last` are inclusive. */
export type AddressPrefix = Prefix4 | Prefix6
export interface Prefix4 {
  readonly kind: "prefix"
  readonly key: string
  readonly family: 4
  readonly first: number
  readonly last: number
  /** Prefix length, 0 to 32. */
  readonly length: number
}
export interface Prefix6 {
  readonly kind: "prefix"
  readonly key: string
  readonly family: 6
  readonly first: bigint
  readonly last: bigint
  /** Prefix length, 0 to 128. */
  readonly length: number
}

/** A set known by name only: a service tag or an application security group. */
export interface NamedAddresses {
  readonly kind: "tag" | "group"
  readonly key: string
  /** As written. */
  readonly name: string
}

export interface UnknownAddresses {
  readonly kind: "unknown"
  readonly key: string
  readonly unknown: Unknown
}
