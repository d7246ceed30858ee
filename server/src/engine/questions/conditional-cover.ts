import { findCoverAmong } from "../proof/direction-analysis.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore } from "../tables/bit-row.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * Of a live rule, a minimal set of earlier rules that would take all of its packets if every rule under a condition were
 * there: the rule is dead unless one of those in the set is not. Empty where a packet reaches it all the same, or may.
 * `place` is the rule's place in the analysed list.
 */
export function conditionalCoverOf<R extends SecurityRule>({ directions }: RuleAnalysis<R>, place: number): R[] {
  for (const direction of directions) {
    const { sequence, findings } = direction
    const rule = sequence.places.indexOf(place)
    if (rule === -1 || findings[rule]?.reach !== "live" || !sequence.isVague) continue
    const placed = sequence.present.map((row, w) => row & bitsBefore(sequence.placed, w))
    return findCoverAmong(direction, rule, placed).map(other => sequence.rules[other]!)
  }
  return []
}
