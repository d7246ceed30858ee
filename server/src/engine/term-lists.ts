import type { AddressTerm } from "../values/address.ts"

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
}

export function collectTerms(fields: readonly (readonly AddressTerm[])[]): TermLists {
  const terms: AddressTerm[] = []
  const termOfKey = new Map<string, number>()
  const lists: (readonly number[])[] = []
  const listOfTerm: number[] = []
  const listOfKey = new Map<string, number>()
  const listOfRule = new Int32Array(fields.length)

  const numberOf = (term: AddressTerm): number => {
    let number = termOfKey.get(term.key)
    if (number === undefined) {
      number = terms.push(term) - 1
      termOfKey.set(term.key, number)
      listOfTerm.push(-1)
    }
    return number
  }

  fields.forEach((field, rule) => {
    if (field.length === 1) {
      const term = numberOf(field[0]!)
      if (listOfTerm[term] === -1) listOfTerm[term] = lists.push([term]) - 1
      listOfRule[rule] = listOfTerm[term]!
      return
    }
    const numbers = field.map(numberOf)
    const key = numbers.join()
    let list = listOfKey.get(key)
    if (list === undefined) {
      list = lists.push(numbers) - 1
      listOfKey.set(key, list)
    }
    listOfRule[rule] = list
  })
  return { terms, listOfRule, lists }
}
