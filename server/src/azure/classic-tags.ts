import { internetKey, loadBalancerKey, virtualNetworkKey } from "./service-tags.ts"

/** The tags of the classic deployment model, by the keys of today's, as it spells them. */
export const classicTagNames: ReadonlyMap<string, string> = new Map([
  [internetKey, "INTERNET"],
  [virtualNetworkKey, "VIRTUAL_NETWORK"],
  [loadBalancerKey, "AZURE_LOADBALANCER"],
])
