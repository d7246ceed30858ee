import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"

/** One element of a rule's source or destination, and where it stands. */
export interface PlacedTerm {
  readonly side: "source" | "destination"
  /** Whether it is the side of the machines that the group guards; undefined where the direction is not known. */
  readonly isLocal: boolean | undefined
  readonly term: AddressTerm
  readonly range: Range
}

export function placedTerms(rule: LocatedRule): readonly PlacedTerm[] {
  const local = rule.direction === "Inbound" ? "destination" : rule.direction === "Outbound" ? "source" : undefined
  const placed: PlacedTerm[] = []
  for (const side of ["source", "destination"] as const) {
    rule[side].forEach((term, index) => {
      placed.push({ side, isLocal: local && side === local, term, range: rule.at.terms[side][index] ?? rule.at.name })
    })
  }
  return placed
}
