import type { Direction, MatchingRule, SecurityRule } from "../../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import { identities, subsets } from "./brute-force.ts"
import { type Mask, maskOf } from "./taken-together.ts"

/** What whether a rule is there depends on: its conditions, and what is its own alone. */
export function dependsOn(rule: SecurityRule): readonly string[] {
  const conditions = rule.possiblyAbsent ? (rule.conditions ?? []) : []
  const isOwn = isUnknown(rule.priority) || (rule.possiblyAbsent && conditions.length === 0)
  return [...conditions.map(({ identity }) => identity), ...(isOwn ? [rule.name] : [])]
}

/** Whether the rule is there if just these hold. */
export function isThere(rule: SecurityRule, holding: ReadonlySet<string>): boolean {
  const asked = rule.possiblyAbsent ? (rule.conditions ?? []) : []
  const isOwn = dependsOn(rule).length > asked.length
  return asked.every(({ identity, holds }) => holding.has(identity) === holds) && (!isOwn || holding.has(rule.name))
}

/** For each case the rules that are there and of the direction. */
export function standingMasks(rules: readonly SecurityRule[], flow: Direction): Mask[] {
  const conditions = [...new Set(rules.flatMap(rule => dependsOn(rule)))]
  const isOf = ({ direction }: SecurityRule, values: ReadonlySet<string>) =>
    isUnknown(direction) ? values.has(direction.identity) : direction === flow
  return subsets(identities(rules.map(({ direction }) => direction))).flatMap(values =>
    subsets(conditions).map(holding => maskOf(rules, rule => isThere(rule, holding) && isOf(rule, values))),
  )
}

/** In evaluation order: a priority that cannot be known comes first, and of one priority the first of the list. */
export function inOrder<R extends MatchingRule>(list: readonly R[]): R[] {
  return list.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function placeOf({ priority }: MatchingRule): number {
  return isUnknown(priority) ? 0 : priority
}
