import { kmsAddresses, metadataAddress, platformAddress } from "../azure/special-addresses.ts"
import { prefixesOf } from "../topology/reachable-networks.ts"
import type { Route, Subnet } from "../topology/topology.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"

/**
 * The route of a subnet that surely takes the traffic to an address and drops it: of the routes for it the one with the
 * longest prefix counts. Undefined where another one may be longer: of a peer or gateway, of a service endpoint, of a table
 * that is not wholly known.
 */
export function droppingRoute(subnet: Subnet, to: AddressTerm): Route | undefined {
  const { network, routeTable, serviceEndpoints } = subnet
  if (to.kind !== "prefix" || routeTable.kind !== "resolved" || !routeTable.target.complete) return undefined
  if (network.gateway || network.peerings.length > 0 || serviceEndpoints.length > 0 || isPlatform(to)) return undefined
  const { routes } = routeTable.target
  if (!routes.every(isKnown)) return undefined
  const own = routes.filter(isKnown).filter(({ destination }) => isPrefixWithin(to, destination))
  const [longest] = own.toSorted((a, b) => b.destination.length - a.destination.length)
  if (!longest || !/^none$/i.test(longest.nextHopType ?? "")) return undefined
  const isNearer = prefixesOf(network).some(one => isPrefixWithin(to, one) && one.length > longest.destination.length)
  return isNearer || !network.addressSpace.areAll ? undefined : longest
}

/** No route leads traffic of the platform elsewhere. */
function isPlatform(to: AddressPrefix): boolean {
  return platformAddresses.has(to.key.replace(/\/32$/, ""))
}

const platformAddresses: ReadonlySet<string> = new Set([platformAddress, metadataAddress, ...kmsAddresses])

function isKnown(route: Route): route is Route & { readonly destination: AddressPrefix } {
  return route.destination?.kind === "prefix"
}
