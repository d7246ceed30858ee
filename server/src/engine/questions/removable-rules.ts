import type { DirectionAnalysis } from "../proof/direction-analysis.ts"
import { type Judge, reachOf, refill } from "../proof/judge.ts"
import { RemovalBefore } from "../proof/removal-before.ts"
import { type Bench, redundancyInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { clearBit, hasBit, setBit } from "../tables/bit-row.ts"
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

function removableOf<R extends SecurityRule>(analysis: DirectionAnalysis<R>, mayGo: (rule: R) => boolean): R[] {
  const { sequence, bench } = analysis
  const row = () => new Int32Array(sequence.words)
  const [decided, gone] = [row(), row()]
  const before = new RemovalBefore(analysis)
  refill(bench.judge)
  // Made for the first rule that is not as it was before an edit.
  let left: RulesLeft | undefined
  const isFree = (r: number) => {
    left ??= rulesLeft(bench, gone)
    return canGo(left, r)
  }
  for (let r = sequence.placed - 1; r >= 0; r--) {
    const isAsked = mayGo(sequence.rules[r]!)
    const goes = isAsked ? (before.goes(r) ?? isFree(r)) : false
    if (isAsked && goes !== undefined) setBit(decided, 0, r)
    if (goes) {
      setBit(gone, 0, r)
      for (const row of left?.rows ?? []) clearBit(row, 0, r)
    }
    before.compare(r, goes ?? false)
  }
  analysis.told.removal = { decided, gone }
  return sequence.rules.filter((_, r) => hasBit(gone, 0, r))
}

interface RulesLeft {
  readonly bench: Bench
  /** What says of each rule that it is there. */
  readonly rows: readonly Int32Array[]
}

function rulesLeft(bench: Bench, gone: Int32Array): RulesLeft {
  const { sequence } = bench.judge
  const without = (row: Int32Array) => row.map((word, w) => word & ~gone[w]!)
  const certain = without(sequence.certain)
  const present = without(sequence.present)
  const companions = sequence.companions.map(row => row && without(row))
  const judge: Judge = { ...bench.judge, sequence: { ...sequence, certain, present, companions } }
  return {
    bench: { ...bench, judge, ifPortsMeanNothing: undefined },
    rows: [certain, present, ...companions.filter(row => row !== undefined)],
  }
}

/** Undefined where that could not be decided: then it stays. */
function canGo({ bench }: RulesLeft, rule: number): boolean | undefined {
  const reach = reachOf(bench.judge, rule)
  if (reach.reach !== "live") return reach.reach === "dead" || undefined
  const redundant = redundancyInAnyReading(bench, rule, reach)
  return redundant === "undetermined" ? undefined : redundant === "yes"
}
