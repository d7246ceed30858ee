import { isUnknown } from "../../values/unknown.ts"
import type { DirectionAnalysis } from "../proof/direction-analysis.ts"
import { examine, type Judge, refill, sharedWitness } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore, hasBit } from "../tables/bit-row.ts"
import { coverersOf } from "../tables/rule-sequence.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { everyPacket } from "../traffic/flow-case.ts"
import { type FieldedRule, fieldsOf } from "../traffic/rule-fields.ts"
import { largestBoxes } from "../traffic/traffic-boxes.ts"
import { type Budget, casesOf, type TrafficCase } from "../traffic/traffic-case.ts"
import type { TrafficBox } from "../traffic-box.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"
import { partnersOf } from "./earlier-rules.ts"

/** What is left of one rule after the earlier ones, and who blocks the rest. */
export interface RuleRemainder<R extends SecurityRule> {
  /** Disjoint boxes that together are what is left, the largest first; none for a dead rule. */
  readonly boxes: readonly TrafficBox[]
  /** How many boxes more there are; null where they are too many to be counted. */
  readonly more: number | null
  /**
   * The earlier rules that decide some of the rule's packets, in evaluation order. Those under a condition, where they are
   * there, decide some of what `boxes` hold.
   */
  readonly blockingRules: readonly BlockingRule<R>[]
  /** Whether the blocking rules are all there are: false where the work budget ran out for one. */
  readonly complete: boolean
}

export interface BlockingRule<R extends SecurityRule> {
  readonly rule: R
  /** How the earlier rule stands to this one; null for rules of one access that merely overlap. */
  readonly relation: RuleRelation | null
  /** Whether the two have another access; null where either cannot be known. */
  readonly differs: boolean | null
}

/**
 * The anomalies of Al-Shaer and Hamed ("Discovery of Policy Anomalies in Distributed Firewalls", 2004), seen from the later
 * rule: an earlier one of another access that holds all of it (shadowing), a part (generalization) or overlaps with it
 * (correlation), or one of the same access of which one holds all of the other (redundancy).
 */
export type RuleRelation = "shadowing" | "generalization" | "correlation" | "redundancy"

export interface RemainderOptions {
  /** Boxes to be listed. */
  readonly most?: number
}

/** Cases beyond which no more are looked for, so that boxes cannot be counted. */
const mostCases = 400

/** `place` is the rule's place in the analysed list. Undefined for a rule without a known place in the order. */
export function remainderOf<R extends SecurityRule>(
  analysis: RuleAnalysis<R>,
  place: number,
  { most = 8 }: RemainderOptions = {},
): RuleRemainder<R> | undefined {
  const found = analysis.placedAt(place)
  if (!found) return undefined
  const { direction, rule } = found
  const judges = judgesInAnyReading(direction.bench, rule)
  for (const judge of judges) examine(judge, rule)
  const earlier = partnersOf(direction, judges, rule, direction.sequence.earlierEnd[rule]!)
  const blocking = blockingRulesOf(direction, judges, rule, earlier)
  if (direction.findings[rule]!.reach === "dead") return { boxes: [], more: 0, ...blocking }
  const certain = earlier.filter(other => hasBit(coverersOf(direction.sequence, rule), 0, other))
  return { ...boxesLeft(direction, analysis.prepared.space, rule, certain, most), ...blocking }
}

function blockingRulesOf<R extends SecurityRule>(
  { sequence, bench: { judge } }: DirectionAnalysis<R>,
  judges: readonly Judge[],
  rule: number,
  earlier: readonly number[],
): { blockingRules: BlockingRule<R>[]; complete: boolean } {
  refill(judge)
  const taking: number[] = []
  let complete = true
  const coverers = coverersOf(sequence, rule)
  for (const other of earlier) {
    const before = coverers.map((row, w) => row & bitsBefore(sequence.earlierEnd[other]!, w))
    const takes = judges.map(judge => sharedWitness(judge, rule, other, before))
    if (takes.includes(true)) taking.push(other)
    else if (takes.includes(null)) complete = false
  }
  const holders = judge.holders.slice()
  const blockingRules = taking.map((other): BlockingRule<R> => {
    const isHeld = hasBit(holders, 0, other)
    examine(judge, other)
    const holds = hasBit(judge.holders, 0, rule)
    const differs = isOtherAccess(sequence.rules[rule]!, sequence.rules[other]!)
    return { rule: sequence.rules[other]!, relation: relationOf(isHeld, holds, differs), differs }
  })
  return { blockingRules, complete }
}

/** `isHeld`: the earlier rule holds all of the later one; `holds`: the later one all of the earlier. */
function relationOf(isHeld: boolean, holds: boolean, differs: boolean | null): RuleRelation | null {
  if (differs === null) return null
  if (!differs) return isHeld || holds ? "redundancy" : null
  if (isHeld) return "shadowing"
  return holds ? "generalization" : "correlation"
}

function isOtherAccess(a: SecurityRule, b: SecurityRule): boolean | null {
  return isUnknown(a.access) || isUnknown(b.access) ? null : a.access !== b.access
}

function boxesLeft<R extends SecurityRule>(
  { sequence }: DirectionAnalysis<R>,
  space: AddressSpace,
  rule: number,
  earlier: readonly number[],
  most: number,
): { boxes: TrafficBox[]; more: number | null } {
  const involved = [rule, ...earlier].map(r => sequence.rules[r]!)
  const [own, ...others] = involved.map((one, index) => fieldsOf(one, `rule ${index}`, space))
  const budget: Budget = { left: 1_000_000 }
  const cases = firstCases(space, own!, others, budget)
  const { boxes, more } = largestBoxes(cases, space, most)
  return { boxes, more: cases.length <= mostCases && budget.left >= 0 ? more : null }
}

function firstCases(
  space: AddressSpace,
  own: FieldedRule<SecurityRule>,
  others: readonly FieldedRule<SecurityRule>[],
  budget: Budget,
): TrafficCase[] {
  const cases: TrafficCase[] = []
  for (const start of everyPacket(space)) {
    for (const one of casesOf(start, [own], others, space, budget)) if (cases.push(one) > mostCases) return cases
  }
  return cases
}
