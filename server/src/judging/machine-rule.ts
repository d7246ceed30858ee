import type { MatchingRule } from "../engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import type { MachineEnd } from "./machine-end.ts"
import type { RemoteSide } from "./remote-rule.ts"

/** The part of a rule that is about a machine's own addresses; undefined where none is. */
export function atMachine(
  rule: MatchingRule | undefined,
  side: RemoteSide,
  { addresses }: Pick<MachineEnd, "addresses">,
): MatchingRule | undefined {
  if (!rule || !addresses) return rule
  const local = side === "source" ? "destination" : "source"
  const terms = rule[local].flatMap(term => termsAt(term, addresses))
  return terms.length === 0 ? undefined : { ...rule, [local]: terms }
}

function termsAt(term: AddressTerm, addresses: readonly AddressPrefix[]): readonly AddressTerm[] {
  if (term.kind === "any") return addresses
  if (term.kind !== "prefix") return [term]
  return addresses.flatMap(one => (isPrefixWithin(one, term) ? [one] : isPrefixWithin(term, one) ? [term] : []))
}
