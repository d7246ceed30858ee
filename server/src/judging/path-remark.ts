import type { EndProblem } from "../topology/endpoint.ts"
import type {
  AdminConfiguration,
  LoadBalancer,
  NetworkInterface,
  PublicAddress,
  Route,
  Subnet,
} from "../topology/topology.ts"
import type { TopologyFault } from "../topology/topology-fault.ts"
import type { AddressTerm } from "../values/address.ts"
import type { GroupRule } from "./group-rule.ts"
import type { Course } from "./path-course.ts"
import type { GroupLevel } from "./path-level.ts"
import type { PathQuestion } from "./path-question.ts"
import type { Balancing } from "./path-reception.ts"
import type { ClosedWay } from "./public-entry.ts"
import type { LearningGap, NetworkGap, RouteDoubt } from "./subnet-network.ts"
import type { UnpeeredNetworks } from "./unpeered-networks.ts"

/** What is to be said of a path besides its levels. Data only: features turn it into sentences. */
export type PathRemark =
  | { readonly kind: "unresolved"; readonly level: GroupLevel }
  | ({ readonly kind: "unpeered" } & UnpeeredNetworks)
  | { readonly kind: "closed"; readonly way: ClosedWay }
  /** The flow comes from the Internet, and nothing of the topology has a public address for these. */
  | { readonly kind: "no-public-address"; readonly networkInterfaces: readonly NetworkInterface[] }
  /** An address is taken for that of a network interface whose address Azure chooses. */
  | { readonly kind: "chosen-address"; readonly address: AddressTerm; readonly networkInterface: NetworkInterface }
  /** Nothing here has the address: its subnet alone is judged. */
  | { readonly kind: "no-interface"; readonly address: AddressTerm; readonly subnet: Subnet }
  /** A machine calls a public address of the topology: its own side is judged, as its source is translated on the way. */
  | { readonly kind: "translated"; readonly resource: PublicAddress | LoadBalancer }
  /** A load balancer hands the flow on. */
  | { readonly kind: "balanced"; readonly balancing: Balancing }
  /** The front end has no rule for the protocol and port. */
  | { readonly kind: "no-balancing-rule"; readonly balancing: Balancing }
  /** Rules or back ends of the front end cannot be known. */
  | { readonly kind: "open-balancing"; readonly balancing: Balancing }
  | { readonly kind: "no-back-end"; readonly balancing: Balancing }
  /** An application gateway or Bastion host ends the flow and opens one of its own. */
  | { readonly kind: "proxy"; readonly loadBalancer: LoadBalancer }
  /** `isStated`: whether the subnet says so, or leaves it to the default. */
  | { readonly kind: "private-endpoint"; readonly level: GroupLevel; readonly isStated: boolean }
  | { readonly kind: "refused-group"; readonly level: GroupLevel }
  /** VirtualNetwork is everything. */
  | { readonly kind: "default-route"; readonly subnet: Subnet; readonly routes: readonly Route[] }
  /** VirtualNetwork may be everything, and that makes a difference. */
  | { readonly kind: "perhaps-routed"; readonly level: GroupLevel; readonly doubt: RouteDoubt }
  /** The sender's subnet has a route for the destination that leads nowhere. */
  | { readonly kind: "dropping-route"; readonly subnet: Subnet; readonly route: Route }
  /** Documents contradict each other about something on the path. */
  | { readonly kind: "contradiction"; readonly fault: TopologyFault }
  | { readonly kind: "gap"; readonly subnet: Subnet; readonly gap: NetworkGap }
  /** The answer rests on a gateway not learning a route for public addresses; `decider`: the rule that could decide with one. */
  | { readonly kind: "learnt-route"; readonly gap: LearningGap; readonly decider: GroupRule | null }
  | { readonly kind: "incomplete-admin"; readonly configuration: AdminConfiguration }
  /** Several addresses, network interfaces or back ends were judged; `courses` where they do not agree. */
  | { readonly kind: "several"; readonly courses: readonly Course[]; readonly agree: boolean }
  /** Only so many of the pairs of addresses were judged. */
  | { readonly kind: "too-many"; readonly judged: number; readonly of: number }

/** Why a flow cannot be judged on a topology. */
export type PathProblem =
  | EndProblem
  /** Neither end, or not the one that the direction asks about, is in the topology. */
  | { readonly kind: "not-here"; readonly question: PathQuestion }
  | { readonly kind: "two-families" }
  /** Traffic starts at no front end. */
  | { readonly kind: "starts-nothing" }
