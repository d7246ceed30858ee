import { isGatewaySubnet, isRouteServerSubnet } from "../azure/group-free-subnets.ts"
import type { NetworkAddresses } from "../azure/known-network-facts.ts"
import { arePrefixesWithin } from "../azure/prefix-difference.ts"
import { everyIpv4, everyIpv6, privatePrefixes } from "../azure/special-addresses.ts"
import { openPeerings, prefixesOf } from "../topology/reachable-networks.ts"
import type { Peering, Prefixes, Route, RouteTable, Subnet, VirtualNetwork } from "../topology/topology.ts"
import { unresolvedReasons } from "../topology/unresolved-reasons.ts"
import type { AddressPrefix } from "../values/address.ts"

/** What VirtualNetwork is for the machines of a subnet, and what of it cannot be known. */
export interface SubnetNetwork extends Omit<NetworkAddresses, "routed"> {
  /** Its own network, and those whose addresses are in its VirtualNetwork. */
  readonly networks: readonly VirtualNetwork[]
  /** What is known to lie behind the gateways that its traffic takes. */
  readonly behindGateways: readonly AddressPrefix[]
  /** Why addresses may be inside that are not known here. */
  readonly gaps: readonly NetworkGap[]
  readonly routed: DefaultRoutes
}

export type NetworkGap =
  /** `text`: as people read the other network; `reason`: why it is not known, behind "which". */
  | { readonly kind: "peering"; readonly network: VirtualNetwork; readonly text: string; readonly reason: string }
  /** A condition decides whether the network has a peering with the other one. */
  | { readonly kind: "condition"; readonly network: VirtualNetwork; readonly other: VirtualNetwork }
  | LearningGap
  | { readonly kind: "address-space"; readonly network: VirtualNetwork }

/** Routes that a network learns are in no document. */
export interface LearningGap {
  readonly kind: "gateway"
  readonly network: VirtualNetwork
  readonly by: Learning["by"]
}

/** In which families a route of the subnet sends every address to an appliance or a gateway, and in which it may. */
export interface DefaultRoutes {
  readonly surely: readonly (4 | 6)[]
  readonly perhaps: readonly (4 | 6)[]
  /** The routes that do: one for all addresses, or several that have all of them together. */
  readonly by: readonly Route[]
  readonly doubt?: RouteDoubt
}

/** Why it is not known whether VirtualNetwork holds every address. */
export type RouteDoubt =
  | { readonly kind: "table"; readonly text: string; readonly reason: string }
  | { readonly kind: "routes"; readonly table: string }
  /** A default route to somewhere else, or a route for a service tag: what it does to VirtualNetwork is not published. */
  | { readonly kind: "route"; readonly table: string; readonly route: string }

/** `onPremises`: the prefixes behind gateways, as a setting has them. */
export function subnetNetwork(subnet: Subnet, onPremises: readonly AddressPrefix[]): SubnetNetwork {
  const own = subnet.network
  const peerings = own.peerings.filter(({ counts, blocksAccess }) => counts && !blocksAccess)
  const peers = peerings.flatMap(({ remote }) => (remote.kind === "resolved" ? [remote.target] : []))
  const networks = [...new Set([own, ...peers])]
  const stated = peerings.flatMap(({ remote, remotePrefixes }) => (remote.kind === "resolved" ? [] : remotePrefixes))
  const gateways = gatewaysOf(own, peerings)
  const behindGateways = gateways.flatMap(({ known }) => known)
  const routes = subnet.routeTable.kind === "resolved" ? subnet.routeTable.target.routes : []
  const routed = defaultRoutes(subnet.routeTable)
  const gaps = [
    ...openPeerings(own)
      .filter(({ blocksAccess, remotePrefixes }) => !blocksAccess && remotePrefixes.length === 0)
      .filter(({ perhaps }) => !perhaps || !networks.includes(perhaps))
      .map(one => peeringGap(own, one)),
    ...networks.filter(isOpen).map((network): NetworkGap => ({ kind: "address-space", network })),
    ...gateways
      .filter(({ areAll }) => !areAll && onPremises.length === 0)
      .map(({ by }): NetworkGap => ({ kind: "gateway", network: own, by })),
  ]
  return {
    networks,
    behindGateways,
    inside: [
      ...networks.flatMap(prefixesOf),
      ...stated,
      ...onPremises,
      ...behindGateways,
      ...routes.filter(route => !routed.by.includes(route)).flatMap(partialPrefix),
    ],
    perhapsInside: perhapsInside(gaps),
    gaps,
    routed,
  }
}

function peeringGap(network: VirtualNetwork, { perhaps, remote, name }: Peering): NetworkGap {
  if (perhaps) return { kind: "condition", network, other: perhaps }
  const { text, reason } = remote.kind === "unresolved" ? remote : { text: name, reason: unresolvedReasons.noDocument }
  return { kind: "peering", network, text, reason }
}

/** Any private address, but for a network that is known and only perhaps a peer. */
function perhapsInside(gaps: readonly NetworkGap[]): readonly AddressPrefix[] {
  const known = gaps.flatMap(gap => (gap.kind === "condition" && !isOpen(gap.other) ? prefixesOf(gap.other) : []))
  const areKnown = gaps.every(gap => gap.kind === "condition" && !isOpen(gap.other))
  return areKnown ? known : [...privatePrefixes, ...known]
}

function isOpen({ addressSpace }: VirtualNetwork): boolean {
  return !addressSpace.areAll
}

/** What a network learns of, and from what. */
interface Learning extends Prefixes {
  readonly by: "gateway" | "virtualHub" | "routeServer"
}

/** What lies behind the gateways that the network's traffic takes: its own, and those of peers that let it. */
function gatewaysOf(own: VirtualNetwork, peerings: readonly Peering[]): readonly Learning[] {
  const remotes = peerings.flatMap(({ usesRemoteGateway, remote }) => {
    if (!usesRemoteGateway) return []
    const learnings = remote.kind === "resolved" ? learningsOf(remote.target) : []
    return learnings.length > 0 ? learnings : [unknownBehind("gateway")]
  })
  return [...learningsOf(own), ...remotes]
}

function learningsOf({ gateway, subnets }: VirtualNetwork): readonly Learning[] {
  const has = (isMeant: (subnet: string) => boolean) => subnets.some(({ name }) => isMeant(name))
  const undefinedHere = has(isGatewaySubnet) ? [unknownBehind("gateway")] : []
  return [
    ...(gateway ? [{ by: gateway.kind, ...gateway.connected }] : undefinedHere),
    ...(has(isRouteServerSubnet) ? [unknownBehind("routeServer")] : []),
  ]
}

function unknownBehind(by: Learning["by"]): Learning {
  return { by, known: [], areAll: false }
}

function partialPrefix({ destination }: Route): readonly AddressPrefix[] {
  return destination?.kind === "prefix" && destination.length > 0 ? [destination] : []
}

function defaultRoutes(reference: Subnet["routeTable"]): DefaultRoutes {
  if (reference.kind === "none") return { surely: [], perhaps: [], by: [] }
  if (reference.kind === "unresolved") {
    const { text, reason } = reference
    return { surely: [], perhaps: [4, 6], by: [], doubt: { kind: "table", text, reason } }
  }
  const { routes } = reference.target
  const found = ([4, 6] as const).map(family => ({ family, by: routesOfAll(routes, family) }))
  const surely = found.flatMap(({ family, by }) => (by.length > 0 ? [family] : []))
  const doubt = doubtIn(reference.target, surely)
  const perhaps = ([4, 6] as const).filter(family => !surely.includes(family))
  const by = found.flatMap(each => each.by)
  return { surely, perhaps: doubt ? perhaps : [], by, ...(doubt && { doubt }) }
}

/** The default route of a family, or such routes as have all of its addresses together: none leaves any to the Internet. */
function routesOfAll(routes: readonly Route[], family: 4 | 6): readonly Route[] {
  const away = routes.filter(route => leadsAway(route) && isOf(route, family))
  const whole = away.find(isDefault)
  if (whole) return [whole]
  const every = [family === 4 ? everyIpv4 : everyIpv6]
  return arePrefixesWithin(every, away.flatMap(partialPrefix)) ? away : []
}

function doubtIn({ name, routes, complete }: RouteTable, surely: readonly (4 | 6)[]): RouteDoubt | undefined {
  if (surely.length === 2) return undefined
  const open = routes.find(
    route =>
      route.destination === undefined ||
      route.destination.kind !== "prefix" ||
      (isDefault(route) && !leadsAway(route) && !surely.some(family => isOf(route, family))),
  )
  if (open) return { kind: "route", table: name, route: open.name }
  return complete ? undefined : { kind: "routes", table: name }
}

export function isDefault({ destination }: Pick<Route, "destination">): boolean {
  return destination?.kind === "prefix" && destination.length === 0
}

function isOf({ destination }: Route, family: 4 | 6): boolean {
  return destination?.kind === "prefix" && destination.family === family
}

/** To an appliance, or a gateway. */
function leadsAway({ nextHopType }: Route): boolean {
  return /^(virtualappliance|virtualnetworkgateway)$/i.test(nextHopType ?? "")
}
