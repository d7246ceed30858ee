import type { AddressTerm } from "../values/address.ts"
import { appendTo } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import type { GroupRule } from "./group-rule.ts"

/** A tag, security group or expression in a rule. */
export interface NamedTerm {
  readonly rule: GroupRule
  readonly side: "source" | "destination"
  /** Its place among the terms of the side. */
  readonly index: number
  readonly term: AddressTerm
}

/** What rules name beside addresses, in their order: several checks ask at every keystroke whether some name is among them. */
export const namedKeys: (rules: readonly GroupRule[]) => ReadonlySet<string> = keptFor(rules => {
  const keys = new Set<string>()
  const add = ({ kind, key }: AddressTerm) => {
    if (kind !== "any" && kind !== "prefix") keys.add(key)
  }
  for (const { source, destination } of rules) {
    source.forEach(add)
    destination.forEach(add)
  }
  return keys
})

/** The same by their keys, and where the rules name them: for those who know that they will find something. */
export const namedTerms: (rules: readonly GroupRule[]) => ReadonlyMap<string, readonly NamedTerm[]> = keptFor(rules => {
  const byKey = new Map<string, NamedTerm[]>()
  for (const rule of rules) {
    for (const side of ["source", "destination"] as const) {
      const terms = rule[side]
      for (let index = 0; index < terms.length; index++) {
        const term = terms[index]
        if (term && term.kind !== "any" && term.kind !== "prefix")
          appendTo(byKey, term.key, { rule, side, index, term })
      }
    }
  }
  return byKey
})
