import { findCoverAmong } from "../proof/direction-analysis.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore, clearBit } from "../tables/bit-row.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * Finds for a live rule a minimal set of earlier rules that would take all of its packets if every rule under a condition
 * were there: the rule is dead unless one of the set is absent. It is empty where a packet reaches the rule all the same.
 * `place` is the rule's place in the analysed list. `excludes` tells of rules that are never there together: of these none
 * takes a packet of the other, and a cover that needs both is none.
 */
export function conditionalCoverOf<R extends SecurityRule>(
  analysis: RuleAnalysis<R>,
  place: number,
  excludes: (one: R, other: R) => boolean = () => false,
): R[] {
  const found = analysis.placedAt(place)
  if (!found) return []
  const { direction, rule } = found
  const { sequence, findings } = direction
  if (findings[rule]!.reach !== "live" || !sequence.isVague) return []
  const placed = sequence.present.map((row, w) => row & bitsBefore(sequence.placed, w))
  for (const [r, other] of sequence.rules.entries()) {
    if (excludes(sequence.rules[rule]!, other)) clearBit(placed, 0, r)
  }
  const cover = findCoverAmong(direction, rule, placed).map(other => sequence.rules[other]!)
  return cover.some(one => cover.some(other => excludes(one, other))) ? [] : cover
}
