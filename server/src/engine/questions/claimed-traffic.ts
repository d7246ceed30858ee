import type { AddressTerm } from "../../values/address.ts"
import type { KnownSets } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { casesOfTraffic, withSets } from "../traffic/flow-case.ts"
import type { Region } from "../traffic/region.ts"
import { fieldsOf } from "../traffic/rule-fields.ts"
import { type Budget, heldCases, type TrafficCase } from "../traffic/traffic-case.ts"

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
  return [...within, ...and, ...except].flatMap(({ source, destination }) => [...source, ...destination])
}

/** The cases that it falls into before any rule is looked at; what it leaves out is still in them. */
export function startsOf(claim: ClaimedTraffic, space: AddressSpace, left: Budget): TrafficCase[] {
  const and = claim.and.map(rule => fieldsOf(rule, "and", space))
  const all = claim.within.flatMap(rule => casesOfTraffic(rule, space, left))
  return and
    .reduce((starts, rule) => starts.flatMap(start => [...heldCases(start, rule, space, left)]), all)
    .map(start => ({
      ...start,
      source: withAll(start.source, claim.sourceSets, space),
      destination: withAll(start.destination, claim.destinationSets, space),
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
