import type { KnownLevel } from "./machines-behind.ts"

/** What stands before or behind a group that exposes something, where all of that is known. */
export interface ExposedThrough {
  /** Where it is open: at least one. */
  readonly open: readonly KnownLevel[]
  /** Where the other level blocks all of it, or leaves less than counts. */
  readonly closed: readonly KnownLevel[]
  /** Of those where it is open the ones that block part of it. */
  readonly narrowed: readonly KnownLevel[]
}
