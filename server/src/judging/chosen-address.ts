import type { SetFacts } from "../engine/address-facts.ts"
import type { IpConfiguration, Subnet, VirtualNetwork } from "../topology/topology.ts"
import type { AddressPrefix, UnknownAddresses } from "../values/address.ts"

/** An address of a subnet that Azure chooses, and what rules that name application security groups know of it. */
export interface ChosenAddress {
  readonly term: UnknownAddresses
  readonly network: VirtualNetwork
  readonly prefixes: readonly AddressPrefix[]
  readonly securityGroups: readonly string[]
  readonly hasOtherSecurityGroups: boolean
}

/** Addresses of which all is known alike are one term. `networkMark` tells the subnet's network from others. */
export function chosenAddress(
  { network, prefixes: { known } }: Subnet,
  { family, securityGroups, hasOtherSecurityGroups }: IpConfiguration,
  networkMark: number,
): ChosenAddress {
  const prefixes = known.filter(prefix => prefix.family === family)
  const keys = [...new Set(securityGroups.map(({ key }) => key))].sort()
  const texts = prefixes.map(({ key }) => key)
  const identity = JSON.stringify([networkMark, texts, keys, hasOtherSecurityGroups === true])
  const unknown = { identity, text: `an address of ${texts.join(", ")}`, reason: "Azure chooses it" }
  return {
    term: { kind: "unknown", key: `${chosenPrefix}${identity}`, unknown },
    network,
    prefixes,
    securityGroups: keys,
    hasOtherSecurityGroups: hasOtherSecurityGroups === true,
  }
}

export const chosenPrefix = "unknown:chosen address "

/**
 * The groups that it is surely in, and those of `groups` that it is surely not in; nothing of that where the groups are those
 * of other networks, which may have the same addresses.
 */
export function chosenAddressFacts(
  chosen: ChosenAddress,
  networks: readonly VirtualNetwork[],
  groups: ReadonlyMap<string, SetFacts>,
): SetFacts {
  const { prefixes: possible, network, securityGroups, hasOtherSecurityGroups } = chosen
  if (!networks.includes(network)) return { possible }
  const others = [...groups.keys()].filter(key => !securityGroups.includes(key))
  return {
    possible,
    inside: securityGroups.filter(key => groups.has(key)),
    disjoint: hasOtherSecurityGroups ? [] : others,
  }
}
