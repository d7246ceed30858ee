import { isUnknown } from "../values/unknown.ts"
import { type FieldedRule, fieldsOf, type MatchingRule } from "./rule-fields.ts"
import type { World } from "./traffic-case.ts"

/** By priority, and as listed where it is the same; a rule whose priority cannot be known possibly comes before any. */
export function inOrder<R extends MatchingRule>(rules: readonly R[]): R[] {
  const place = ({ priority }: R) => (isUnknown(priority) ? Number.NEGATIVE_INFINITY : priority)
  return rules.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}

/**
 * The rules of a list in evaluation order. Whether a rule under a condition is there goes by its name, so that two
 * versions of one list agree on it; `list` keeps unrelated lists apart.
 */
export function orderedFields<R extends MatchingRule>(
  rules: readonly R[],
  list: string,
  world: World,
): FieldedRule<R>[] {
  return inOrder(rules).map(rule => fieldsOf(rule, `${list}${rule.name.toLowerCase()}`, world.line))
}
