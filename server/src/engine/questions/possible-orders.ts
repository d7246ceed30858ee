import { isUnknown, type Unknown } from "../../values/unknown.ts"
import type { SecurityRule } from "../security-rule.ts"

/** More are not told apart: each is a search of its own. */
const mostOrders = 32

/**
 * The rules once for each choice of the priorities that are one of a few, each with its copies of the rules concerned.
 * Undefined where no priority is bounded so, and where there would be too many choices.
 */
export function possibleOrders<R extends SecurityRule>(rules: readonly R[]): readonly ReadonlyMap<R, R>[] | undefined {
  const choices = new Map<string, readonly number[]>()
  for (const { priority } of rules) {
    const values = isUnknown(priority) ? prioritiesOf(priority) : []
    if (isUnknown(priority) && values.length > 0) choices.set(priority.identity, values)
  }
  const count = [...choices.values()].reduce((product, { length }) => product * length, 1)
  if (choices.size === 0 || count > mostOrders) return undefined
  return combinations([...choices]).map(
    chosen =>
      new Map(
        rules.map(rule => {
          const priority = isUnknown(rule.priority) ? chosen.get(rule.priority.identity) : undefined
          return [priority === undefined ? rule : { ...rule, priority }, rule]
        }),
      ),
  )
}

function prioritiesOf({ oneOf = [] }: Unknown): readonly number[] {
  return oneOf.filter(value => typeof value === "number")
}

function combinations(choices: readonly (readonly [string, readonly number[]])[]): ReadonlyMap<string, number>[] {
  const [first, ...others] = choices
  if (!first) return [new Map()]
  const [identity, values] = first
  return values.flatMap(value => combinations(others).map(rest => new Map([...rest, [identity, value]])))
}
