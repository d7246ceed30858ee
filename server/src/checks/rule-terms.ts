import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"

/** One element of a rule's source or destination, and where it stands. */
export interface PlacedTerm {
  readonly side: "source" | "destination"
  /** Whether it is the side of the machines that the group guards; undefined where the direction is not known. */
  readonly isLocal: boolean | undefined
  readonly term: AddressTerm
  readonly range: Range
}

/** Many checks ask for the terms of one rule. */
export const placedTerms: (rule: LocatedRule) => readonly PlacedTerm[] = keptFor(rule => {
  const local = rule.direction === "Inbound" ? "destination" : rule.direction === "Outbound" ? "source" : undefined
  return (["source", "destination"] as const).flatMap(side =>
    rule[side].map((term, index) => ({
      side,
      isLocal: local && side === local,
      term,
      range: rule.at.terms[side][index] ?? rule.at.name,
    })),
  )
})

/** Where a side names one of these, else the rule's name. */
export function rangeOfTerm(rule: LocatedRule, side: PlacedTerm["side"], keys: readonly string[]): Range {
  const index = rule[side].findIndex(({ key }) => keys.includes(key))
  return rule.at.terms[side][index] ?? rule.at.name
}
