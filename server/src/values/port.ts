import type { Unknown } from "./unknown.ts"

/** One element of a port field, read: an inclusive range, or ports that cannot be known. `*` is 0 to 65535. */
export type PortTerm = PortRange | UnknownPorts

export interface PortRange {
  readonly first: number
  readonly last: number
}

export interface UnknownPorts {
  readonly unknown: Unknown
}
