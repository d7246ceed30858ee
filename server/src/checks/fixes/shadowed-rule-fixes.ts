import { type GroupRule, isCustom } from "../../judging/group-rule.ts"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { moveTo, placeBefore } from "./placed-priority.ts"
import { removeRuleFix } from "./remove-rule.ts"

/** A rule that never matches may come before those that decide its traffic the other way, or go. */
export function shadowedRuleFixes(
  rule: LocatedRule,
  group: LocatedGroup,
  opposite: readonly GroupRule[],
): readonly Fix[] {
  if (opposite.length === 0) return [{ ...removeRuleFix(rule), isPreferred: true }]
  const [first] = opposite.filter(isCustom).toSorted((a, b) => Number(a.priority) - Number(b.priority))
  const placement = first && placeBefore(group, rule, first)
  const moves: Fix[] = placement ? [{ ...moveTo(rule, placement), isPreferred: true }] : []
  return [...moves, { ...removeRuleFix(rule), needsDecision: true }]
}
