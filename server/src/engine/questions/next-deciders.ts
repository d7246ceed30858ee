import { examine, type Judge, partnersInto, refill, sharedWitness } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore, clearBit, hasBit, lowestBit } from "../tables/bit-row.ts"
import { coverersOf } from "../tables/rule-sequence.ts"
import { placedRule, type RuleAnalysis } from "./analyse-rules.ts"

/** Who decides a rule's packets once it is gone. */
export interface NextDeciders<R extends SecurityRule> {
  /** In evaluation order; those alone that are surely there, and without one about which the work budget ran out. */
  readonly deciders: readonly R[]
  /** Whether the last of them holds all packets of the rule by itself. */
  readonly lastHoldsAll: boolean
}

/** The rules that would decide the packets of a live rule if it and others were gone; `place` is its place in the list. */
export function nextDecidersOf<R extends SecurityRule>(
  analysis: RuleAnalysis<R>,
  place: number,
  gone: ReadonlySet<R>,
): NextDeciders<R> {
  const found = placedRule(analysis, place)
  if (!found) return { deciders: [], lastHoldsAll: false }
  const { bench, sequence } = found.direction
  const left = coverersOf(sequence, found.rule).slice()
  for (const [other, rule] of sequence.rules.entries()) if (gone.has(rule)) clearBit(left, 0, other)
  clearBit(left, 0, found.rule)
  refill(bench.judge)
  const deciders = new Set(judgesInAnyReading(bench, found.rule).flatMap(judge => nextIn(judge, found.rule, left)))
  const inOrder = [...deciders].sort((a, b) => a - b)
  examine(bench.judge, found.rule)
  const lastHoldsAll = inOrder.length > 0 && hasBit(bench.judge.holders, 0, inOrder.at(-1) ?? 0)
  return { deciders: inOrder.map(other => sequence.rules[other]!), lastHoldsAll }
}

/** Those among `left` that decide a packet of the rule, to the first that holds all of them. */
function nextIn(judge: Judge, rule: number, left: Int32Array): number[] {
  const { sequence, holders } = judge
  examine(judge, rule)
  const partners = new Int32Array(sequence.words)
  partnersInto(judge, rule, left, partners)
  const deciders: number[] = []
  for (let w = 0; w < partners.length; w++) {
    for (let bits = partners[w]! & ~bitsBefore(sequence.earlierEnd[rule]!, w); bits !== 0; bits &= bits - 1) {
      const other = w * 32 + lowestBit(bits)
      const before = left.map((row, x) => row & bitsBefore(sequence.earlierEnd[other]!, x))
      if (sharedWitness(judge, rule, other, before) !== true) continue
      deciders.push(other)
      if (hasBit(holders, 0, other)) return deciders
    }
  }
  return deciders
}
