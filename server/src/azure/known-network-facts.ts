import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { AddressPrefix } from "../values/address.ts"
import { withoutPrefixes } from "./prefix-difference.ts"
import { internetKey, loadBalancerKey, virtualNetworkKey } from "./service-tags.ts"
import { everyIpv4, everyIpv6, platformPrefix, publicPrefixes } from "./special-addresses.ts"
import { otherNameFacts } from "./verify-facts.ts"

/** What VirtualNetwork is for the machines of one subnet. */
export interface NetworkAddresses {
  /** Of the network, its peers, what is connected to it, and the prefixes of the subnet's routes. */
  readonly inside: readonly AddressPrefix[]
  /** What may be inside besides. */
  readonly perhapsInside: readonly AddressPrefix[]
  /** The families in which a default route of the subnet makes VirtualNetwork hold every address. */
  readonly routed: readonly (4 | 6)[]
}

/**
 * Facts about the names in rules where the network is known. Internet is the public space outside of it, and never the
 * platform's address. Whether it keeps its addresses where a default route makes VirtualNetwork everything is not published.
 */
export function knownNetworkFacts({ inside, perhapsInside, routed }: NetworkAddresses): AddressFacts {
  const every = routed.map(family => (family === 4 ? everyIpv4 : everyIpv6))
  const sure = [platformPrefix, ...inside, ...every]
  const outside = withoutPrefixes(publicPrefixes, [platformPrefix, ...inside])
  const known = new Map<string, SetFacts>([
    [virtualNetworkKey, { sure, possible: [...sure, ...perhapsInside] }],
    [internetKey, { sure: withoutPrefixes(outside, [...perhapsInside, ...every]), possible: outside }],
    [loadBalancerKey, { sure: [platformPrefix], possible: [platformPrefix] }],
  ])
  return { about: key => known.get(key) ?? otherNameFacts(key, [...sure, ...perhapsInside]) }
}
