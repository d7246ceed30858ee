import { findCoverAmong } from "../proof/direction-analysis.ts"
import type { SecurityRule } from "../security-rule.ts"
import { clearBit } from "../tables/bit-row.ts"
import { coverersOf } from "../tables/rule-sequence.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * Of a dead rule, another minimal set of earlier rules that takes all of its packets and shares no rule with the cover in its
 * judgement: to remove that cover is not enough. Empty where there is none. `place` is the rule's place in the analysed list.
 */
export function otherCoverOf<R extends SecurityRule>({ directions }: RuleAnalysis<R>, place: number): R[] {
  for (const direction of directions) {
    const { sequence, findings } = direction
    const rule = sequence.places.indexOf(place)
    if (rule === -1 || findings[rule]?.reach !== "dead") continue
    const certain = coverersOf(sequence, rule).slice()
    for (const other of findings[rule]!.cover) clearBit(certain, 0, other)
    return findCoverAmong(direction, rule, certain).map(other => sequence.rules[other]!)
  }
  return []
}
