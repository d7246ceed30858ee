import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { withoutPrefixes } from "./prefix-difference.ts"
import { internetKey, loadBalancerKey, virtualNetworkKey } from "./service-tags.ts"
import { platformPrefix } from "./special-addresses.ts"

/**
 * How a question takes the platform's address, which Internet possibly holds: recorded expansions of the tag have
 * 168.0.0.0/8 whole. That leaves open what happens to a flow with this address; of all others it leaves nothing open.
 */
export type PlatformReading =
  /** Not as a part of Internet: it is asked about by itself. */
  | "outside"
  /** As the facts have it. */
  | "stated"
  | "inside"

/** A flow with just this address, or the tag that holds nothing else, asks about it; any other asks about the rest. */
export function platformReadingOf({ source, destination }: Flow): PlatformReading {
  return isPlatformAddress(source) || isPlatformAddress(destination) ? "stated" : "outside"
}

export function isPlatformAddress({ key }: AddressTerm): boolean {
  return key === platformPrefix.key || key === loadBalancerKey
}

/** Whether the platform's address surely is in the set: VirtualNetwork and AzureLoadBalancer hold it, Internet may. */
export function holdsPlatform(term: AddressTerm): boolean {
  if (term.kind === "prefix") return isPrefixWithin(platformPrefix, term)
  return term.kind === "any" || term.key === virtualNetworkKey || term.key === loadBalancerKey
}

/** Whether of the sets VirtualNetwork alone holds the platform's address, which surprises people. */
export function holdPlatformByNetwork(terms: readonly AddressTerm[]): boolean {
  const holding = terms.filter(holdsPlatform)
  return holding.length > 0 && holding.every(({ key }) => key === virtualNetworkKey)
}

export function withPlatformReading(facts: AddressFacts, reading: PlatformReading): AddressFacts {
  return reading === "stated" ? facts : readings[reading](facts)
}

/** All groups of a network are read with the same facts. */
const readings = {
  outside: keptFor((facts: AddressFacts) => readFacts(facts, "outside")),
  inside: keptFor((facts: AddressFacts) => readFacts(facts, "inside")),
}

function readFacts(facts: AddressFacts, reading: "outside" | "inside"): AddressFacts {
  const internet = facts.about(internetKey)
  const read = internet && internetReadings[reading](internet)
  return { about: key => (key === internetKey ? read : facts.about(key)) }
}

/** Internet is the same in most networks. */
const internetReadings = {
  outside: keptFor((internet: SetFacts) => readInternet(internet, "outside")),
  inside: keptFor((internet: SetFacts) => readInternet(internet, "inside")),
}

/** Facts by which the platform's address is in Internet: then that is not all apart from VirtualNetwork, which has it, too. */
export function withPlatformInInternet(facts: AddressFacts): AddressFacts {
  const read = new Map(
    [internetKey, virtualNetworkKey].map(key => {
      const { disjoint: _, ...rest } = facts.about(key) ?? {}
      return [key, { ...rest, sure: [...(rest.sure ?? []), platformPrefix] }]
    }),
  )
  return { about: key => read.get(key) ?? facts.about(key) }
}

function readInternet({ sure = [], possible = [], ...rest }: SetFacts, reading: "outside" | "inside"): SetFacts {
  const others = (prefixes: readonly AddressPrefix[]) => withoutPrefixes(prefixes, [platformPrefix])
  if (reading === "outside") return { ...rest, sure: others(sure), possible: others(possible) }
  return { ...rest, sure: [...others(sure), platformPrefix], possible: [...others(possible), platformPrefix] }
}
