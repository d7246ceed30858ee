import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressTerm, NamedAddresses } from "../values/address.ts"

/** One element of a rule's source or destination, and where it stands. */
export interface PlacedTerm<T extends AddressTerm = AddressTerm> {
  readonly side: "source" | "destination"
  /** Whether it is the side of the machines that the group guards; undefined where the direction is not known. */
  readonly isLocal: boolean | undefined
  readonly term: T
  readonly range: Range
}

const sides = ["source", "destination"] as const

/** The elements of a kind, of which most rules have none. */
export function placedTerms<T extends AddressTerm>(
  rule: LocatedRule,
  isOfKind: (term: AddressTerm) => term is T,
): readonly PlacedTerm<T>[] {
  if (!rule.source.some(isOfKind) && !rule.destination.some(isOfKind)) return none
  const placed: PlacedTerm<T>[] = []
  for (const side of sides) {
    rule[side].forEach((term, index) => {
      if (!isOfKind(term)) return
      const range = rule.at.terms[side][index] ?? rule.at.name
      placed.push({ side, isLocal: isLocal(rule, side), term, range })
    })
  }
  return placed
}

const none: readonly never[] = []

function isLocal({ direction }: LocatedRule, side: PlacedTerm["side"]): boolean | undefined {
  if (direction !== "Inbound" && direction !== "Outbound") return undefined
  return side === (direction === "Inbound" ? "destination" : "source")
}

export function isTag(term: AddressTerm): term is NamedAddresses {
  return term.kind === "tag"
}
