import type { AddressTerm } from "../../values/address.ts"
import type { SecurityRule } from "../security-rule.ts"
import { HashIndex } from "./hash-index.ts"

/**
 * The address lists of one side of all rules, each element and each list numbered once. Equal keys are equal elements;
 * lists of one element are told by the element, others by the sequence of their elements.
 */
export interface TermLists {
  readonly terms: readonly AddressTerm[]
  /** Rule → its list. */
  readonly listOfRule: Int32Array
  /** List → the numbers of its terms. */
  readonly lists: readonly (readonly number[])[]
  /** Term → the rules that name it: `rules[ruleStart[term]]` up to `ruleStart[term + 1]`. */
  readonly ruleStart: Int32Array
  readonly rules: Int32Array
}

/** `first` are numbered first, whether or not a list of this side has them. */
export function collectTerms(
  rules: readonly SecurityRule[],
  field: "source" | "destination",
  first: readonly AddressTerm[],
): TermLists {
  const terms: AddressTerm[] = []
  const termOfKey = new Map<string, number>()
  const lists: (readonly number[])[] = []
  const listOfTerm: number[] = []
  const known = new HashIndex()
  const listOfRule = new Int32Array(rules.length)

  const numberOf = (term: AddressTerm): number => {
    let number = termOfKey.get(term.key)
    if (number === undefined) {
      number = terms.push(term) - 1
      termOfKey.set(term.key, number)
      listOfTerm.push(-1)
    }
    return number
  }

  for (const term of first) numberOf(term)
  for (let rule = 0; rule < rules.length; rule++) {
    const written = rules[rule]![field]
    if (written.length === 1) {
      const term = numberOf(written[0]!)
      if (listOfTerm[term] === -1) listOfTerm[term] = lists.push([term]) - 1
      listOfRule[rule] = listOfTerm[term]!
      continue
    }
    const numbers: number[] = []
    let hash = 0
    for (const term of written) {
      const number = numberOf(term)
      numbers.push(number)
      hash = Math.imul(hash ^ number, 0x9e3779b1) ^ (hash >>> 15)
    }
    let list = known.find(hash, other => isSame(lists[other]!, numbers))
    if (list === -1) {
      list = lists.push(numbers) - 1
      known.add(hash, list)
    }
    listOfRule[rule] = list
  }
  return { terms, listOfRule, lists, ...rulesByTerm(terms.length, listOfRule, lists) }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false
  return true
}

function rulesByTerm(terms: number, listOfRule: Int32Array, lists: readonly (readonly number[])[]) {
  const ruleStart = new Int32Array(terms + 2)
  for (let rule = 0; rule < listOfRule.length; rule++) {
    for (const term of lists[listOfRule[rule]!]!) ruleStart[term + 2]!++
  }
  for (let t = 0; t < terms; t++) ruleStart[t + 2]! += ruleStart[t + 1]!
  const rules = new Int32Array(ruleStart[terms + 1]!)
  for (let rule = 0; rule < listOfRule.length; rule++) {
    for (const term of lists[listOfRule[rule]!]!) rules[ruleStart[term + 1]!++] = rule
  }
  return { ruleStart, rules }
}
