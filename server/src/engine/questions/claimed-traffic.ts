import type { AddressTerm } from "../../values/address.ts"
import type { KnownSets } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { casesOfTraffic, keptCases, withSets } from "../traffic/flow-case.ts"
import type { Region } from "../traffic/region.ts"
import type { Budget, TrafficCase } from "../traffic/traffic-case.ts"

/** Traffic that something is claimed of: what one of `within` takes and all of `and` take, less what `except` takes. */
export interface ClaimedTraffic {
  readonly within: readonly MatchingRule[]
  readonly and: readonly MatchingRule[]
  readonly except: readonly MatchingRule[]
  /** What is known of an end whose address is not, whichever it is. */
  readonly sourceSets?: readonly KnownSets[] | undefined
  readonly destinationSets?: readonly KnownSets[] | undefined
}

/** The addresses that it names. */
export function termsOf({ within, and, except }: ClaimedTraffic): AddressTerm[] {
  const terms: AddressTerm[] = []
  for (const rules of [within, and, except]) {
    for (const { source, destination } of rules) terms.push(...source, ...destination)
  }
  return terms
}

/** The cases that it falls into before any rule is looked at; what it leaves out is still in them. */
export function startsOf(claim: ClaimedTraffic, space: AddressSpace, left: Budget): readonly TrafficCase[] {
  const { sourceSets, destinationSets } = claim
  let starts: readonly TrafficCase[] = claim.within.flatMap(rule => casesOfTraffic(rule, space, left))
  for (const rule of claim.and) starts = keptCases(starts, rule, space, left)
  if (!sourceSets && !destinationSets) return starts
  return starts.map(start => ({
    ...start,
    source: withAll(start.source, sourceSets, space),
    destination: withAll(start.destination, destinationSets, space),
  }))
}

function withAll(end: Region, all: readonly KnownSets[] = [], space: AddressSpace): Region {
  return all.reduce<Region>((known, sets) => {
    const { points, inside, outside } = withSets(known, sets, space)
    return {
      points,
      inside: [...new Set([...known.inside, ...inside])],
      outside: [...new Set([...known.outside, ...outside])],
    }
  }, end)
}
