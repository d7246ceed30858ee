import { isUnknown } from "../../values/unknown.ts"
import type { DirectionAnalysis } from "../proof/direction-analysis.ts"
import { examine, type Judge, partnersInto } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore, hasBit, lowestBit } from "../tables/bit-row.ts"
import { coverersOf, type RuleSequence, tieEnd } from "../tables/rule-sequence.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/** Rules that come before another one and may share a packet with it, in evaluation order. */
export interface EarlierRules<R extends SecurityRule> {
  /** They are there wherever it is. */
  readonly sure: readonly R[]
  /** They need not be there, or need not come before it: their priority is equal, or cannot be known. */
  readonly perhaps: readonly R[]
}

/** `place` is the rule's place in the analysed list. Undefined for a rule without a known place in the order. */
export function earlierRulesOf<R extends SecurityRule>(
  analysis: RuleAnalysis<R>,
  place: number,
): EarlierRules<R> | undefined {
  const found = analysis.placedAt(place)
  if (!found) return undefined
  const { rule, direction } = found
  const { sequence, findings } = direction
  const { answers } = findings[rule]!
  answers.partners ??= findPartners(direction, rule)
  const coverers = coverersOf(sequence, rule)
  const [sure, perhaps]: [R[], R[]] = [[], []]
  const isEarlier = mayPrecede(sequence, rule)
  for (const other of answers.partners) {
    if (!isEarlier(other)) continue
    const isSure = other < sequence.earlierEnd[rule]! && hasBit(coverers, 0, other)
    const list = isSure ? sure : perhaps
    list.push(sequence.rules[other]!)
  }
  return { sure, perhaps }
}

function findPartners(direction: DirectionAnalysis<SecurityRule>, rule: number): readonly number[] {
  const { sequence, bench } = direction
  const judges = judgesInAnyReading(bench, rule)
  for (const judge of judges) examine(judge, rule)
  return partnersOf(direction, judges, rule, sequence.rules.length)
}

function mayPrecede(sequence: RuleSequence<SecurityRule>, rule: number): (other: number) => boolean {
  const { rules, placed } = sequence
  const end = tieEnd(sequence, rule)
  const own = rules[rule]!.priority
  return other => {
    if (other < placed) return other < end && other !== rule
    const { priority } = rules[other]!
    return isUnknown(priority) || isUnknown(own) || priority <= own
  }
}

/**
 * Finds the rules before `end`, those under a condition among them, that may share a packet with the current one. Rules with
 * particular ports share packets of portless protocols if such a port means all of that traffic, which is not known.
 */
export function partnersOf(
  { sequence }: DirectionAnalysis<SecurityRule>,
  judges: readonly Judge[],
  rule: number,
  end: number,
): number[] {
  const row = new Int32Array(sequence.words)
  const partners = new Set<number>()
  for (const judge of judges) {
    partnersInto(judge, rule, sequence.present, row)
    row.forEach((word, w) => {
      for (let bits = word & bitsBefore(end, w); bits !== 0; bits &= bits - 1) partners.add(w * 32 + lowestBit(bits))
    })
  }
  return [...partners].sort((a, b) => a - b)
}
