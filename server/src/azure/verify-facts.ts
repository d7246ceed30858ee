import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { AddressPrefix } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { withoutPrefixes } from "./prefix-difference.ts"
import { proofFacts } from "./proof-facts.ts"
import { type FileTag, fileTag, internetKey, loadBalancerKey, virtualNetworkKey } from "./service-tags.ts"
import { platformPrefix, prefix, privatePrefixes, publicPrefixes } from "./special-addresses.ts"

/** Facts that depend on the network alone. */
export interface NetworkFacts extends AddressFacts {
  /** The same for facts that say the same. */
  readonly identity: string
}

/**
 * What verify takes for granted about one flow, beyond what proofs may use: the local side is inside the virtual
 * network, public addresses are Internet, and other private addresses may be inside or not. With the prefixes of the
 * virtual network at hand those are inside, and everything else is outside.
 */
export function verifyFacts(flow: Flow, virtualNetwork: readonly AddressPrefix[]): NetworkFacts {
  const own = virtualNetwork.length > 0 ? virtualNetwork : localPrefix(flow)
  const network = networkOf(own, virtualNetwork.length > 0)
  const internet = internetOutside(withoutPrefixes(outsidePrefixes, own))
  return {
    identity: JSON.stringify([virtualNetwork.length > 0, own.map(({ key }) => key)]),
    about: key => {
      if (key === virtualNetworkKey) return network
      if (key === internetKey) return internet
      return key === loadBalancerKey ? loadBalancer : otherNameFacts(key, network.possible)
    },
  }
}

type BoundedFacts = SetFacts & { readonly possible: readonly AddressPrefix[] }

function networkOf(own: readonly AddressPrefix[], isAll: boolean): BoundedFacts {
  const sure = [platformPrefix, ...own]
  if (isAll) return { sure, possible: sure }
  const isPrivate = own.every(prefix => privatePrefixes.some(range => isPrefixWithin(prefix, range)))
  return { sure, possible: isPrivate ? machinePrefixes : [...machinePrefixes, ...own] }
}

/** Where machines are as far as nothing else is known. */
const machinePrefixes = [platformPrefix, ...privatePrefixes]

/** Recorded expansions of Internet hold 168.0.0.0/8 whole, so the platform's address is possibly in both. */
const internetOutside = keptFor(
  (outside: readonly AddressPrefix[]): SetFacts => ({ sure: outside, possible: [...outside, platformPrefix] }),
)

const outsidePrefixes = withoutPrefixes(publicPrefixes, [platformPrefix])

const loadBalancer: SetFacts = { sure: [platformPrefix], possible: [platformPrefix] }

/** Facts about a name that is not computed from the network, of which these are all addresses. */
export function otherNameFacts(key: string, network: readonly AddressPrefix[]): SetFacts | undefined {
  return memberFacts(key, network) ?? proofFacts.about(key) ?? wordFacts(key)
}

function localPrefix({ direction, source, destination }: Flow): readonly AddressPrefix[] {
  const local = direction === "Inbound" ? destination : source
  return local.kind === "prefix" ? [local] : []
}

/**
 * Application security groups hold network interfaces of a virtual network; the files list public addresses alone
 * (2025-10-28, 2026-07-20), and the platform's address is in no tag of theirs.
 */
function memberFacts(key: string, network: readonly AddressPrefix[]): SetFacts | undefined {
  if (key.startsWith("group:")) return { possible: network, inside: [virtualNetworkKey] }
  const tag = fileTag(key)
  if (!tag) return undefined
  return {
    possible: outsidePrefixes,
    lacks: documentPrefixes,
    ...(hasIpv4(tag) && { some: true }),
    ...(tag.region !== undefined && { inside: [tag.key] }),
  }
}

/** In the files single regions of these hold IPv6 addresses alone. */
const ipv6OfRegions: ReadonlySet<string> = new Set([
  "AzureSignalR",
  "PowerPlatformInfra",
  "PowerPlatformPlex",
  "WindowsVirtualDesktop",
])

function hasIpv4({ name, region }: FileTag): boolean {
  return region === undefined || !ipv6OfRegions.has(name)
}

/** Of a word that may be a tag we do not know nothing is known but that it does not hold the platform's address. */
function wordFacts(key: string): SetFacts | undefined {
  return key.startsWith("tag:") ? { possible: otherPrefixes } : undefined
}

/** Of the addresses for documentation (RFC 5737) those that Internet holds: flows are written with them for any address. */
const documentPrefixes = [prefix("198.51.100.0/24"), prefix("203.0.113.0/24")]

const otherPrefixes = withoutPrefixes([prefix("0.0.0.0/0"), prefix("::/0")], [platformPrefix])
