import type { SetFacts } from "../engine/address-facts.ts"
import type { IpConfiguration } from "../topology/topology.ts"
import type { AddressPrefix, UnknownAddresses } from "../values/address.ts"

/** An address of a subnet that Azure chooses, and what rules that name application security groups know of it. */
export interface ChosenAddress {
  readonly term: UnknownAddresses
  readonly prefixes: readonly AddressPrefix[]
  readonly securityGroups: readonly string[]
  readonly hasOtherSecurityGroups: boolean
}

/** Addresses of which all is known alike are one term. */
export function chosenAddress(
  prefixes: readonly AddressPrefix[],
  { securityGroups, hasOtherSecurityGroups }: IpConfiguration,
): ChosenAddress {
  const keys = [...new Set(securityGroups.map(({ key }) => key))].sort()
  const identity = JSON.stringify([prefixes.map(({ key }) => key), keys, hasOtherSecurityGroups === true])
  const text = `an address of ${prefixes.map(({ key }) => key).join(", ")}`
  const unknown = { identity, text, reason: "Azure chooses it" }
  return {
    term: { kind: "unknown", key: `${chosenPrefix}${identity}`, unknown },
    prefixes,
    securityGroups: keys,
    hasOtherSecurityGroups: hasOtherSecurityGroups === true,
  }
}

export const chosenPrefix = "unknown:chosen address "

/** The groups that it is surely in, and those of `groups` that it is surely not in. */
export function chosenAddressFacts(chosen: ChosenAddress, groups: Iterable<string>): SetFacts {
  const known = [...groups]
  return {
    possible: chosen.prefixes,
    inside: chosen.securityGroups.filter(key => known.includes(key)),
    disjoint: chosen.hasOtherSecurityGroups ? [] : known.filter(key => !chosen.securityGroups.includes(key)),
  }
}
