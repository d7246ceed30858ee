import type { AttachedAdminRule } from "./admin-level.ts"
import type { AttachedPlace } from "./attachments.ts"
import type { KnownLevel } from "./machines-behind.ts"

/** Security admin rules that block all of it, or part, at some places of a group. */
export interface AdminBlock {
  readonly rules: readonly AttachedAdminRule[]
  readonly places: readonly Pick<AttachedPlace, "level" | "name">[]
}

/** What stands before or behind a group that exposes something, where all of that is known. */
export interface ExposedThrough {
  /** Where it is open: at least one. */
  readonly open: readonly KnownLevel[]
  /** Where the other level blocks all of it, or leaves less than counts. */
  readonly closed: readonly KnownLevel[]
  /** Of those where it is open the ones that block part of it. */
  readonly narrowed: readonly KnownLevel[]
  /** Where security admin rules block all of it. */
  readonly closedByAdmin?: AdminBlock
  /** Where they block part of it. */
  readonly narrowedByAdmin?: AdminBlock
}
