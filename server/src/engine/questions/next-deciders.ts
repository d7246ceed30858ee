import { examine, type Judge, partnersInto, refill, sharedWitness } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore, clearBit, hasBit, lowestBit, lowestOfBoth } from "../tables/bit-row.ts"
import { coverersOf, earlierOf } from "../tables/rule-sequence.ts"
import { placedRule, type RuleAnalysis } from "./analyse-rules.ts"

/**
 * The rules that would decide the packets of a live rule if it and others were gone, in evaluation order: of those that are
 * surely there, and without one about which the work budget ran out. Where one rule holds all of the packets, and nothing
 * before it could decide them otherwise, it is named alone. `place` is the rule's place in the analysed list.
 */
export function nextDecidersOf<R extends SecurityRule>(
  analysis: RuleAnalysis<R>,
  place: number,
  gone: ReadonlySet<R>,
): readonly R[] {
  const found = placedRule(analysis, place)
  if (!found) return []
  const { bench, sequence } = found.direction
  const left = coverersOf(sequence, found.rule).slice()
  for (const [other, rule] of sequence.rules.entries()) if (gone.has(rule)) clearBit(left, 0, other)
  for (let w = 0; w < left.length; w++) left[w]! &= ~bitsBefore(sequence.earlierEnd[found.rule]!, w)
  clearBit(left, 0, found.rule)
  const judges = judgesInAnyReading(bench, found.rule)
  const alone = judges.map(judge => holderAlone(judge, found.rule, left))
  if (alone[0] !== undefined && alone.every(one => one === alone[0])) return [sequence.rules[alone[0]]!]
  refill(bench.judge)
  const deciders = new Set(judges.flatMap(judge => nextIn(judge, found.rule, left)))
  return [...deciders].sort((a, b) => a - b).map(other => sequence.rules[other]!)
}

/** The first among `later` that holds all packets of the rule, unless one of another access before it shares some. */
function holderAlone(judge: Judge, rule: number, later: Int32Array): number | undefined {
  const { sequence, holders } = judge
  examine(judge, rule)
  const holder = lowestOfBoth(holders, later)
  if (holder === -1) return undefined
  const partners = new Int32Array(sequence.words)
  partnersInto(judge, rule, sequence.present, partners)
  const own = sequence.rules[rule]!.access === "Allow" ? sequence.allows : sequence.denies
  const isBetween = partners.some((row, w) => {
    const after = later[w]! & bitsBefore(holder, w)
    return (row & after & ~own[w]!) !== 0
  })
  return isBetween ? undefined : holder
}

/** Those among `later` that decide a packet of the rule past the earlier rules, to the first that holds all of them. */
function nextIn(judge: Judge, rule: number, later: Int32Array): number[] {
  const { sequence, holders } = judge
  examine(judge, rule)
  const partners = new Int32Array(sequence.words)
  partnersInto(judge, rule, later, partners)
  const earlier = earlierOf(sequence, rule)
  const deciders: number[] = []
  for (let w = 0; w < partners.length; w++) {
    for (let bits = partners[w]!; bits !== 0; bits &= bits - 1) {
      const other = w * 32 + lowestBit(bits)
      const before = earlier.map((row, x) => row | (later[x]! & bitsBefore(sequence.earlierEnd[other]!, x)))
      if (sharedWitness(judge, rule, other, before) !== true) continue
      deciders.push(other)
      if (hasBit(holders, 0, other)) return deciders
    }
  }
  return deciders
}
