import type { Range } from "../syntax/node.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { Place } from "./topology.ts"

/** What contradicts itself in the documents of a topology. Data only: whoever shows it makes the text. */
export type TopologyFault =
  | DifferentValues
  | ClaimedInterface
  | SharedInterface
  | RefusedGroup
  | OneSidedPeering
  | OverlappingPeers
  | OutsideAddressSpace
  | CircularDeployments
  | EndlessLink

interface FaultPlace {
  readonly document: string
  readonly range: Range
}

/** One resource is written in two places, and not alike: what differs is not known. */
export interface DifferentValues extends FaultPlace {
  readonly kind: "different-values"
  readonly resource: string
  readonly properties: readonly DifferentProperty[]
  /** Where it is defined, too, with other values of these. */
  readonly others: readonly Place[]
}

export type DifferentProperty =
  | "group"
  | "subnet"
  | "address"
  | "prefixes"
  | "routeTable"
  | "addressSpace"
  | "publicAddress"

/** A subnet lists a network interface that says itself to be in another one. */
export interface ClaimedInterface extends FaultPlace {
  readonly kind: "claimed-interface"
  readonly networkInterface: string
  /** The subnet that lists it. */
  readonly subnet: string
  /** The subnet that it says to be in. */
  readonly own: string
  readonly other: Place
}

/** Several subnets list one network interface, of which no document says in which of them it is. */
export interface SharedInterface extends FaultPlace {
  readonly kind: "shared-interface"
  readonly networkInterface: string
  /** The subnets, the one of the place last. */
  readonly subnets: readonly string[]
  /** Where the first of them lists it. */
  readonly other: Pick<Place, "document" | "range">
}

/** A group on a subnet to which Azure gives none. */
export interface RefusedGroup extends FaultPlace {
  readonly kind: "refused-group"
  readonly subnet: string
  readonly network: string
}

/** A peering that the other network, which is known here, does not have back. */
export interface OneSidedPeering extends FaultPlace {
  readonly kind: "one-sided-peering"
  readonly network: string
  readonly remote: string
  /** The other network. */
  readonly other: Place
}

/** Networks with a peering whose prefixes overlap, which Azure refuses. */
export interface OverlappingPeers extends FaultPlace {
  readonly kind: "overlapping-peers"
  readonly network: string
  readonly remote: string
  /** The other network. */
  readonly other: Place
  readonly prefixes: readonly [AddressPrefix, AddressPrefix]
}

/** A subnet's prefix that is in none of its network's. */
export interface OutsideAddressSpace extends FaultPlace {
  readonly kind: "outside-address-space"
  readonly subnet: string
  readonly network: string
  /** The network. */
  readonly other: Place
  readonly prefix: AddressPrefix
}

/** Deployments of one template of which each waits for the next one, and the last one for the first. */
export interface CircularDeployments extends FaultPlace {
  readonly kind: "circular-deployments"
  readonly deployments: readonly string[]
}

/** A linked template that links itself, with the same values or deeper than links are followed. */
export interface EndlessLink extends FaultPlace {
  readonly kind: "endless-link"
  /** The link as people read it. */
  readonly template: string
  /** Only the depth is known: another value of a parameter may end it. */
  readonly isBound?: true
  /** A condition may end it. */
  readonly isPossible?: true
}
