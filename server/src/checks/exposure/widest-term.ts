import { internetKey } from "../../azure/service-tags.ts"
import type { AddressTerm } from "../../values/address.ts"

/** The index of the term that makes the list wide: everything, the Internet, else the shortest prefix. */
export function widestTerm(terms: readonly AddressTerm[]): number {
  const ranks = terms.map(rankOf)
  return ranks.indexOf(Math.max(...ranks))
}

function rankOf(term: AddressTerm): number {
  if (term.kind === "any") return 3
  if (term.key === internetKey) return 2
  if (term.kind === "prefix") return 1 - term.length / (term.family === 4 ? 33 : 129)
  return 0
}
