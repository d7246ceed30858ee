import type { DirectionAnalysis } from "../proof/direction-analysis.ts"
import { reachOf, refill } from "../proof/judge.ts"
import { type Bench, redundancyInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { clearBit } from "../tables/bit-row.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * Finds the rules that can all go at once without changing any decision; what is left has no redundant rule among those that
 * may go. Rules are tried from the last to the first, each in what is left by then, as one that goes may make an earlier one
 * redundant. One pass is enough: a rule that stays decides some packet that a later rule would decide otherwise, and nothing
 * that goes afterwards is later or decides that packet.
 *
 * `mayGo` tells the rules that can be removed at all, which Azure's default rules cannot.
 */
export function removableRules<R extends SecurityRule>(
  { directions }: RuleAnalysis<R>,
  mayGo: (rule: R) => boolean,
): R[] {
  return directions.flatMap(direction => removableOf(direction, mayGo))
}

function removableOf<R extends SecurityRule>(
  { sequence, bench }: DirectionAnalysis<R>,
  mayGo: (rule: R) => boolean,
): R[] {
  const certain = sequence.certain.slice()
  const present = sequence.present.slice()
  const companions = sequence.companions.map(row => row?.slice())
  const left = { ...sequence, certain, present, companions }
  const benchOfLeft: Bench = { ...bench, judge: { ...bench.judge, sequence: left }, ifPortsMeanNothing: undefined }
  const gone: R[] = []
  refill(bench.judge)
  for (let r = sequence.placed - 1; r >= 0; r--) {
    const rule = sequence.rules[r]!
    if (!mayGo(rule)) continue
    const reach = reachOf(benchOfLeft.judge, r)
    if (reach.reach === "undetermined") continue
    if (reach.reach === "live" && redundancyInAnyReading(benchOfLeft, r, reach) !== "yes") continue
    clearBit(certain, 0, r)
    clearBit(present, 0, r)
    for (const row of companions) if (row) clearBit(row, 0, r)
    gone.push(rule)
  }
  return gone.reverse()
}
