import { defaultBudget, judgeOf, reachOf, refill, searchFor } from "../proof/judge.ts"
import type { Direction, SecurityRule } from "../security-rule.ts"
import { setBit } from "../tables/bit-row.ts"
import type { PreparedRules } from "./prepare.ts"

/**
 * Asks whether a rule decides some packet, in some case, if just those that `covers` names take what they hold from later
 * ones; a rule for which that cannot be decided counts, and one without a place among the others does not. The tables are
 * made once for all such questions, and nothing else that analyseRules finds out is looked for.
 */
export function decidingRules<R extends SecurityRule>(
  rules: PreparedRules<R>,
  direction: Direction,
): (covers: (rule: R) => boolean) => (rule: R) => boolean {
  const sequence = rules.sequence(direction)
  const placed = sequence.rules.slice(0, sequence.placed)
  const places = new Map(placed.map((rule, r) => [rule, r]))
  const { spaces } = rules.tables(direction)
  const search = searchFor(sequence, defaultBudget)
  return covers => {
    const certain = new Int32Array(sequence.words)
    placed.forEach((rule, r) => {
      if (covers(rule)) setBit(certain, 0, r)
    })
    const judge = judgeOf({ ...sequence, certain, companions: [] }, spaces, search, defaultBudget)
    refill(judge)
    return rule => {
      const place = places.get(rule)
      return place !== undefined && reachOf(judge, place).reach !== "dead"
    }
  }
}
