import type { AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { prefix } from "./special-addresses.ts"

/** What no packet of a virtual network has as its source or destination ("Azure Virtual Network frequently asked questions"). */
const uncarried = {
  loopback: ["127.0.0.0/8", "::1"].map(prefix),
  multicast: ["224.0.0.0/4", "ff00::/8"].map(prefix),
  // But for DHCP, which no rule judges.
  broadcast: [prefix("255.255.255.255")],
}

export type Uncarried = keyof typeof uncarried

/** Why no packet has any of the addresses of a term; undefined where one may. */
export function uncarriedAddress(term: AddressTerm): Uncarried | undefined {
  if (term.kind !== "prefix") return undefined
  return (["loopback", "multicast", "broadcast"] as const).find(kind =>
    uncarried[kind].some(one => isPrefixWithin(term, one)),
  )
}
