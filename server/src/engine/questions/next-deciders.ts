import { remember } from "../../values/remember.ts"
import type { DirectionAnalysis } from "../proof/direction-analysis.ts"
import { examine, type Judge, partnersInto, refill, sharedWitness } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import { meetsAny } from "../proof/touched-rules.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore, clearBit, hasBit, isEmptyRow, lowestBit, lowestOfBoth, setBit } from "../tables/bit-row.ts"
import { coverersOf, earlierOf } from "../tables/rule-sequence.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/**
 * Tells of a live rule which rules would decide its packets if it and others were gone, in evaluation order: of those that are
 * surely there, and without one about which the work budget ran out. Where one rule holds all of the packets, and nothing
 * before it could decide them otherwise, it is named alone. A rule is asked about by its place in the analysed list.
 */
export function nextDeciders<R extends SecurityRule>(
  analysis: RuleAnalysis<R>,
  gone: ReadonlySet<R>,
): (place: number) => readonly R[] {
  const byDirection = new Map<DirectionAnalysis<R>, (rule: number) => readonly number[]>()
  return place => {
    const found = analysis.placedAt(place)
    if (!found) return []
    const { direction, rule } = found
    const decidersOf = remember(byDirection, direction, () => decidersIn(direction, gone))
    return decidersOf(rule).map(other => direction.sequence.rules[other]!)
  }
}

/** What was found out before an edit holds of a rule that shares no packet with an edited one, nor with one that only now goes or stays. */
function decidersIn<R extends SecurityRule>(
  analysis: DirectionAnalysis<R>,
  others: ReadonlySet<R>,
): (rule: number) => readonly number[] {
  const { bench, sequence, told, before } = analysis
  const gone = new Int32Array(sequence.words)
  sequence.rules.forEach((rule, other) => {
    if (others.has(rule)) setBit(gone, 0, other)
  })
  const found = new Map<number, readonly number[]>()
  told.deciders = { gone, of: found }
  const known = before?.told.deciders
  const differing = known && gone.map((row, w) => row ^ known.gone[w]!)
  const isSameGone = differing && isEmptyRow(differing)
  return rule => {
    const isKept = differing && !hasBit(before.touched, 0, rule) && (isSameGone || !meetsAny(bench, rule, differing))
    const deciders = (isKept ? known.of.get(rule) : undefined) ?? findDeciders(analysis, rule, gone)
    found.set(rule, deciders)
    return deciders
  }
}

function findDeciders(
  { bench, sequence }: DirectionAnalysis<SecurityRule>,
  rule: number,
  gone: Int32Array,
): readonly number[] {
  const left = coverersOf(sequence, rule).map((row, w) => row & ~gone[w]! & ~bitsBefore(sequence.earlierEnd[rule]!, w))
  clearBit(left, 0, rule)
  const judges = judgesInAnyReading(bench, rule)
  const alone = judges.map(judge => holderAlone(judge, rule, left))
  if (alone[0] !== undefined && alone.every(one => one === alone[0])) return [alone[0]]
  refill(bench.judge)
  const deciders = new Set(judges.flatMap(judge => nextIn(judge, rule, left)))
  return [...deciders].sort((a, b) => a - b)
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
