import type { AddressPrefix } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { kmsAddresses, platformPrefix, prefix } from "./special-addresses.ts"

/**
 * Addresses that no machine of a virtual network has: those that cannot be in its address space (Microsoft, "Azure Virtual Network
 * frequently asked questions"), and where Windows activates.
 */
const machineless: readonly AddressPrefix[] = [
  ...["224.0.0.0/4", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16"].map(prefix),
  ...["::1", "fe80::/10", "ff00::/8"].map(prefix),
  platformPrefix,
  ...kmsAddresses.map(prefix),
]

export function isMachineless(term: AddressPrefix): boolean {
  return machineless.some(one => isPrefixWithin(term, one))
}
