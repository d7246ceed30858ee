import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import { fileTag, internetKey, loadBalancerKey, platformTags, virtualNetworkKey } from "./service-tags.ts"
import { platformPrefix, publicPrefixes } from "./special-addresses.ts"

/**
 * What holds of Azure's tags in every network, and may therefore carry a proof. Which addresses a virtual network has is
 * not among it, nor that any tag lies in AzureCloud: of Microsoft's public file 61 do not.
 */
export const proofFacts: AddressFacts = {
  about: key => fixedFacts.get(key) ?? regionalFacts(key),
}

/**
 * The same, but that Internet and VirtualNetwork may share addresses: 168.63.129.16 possibly, and whatever a user-defined
 * default route puts into VirtualNetwork. It matters to what a rule would leave to another one, were it gone.
 */
export const proofFactsOfAnyRoutes: AddressFacts = {
  about: key => {
    const facts = proofFacts.about(key)
    return facts?.disjoint ? { ...facts, disjoint: [] } : facts
  },
}

const fixedFacts: ReadonlyMap<string, SetFacts> = new Map<string, SetFacts>([
  // Its expansions hold the address space and 168.63.129.16. It shares nothing with Internet but, possibly, that one
  // address; stated as disjoint, which only keeps the engine from naming Internet rules as takers of VNet traffic.
  [virtualNetworkKey, { sure: [platformPrefix], disjoint: [internetKey] }],
  [internetKey, { possible: publicPrefixes, disjoint: [virtualNetworkKey] }],
  [loadBalancerKey, { sure: [platformPrefix], possible: [platformPrefix], inside: [virtualNetworkKey] }],
  ...Object.keys(platformTags).map((key): [string, SetFacts] => [key, { apart: true }]),
])

/** A regional tag lies in its base tag, wherever there is one. */
function regionalFacts(key: string): SetFacts | undefined {
  const tag = fileTag(key)
  return tag?.region === undefined ? undefined : { inside: [tag.key] }
}
