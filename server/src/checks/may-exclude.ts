import type { LocatedRule } from "../readers/reader.ts"

/** Whether two rules may never be there together: both stand under a condition, and not under the same one. */
export function mayExclude(a: LocatedRule, b: LocatedRule): boolean {
  return a.possiblyAbsent && b.possiblyAbsent && (a.condition === undefined || a.condition !== b.condition)
}
