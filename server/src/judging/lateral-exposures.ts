import { virtualNetworkKey } from "../azure/service-tags.ts"
import { privatePrefixes } from "../azure/special-addresses.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { Attachments } from "./attachments.ts"
import { type Exposure, exposuresOf } from "./exposures.ts"
import { exposuresThrough } from "./exposures-through.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { isOpenTerm, type RemoteAddresses } from "./remote-addresses.ts"

/** A /16 of private addresses is a network rather than some machines of it. */
const networkWidth = 2 ** 16

/** What a group lets in from all of its virtual network, or from a large part of private addresses. */
export function lateralExposures(judged: JudgedGroup, attachments: Attachments): readonly Exposure[] {
  const known = judged.context.virtualNetwork.filter(({ family }) => family === 4)
  const among = known.length > 0 ? known : privatePrefixes.filter(({ family }) => family === 4)
  const size = among.reduce((sum, { first, last }) => sum + Number(last) - Number(first) + 1, 0)
  const width = Math.min(networkWidth, size / 2)
  const question = { direction: "Inbound", remote: theNetwork(among), width } as const
  return exposuresThrough(judged, attachments, question, rules => exposuresOf(judged, rules))
}

/** The addresses of the virtual network: the private ones where nothing says which it has. */
function theNetwork(among: readonly AddressPrefix[]): RemoteAddresses {
  return {
    among,
    surely: term => {
      if (term.kind === "prefix") return [term]
      return term.kind === "any" || term.key === virtualNetworkKey ? "all" : []
    },
    isOpen: isOpenTerm,
  }
}
