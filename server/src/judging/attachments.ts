import type { LocatedGroup } from "../readers/reader.ts"
import type { Prefixes } from "../topology/topology.ts"

/**
 * Where a group is attached, as far as the documents at hand say: a value, which is kept as long as nothing of it changes.
 * What stands at the other level takes part in what gets through.
 */
export interface Attachments {
  /** Equal for attachments that say the same. */
  readonly identity: string
  readonly places: readonly AttachedPlace[]
  /** Whether there are no other ones: only where all documents of a workspace, or an export of the whole, are at hand. */
  readonly areAll: boolean
}

/** A subnet or network interface that has the group. */
export interface AttachedPlace {
  readonly level: "subnet" | "networkInterface"
  /** `vnet/subnet`, or the network interface's name. */
  readonly name: string
  /** The prefixes of the subnet, or of the subnets that the network interface is in. */
  readonly prefixes: Prefixes
  /**
   * Traffic may have other addresses than those of the subnet: a machine in it forwards what is meant for others, or a load
   * balancer leaves its own address in what it passes on (floating IP).
   */
  readonly seesOtherAddresses: boolean
  /** What else traffic of each machine behind the group passes; that of the subnet, or of each network interface in it. */
  readonly others: readonly OtherLevel[]
  /** Whether there are no other network interfaces in the subnet. */
  readonly areAllOthers: boolean
}

/** The other level of a machine behind a group. */
export type OtherLevel =
  /** Nothing filters there. */
  | { readonly kind: "open"; readonly name: string }
  | { readonly kind: "group"; readonly name: string; readonly group: LocatedGroup }
  /** No document here defines the group, or says which subnet it is. */
  | { readonly kind: "unknown"; readonly name: string }

/** What is known of a group without any documents around it. */
export const unknownAttachments: Attachments = { identity: "", places: [], areAll: false }
