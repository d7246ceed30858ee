import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
import type { AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { isSameList } from "../values/same-list.ts"

type Side = "source" | "destination"

/**
 * A rule as it meets traffic of every machine at once, where no network is in sight: whichever address a machine has, on its own side
 * that is in VirtualNetwork, not in Internet, and may be in any application security group.
 */
export function atAnyMachine<R extends Ends>(rule: R, local: Side): R {
  return withTerms(rule, local, term => {
    if (term.key === virtualNetworkKey) return [anyAddress]
    return term.key === internetKey ? [] : [groupOfMachine(term)]
  })
}

/** What is taken away from a claim, with the same names. */
export function withGroupsOfMachine<R extends Ends>(rule: R, local: Side): R {
  return withTerms(rule, local, term => [groupOfMachine(term)])
}

type Ends = Readonly<Record<Side, readonly AddressTerm[]>>

function withTerms<R extends Ends>(rule: R, side: Side, read: (term: AddressTerm) => readonly AddressTerm[]): R {
  const terms = rule[side].flatMap(read)
  return isSameList(terms, rule[side]) ? rule : { ...rule, [side]: terms }
}

/** A key of which nothing is known: at the other end only private addresses may be in a group. */
function groupOfMachine(term: AddressTerm): AddressTerm {
  return term.kind === "group" ? { ...term, key: `machine's ${term.key}` } : term
}
