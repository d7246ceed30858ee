import type { AddressPrefix } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { withoutPrefixes } from "./prefix-difference.ts"

/**
 * The host's own address, the same in all regions and clouds: DNS, agent, DHCP and the source of health probes
 * (Microsoft, "What is IP address 168.63.129.16?", 03/2023).
 */
export const platformAddress = "168.63.129.16"
export const platformPrefix = prefix(platformAddress)

/** Every IPv4 address, and no other. */
export const everyIpv4 = prefix("0.0.0.0/0")
/** Every IPv6 address, and no other. */
export const everyIpv6 = prefix("::/0")

/** The Instance Metadata Service. */
export const metadataAddress = "169.254.169.254"

/** Where Windows activates (SupportArticles, 07/2024; government, China and Germany included). */
export const kmsAddresses: readonly string[] = [
  "20.118.99.224",
  "40.83.235.53",
  "23.102.135.246",
  "23.97.0.13",
  "52.126.105.2",
  "159.27.28.100",
  "163.228.64.161",
  "42.159.7.249",
  "51.4.143.248",
]

/** RFC 1918 and RFC 4193: what may be inside of a virtual network when nothing says so. */
export const privatePrefixes: readonly AddressPrefix[] = prefixes(
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
)

/**
 * Addresses that no network routes publicly. IPv4: what recorded expansions of the tag Internet leave out (effective
 * rules of real network interfaces). For IPv6 no expansion is published: IANA's special-purpose registry is taken.
 */
const specialPrefixes = prefixes(
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24"],
  ...["192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "2001::/23", "2001:db8::/32", "3fff::/20"],
)

/** What the tag Internet holds as far as it is not inside of the virtual network. */
export const publicPrefixes = withoutPrefixes(prefixes("0.0.0.0/0", "2000::/3"), specialPrefixes)

function prefixes(...texts: readonly string[]): readonly AddressPrefix[] {
  return texts.map(prefix)
}

/** Reads a prefix that stands in our own source: anything else is a mistake of ours. */
export function prefix(text: string): AddressPrefix {
  const term = parseAddress(text)
  if ("fault" in term || term.kind !== "prefix") throw new Error(`${text} is no prefix`)
  return term
}
