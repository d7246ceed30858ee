import { isUnknown } from "../../values/unknown.ts"
import type { MatchingRule } from "../security-rule.ts"

/** By priority, and as listed where it is the same; a rule whose priority cannot be known possibly comes before any. */
export function inOrder<R extends MatchingRule>(rules: readonly R[]): R[] {
  const place = ({ priority }: R) => (isUnknown(priority) ? Number.NEGATIVE_INFINITY : priority)
  return rules.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}
