import { isReachable } from "../topology/reachable-networks.ts"
import type { Route, Subnet, VirtualNetwork } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import type { SubnetNetwork } from "./subnet-network.ts"

/** Two networks without a peering that counts, and what may take packets from one to the other all the same. */
export interface UnpeeredNetworks {
  readonly from: VirtualNetwork
  readonly to: VirtualNetwork
  readonly perhaps?: OtherWay
}

export type OtherWay =
  /** A condition decides about a peering of the two. */
  | { readonly kind: "condition" }
  /** Both learn routes that no document has. */
  | { readonly kind: "gateways" }
  /** A route of the sender's subnet leads to an appliance or a gateway, which may hand them on. */
  | { readonly kind: "route"; readonly route: Route }
  /** Not all routes of the sender's subnet are known. */
  | { readonly kind: "routes" }

/** An end of a flow, and what is known of the network that its subnet is in. */
export interface End {
  readonly term: AddressTerm
  readonly subnet: Subnet
  around(): SubnetNetwork
}

/** Undefined where a peering connects the two, or their gateways surely do. */
export function unpeeredNetworks(sender: End, receiver: End): UnpeeredNetworks | undefined {
  const [from, to] = [sender.subnet.network, receiver.subnet.network]
  if (isReachable(from, to) || holds(sender.around().behindGateways, receiver.term)) return undefined
  const isPerhapsPeered = from.peerings.some(({ perhaps }) => perhaps === to)
  const way: OtherWay | undefined = isPerhapsPeered
    ? { kind: "condition" }
    : (routedWay(sender.subnet, receiver.term) ?? learntWay(sender, receiver))
  return { from, to, ...(way && { perhaps: way }) }
}

function routedWay({ routeTable }: Subnet, to: AddressTerm): OtherWay | undefined {
  if (routeTable.kind === "none") return undefined
  if (routeTable.kind === "unresolved") return { kind: "routes" }
  const { routes, complete } = routeTable.target
  const route = routes.find(({ destination, nextHopType = "" }) => {
    return destination?.kind === "prefix" && holds([destination], to) && /appliance|gateway/i.test(nextHopType)
  })
  if (route) return { kind: "route", route }
  const areKnown = complete && routes.every(({ destination }) => destination?.kind === "prefix")
  return areKnown ? undefined : { kind: "routes" }
}

function learntWay(...ends: readonly End[]): OtherWay | undefined {
  const learns = ({ around }: End) => around().gaps.some(({ kind }) => kind === "gateway")
  return ends.every(learns) ? { kind: "gateways" } : undefined
}

function holds(prefixes: SubnetNetwork["behindGateways"], term: AddressTerm): boolean {
  return term.kind === "prefix" && prefixes.some(prefix => isPrefixWithin(term, prefix))
}
