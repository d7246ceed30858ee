import { isUnknown } from "../../values/unknown.ts"
import { examine, refill, sharedWitness } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { earlierOf } from "../tables/rule-sequence.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * The rules without a known priority or direction that would take packets of this rule if they come before it, and that
 * may do so; in the order of the list. `place` is the rule's place in the analysed list.
 */
export function perhapsEarlierOf<R extends SecurityRule>(analysis: RuleAnalysis<R>, place: number): R[] {
  const found = analysis.placedAt(place)
  if (!found) return []
  const { rule, direction } = found
  const { sequence, bench } = direction
  const judges = judgesInAnyReading(bench, rule)
  refill(bench.judge)
  for (const judge of judges) examine(judge, rule)
  const earlier = earlierOf(sequence, rule)
  return sequence.rules.filter(
    (other, r) =>
      r >= sequence.placed &&
      mayPrecede(other, sequence.rules[rule]!) &&
      judges.some(judge => sharedWitness(judge, rule, r, earlier) !== false),
  )
}

function mayPrecede(other: SecurityRule, rule: SecurityRule): boolean {
  return isUnknown(other.priority) || isUnknown(rule.priority) || other.priority < rule.priority
}
