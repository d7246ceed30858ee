import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { moveTo, placeAfter, placeBefore } from "./placed-priority.ts"
import { renumberFix } from "./renumber.ts"

/** The order of the list stays, or the two change places; where no number is free between neighbours, others move. */
export function duplicatePriorityFixes(group: LocatedGroup, rule: LocatedRule, earlier: LocatedRule): readonly Fix[] {
  const after = placeAfter(group, rule, earlier)
  const before = placeBefore(group, rule, earlier)
  const all = after && after.others.length > 0 ? renumberFix(group, rule) : undefined
  return [
    ...(after ? [{ ...moveTo(rule, after), isPreferred: true as const }] : []),
    ...(before && before.others.length === 0 ? [moveTo(rule, before)] : []),
    ...(all ? [all] : []),
  ]
}
