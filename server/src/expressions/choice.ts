import { type Alternative, isMany, isNull, type ListValue, list, type UnknownValue, type Value } from "./value.ts"

/**
 * What a choice yields when it is not known what it falls on. Of arrays, every item of every one may be in it, and null has
 * no items; of other values it is one of them, where they are few and all known.
 */
export function choiceOf(alternatives: readonly Alternative[], choice: UnknownValue): Value {
  if (alternatives.some(({ value }) => value.kind === "list")) return possibleItems(alternatives, choice) ?? choice
  const all = alternatives.flatMap(settled)
  const [first] = all
  if (first?.value.kind === "scalar" && all.every(({ value }) => isSame(value, first.value))) return first.value
  const isBounded =
    all.length > 0 && all.length <= mostAlternatives && all.every(({ value }) => value.kind !== "unknown")
  return isBounded ? { ...choice, oneOf: all } : choice
}

function isSame(a: Value, b: Value): boolean {
  return a.kind === "scalar" && b.kind === "scalar" && a.value === b.value
}

/** More are not told apart: each of them may be a whole object. */
const mostAlternatives = 32

/** The alternatives of an alternative that is a choice itself. */
function settled({ value, condition }: Alternative): readonly Alternative[] {
  if (value.kind !== "unknown" || !value.oneOf) return [{ value, condition }]
  return value.oneOf.map(each => ({ value: each.value, condition: `and(${condition},${each.condition})` }))
}

/**
 * Every item of every array, each under its condition. Undefined where an alternative is something else than an array, and
 * where there would be too many items.
 */
function possibleItems(alternatives: readonly Alternative[], choice: UnknownValue): ListValue | undefined {
  const items: Value[] = []
  for (const { value, condition } of alternatives) {
    if (value.kind === "unknown") items.push({ ...value, many: true })
    else if (value.kind === "list") for (const item of value.items) items.push(asPossible(item, condition, choice))
    else if (!isNull(value)) return undefined
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
