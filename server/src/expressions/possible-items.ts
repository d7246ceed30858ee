import { isMany, isNull, type ListValue, list, type UnknownValue, type Value } from "./value.ts"

/** One of the arrays that a choice may fall on, and the expression that makes it so, without brackets. */
export interface Alternative {
  readonly value: Value
  readonly condition: string
}

/**
 * The array that a choice yields when it is not known what it falls on: every item of every alternative may be in it.
 * Null has no items. Undefined where an alternative is no array, or is unknown itself, where there is none, and where there
 * would be too many items.
 */
export function possibleItems(alternatives: readonly Alternative[], choice: UnknownValue): ListValue | undefined {
  if (alternatives.length === 0) return undefined
  const items: Value[] = []
  for (const { value, condition } of alternatives) {
    if (value.kind !== "list" && !isNull(value)) return undefined
    for (const item of value.kind === "list" ? value.items : []) items.push(asPossible(item, condition, choice))
    if (items.length > mostItems) return undefined
  }
  return list(items, choice.range)
}

/** A choice between choices doubles them; no group has as many rules as these. */
const mostItems = 5000

/** Each has the identity of the choice: what the choice yields is the same wherever the same choice is written. */
function asPossible(value: Value, condition: string, choice: UnknownValue): Value {
  return isMany(value) ? value : { ...choice, many: true, maybe: { value, condition: `[${condition}]` } }
}
