import type { AddressFacts } from "../address-facts.ts"
import type { Packet } from "../flow.ts"
import type { Direction, SecurityRule } from "../security-rule.ts"
import { hasBit } from "../tables/bit-row.ts"
import { earlierOf, type RuleSequence } from "../tables/rule-sequence.ts"
import type { OldTables, RuleTables } from "../tables/rule-tables.ts"
import { examine, type Judge, reachOf, refill } from "./judge.ts"
import { coverOf, oppositesBesides } from "./minimal-cover.ts"
import type { Redundancy } from "./redundancy.ts"
import { changesBetween } from "./rule-changes.ts"
import {
  type Bench,
  benchFor,
  findingOf,
  type RuleFinding,
  redundancyInAnyReading,
  type Witness,
} from "./rule-finding.ts"
import type { Told, ToldBefore } from "./told.ts"
import { touchedBy } from "./touched-rules.ts"
import { witnessPacket } from "./witness.ts"

/** The rules of one direction, all judged, with the tables that answer further questions. */
export interface DirectionAnalysis<R extends SecurityRule> {
  readonly direction: Direction
  readonly sequence: RuleSequence<R>
  readonly facts: AddressFacts
  readonly bench: Bench
  /** One a placed rule. */
  readonly findings: readonly RuleFinding[]
  /** Of live rules that were judged in these tables, what showed it. */
  readonly witnesses: readonly (Witness | undefined)[]
  /** What was asked about several rules since. */
  readonly told: Told
  /** What still holds of the analysis before an edit. */
  readonly before: ToldBefore | undefined
}

/** The rules of one direction, ready to be judged. */
export interface DirectionRules<R extends SecurityRule> {
  readonly direction: Direction
  readonly sequence: RuleSequence<R>
  readonly facts: AddressFacts
  /** The tables, for which earlier ones may be of use. */
  readonly tables: (old?: OldTables) => RuleTables
}

/** Beyond this share of edited rules nothing is gained by telling which judgements still hold. */
const fewRules = 8

/**
 * Judges all rules, or, with the analysis of an earlier text, only those that an edit can touch. A judgement depends on the rules
 * that share a packet with its own and on nothing else, so it holds as long as none of these is edited, in the old text or
 * the new one. The tables of fields that no edit touched are kept.
 */
export function analyseDirection<R extends SecurityRule>(
  { direction, sequence, facts, tables: tablesWith }: DirectionRules<R>,
  budget: number,
  previous?: DirectionAnalysis<SecurityRule>,
): DirectionAnalysis<R> {
  const isComparable = previous?.facts === facts && previous.bench.judge.budget === budget
  const changes = isComparable ? changesBetween(previous.sequence, sequence, fewRules) : undefined
  const old = previous && changes && { tables: previous.bench.tables, changed: changes.fields }
  const tables = tablesWith(old)
  const bench = benchFor(sequence, tables, budget)
  const touched = previous && changes && touchedBy(changes, previous, bench)
  const findings: RuleFinding[] = []
  const witnesses: (Witness | undefined)[] = []
  for (let r = 0; r < sequence.placed; r++) {
    const kept = touched && !hasBit(touched, 0, r) ? keptFinding(previous?.findings[r]) : undefined
    if (kept) {
      findings.push(kept)
      witnesses.push(undefined)
      continue
    }
    const reach = reachOf(bench.judge, r)
    findings.push(findingOf(bench, r, reach))
    witnesses.push(reach.reach === "live" ? reach : undefined)
  }
  const before = previous && touched && { touched, told: previous.told }
  return { direction, sequence, facts, bench, findings, witnesses, told: {}, before }
}

/** What still holds of a finding; what was not decided may be now, as other rules have less need of the common steps. */
function keptFinding(finding: RuleFinding | undefined): RuleFinding | undefined {
  if (!finding || finding.reach === "undetermined") return undefined
  if (finding.answers.redundant !== "undetermined") return finding
  return { ...finding, answers: { ...finding.answers, redundant: undefined } }
}

/** A packet that a live rule decides; undefined where it had to be searched for anew and the budget ran out. */
export function findWitness(analysis: DirectionAnalysis<SecurityRule>, rule: number): Packet | undefined {
  const { sequence, direction, bench } = analysis
  refill(bench.judge)
  const found = witnessOf(analysis, rule)
  if (!found) return undefined
  return witnessPacket({ ...found, rule, avoid: earlierOf(sequence, rule) }, direction)
}

/** Whether a placed rule is redundant. */
export function findRedundancy(analysis: DirectionAnalysis<SecurityRule>, rule: number): Redundancy {
  const { bench, findings } = analysis
  const { answers } = findings[rule]!
  if (!answers.redundant) {
    answerAll(analysis, ({ reach, answers }, r) => {
      if (answers.redundant) return
      const found = reach === "live" && witnessOf(analysis, r)
      if (found) answers.redundant = redundancyInAnyReading(bench, r, found)
      else answers.redundant = reach === "dead" ? "yes" : "undetermined"
    })
  }
  return answers.redundant!
}

/** Of a dead rule, the rules that Judgement.oppositeBesides asks for. */
export function findOppositeBesides(analysis: DirectionAnalysis<SecurityRule>, rule: number): readonly number[] {
  const { judge } = analysis.bench
  const { answers } = analysis.findings[rule]!
  if (!answers.oppositeBesides) {
    answerAll(analysis, ({ reach, cover, answers }, r) => {
      if (reach !== "dead" || answers.oppositeBesides) return
      examine(judge, r)
      answers.oppositeBesides = oppositesBesides(judge, r, cover)
    })
  }
  return answers.oppositeBesides!
}

/** The cover of a rule if these rules are the ones that are surely there; empty where a packet gets past them, or may. */
export function findCoverAmong(
  { sequence, bench }: DirectionAnalysis<SecurityRule>,
  rule: number,
  certain: Int32Array,
): readonly number[] {
  const judge: Judge = { ...bench.judge, sequence: { ...sequence, certain, companions: [] } }
  refill(judge)
  const reach = reachOf(judge, rule)
  return reach.reach === "dead" ? coverOf(judge, rule, reach) : []
}

/** The first question of a kind is answered for all rules in turn, so that no answer depends on which one was asked about. */
function answerAll(
  { bench, findings }: DirectionAnalysis<SecurityRule>,
  answer: (finding: RuleFinding, rule: number) => void,
): void {
  refill(bench.judge)
  findings.forEach(answer)
}

/** What shows that a live rule is so; searched for anew where the finding was kept over an edit, whose tables are gone. */
function witnessOf({ bench, witnesses }: DirectionAnalysis<SecurityRule>, rule: number): Witness | undefined {
  const known = witnesses[rule]
  if (known) return known
  const reach = reachOf(bench.judge, rule)
  return reach.reach === "live" ? reach : undefined
}
