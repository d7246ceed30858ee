import { findCoverAmong } from "../proof/direction-analysis.ts"
import type { SecurityRule } from "../security-rule.ts"
import { clearBit } from "../tables/bit-row.ts"
import { coverersOf } from "../tables/rule-sequence.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * Finds for a dead rule another minimal set of earlier rules that takes all of its packets and shares no rule with the cover
 * in its judgement: to remove that cover is not enough. It is empty where there is none. `place` is the rule's place in the analysed list.
 */
export function otherCoverOf<R extends SecurityRule>(analysis: RuleAnalysis<R>, place: number): R[] {
  const found = analysis.placedAt(place)
  const finding = found?.direction.findings[found.rule]
  if (!found || finding?.reach !== "dead") return []
  const { sequence } = found.direction
  const certain = coverersOf(sequence, found.rule).slice()
  for (const other of finding.cover) clearBit(certain, 0, other)
  return findCoverAmong(found.direction, found.rule, certain).map(other => sequence.rules[other]!)
}
