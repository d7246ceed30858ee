import type { AddressFacts } from "./address-facts.ts"
import { bitsBefore } from "./bit-row.ts"
import { EscapeSearch } from "./escape-search.ts"
import type { Packet } from "./flow.ts"
import { ipv6OpenersOf, judgeWithZeroAsAny } from "./ipv6-openers.ts"
import { examine, type Judge, judgeOf, reachOf } from "./judge.ts"
import type { GroupAnalysis, Judgement } from "./judgement.ts"
import { coverOf, oppositesBesides } from "./minimal-cover.ts"
import { emptyQuestion, type Question, type Redundancy, redundancyOf } from "./redundancy.ts"
import { type RuleSequence, sequenceOf } from "./rule-sequence.ts"
import type { Direction, SecurityRule } from "./security-rule.ts"
import { buildUniverses, type Universe } from "./universe.ts"
import { witnessPacket } from "./witness.ts"

/**
 * The exact truth about every rule of a group.
 *
 * In each direction the packets fall into up to four *universes*, each a plain product of five axes (protocol, two ports, two
 * addresses). An axis is cut into *classes*, pieces that the same rules hold, whose *rows* are sets of rules; a packet is
 * five classes, and the rules that match it the AND of five rows, 32 rules a word. See class-table.ts and axis.ts.
 *
 * 1. Overlap and containment of a rule with all others at once: an AND of five rows each. A dead rule that one other holds is
 *    found here.
 * 2. Else a search for a packet that escapes the earlier rules; it is the witness, or its absence the proof. See
 *    escape-search.ts and cover-proof.ts.
 * 3. Covers and redundancy are the same search in the packets that two rules share.
 *
 * For `n` rules with `m` distinct prefixes and ranges, building takes time and space of the order of m·n/32 words, which is
 * less than reading them as text; step 1 takes n²/32. The search is quick for what people write and exponential in the
 * number of rules at worst (the problem is NP-hard), so its steps are counted, and where they run out the rule is "undecided".
 */
export function analyseRules<R extends SecurityRule>(
  rules: readonly R[],
  facts: AddressFacts,
  options: AnalysisOptions = {},
): GroupAnalysis<R> {
  const judgements = rules.map(unplaced)
  for (const direction of ["Inbound", "Outbound"] as const) {
    judgeDirection(rules, direction, facts, options, judgements)
  }
  return { judgements }
}

export interface AnalysisOptions {
  /** Steps for one search, of 128 words of work; the searches of a direction together may take ten times as many. */
  readonly budget?: number
}

const defaultBudget = 100_000

/** What is true of a rule whose priority or direction cannot be known, and of every other until it is judged. */
function unplaced<R extends SecurityRule>(rule: R): Judgement<R> {
  return { rule, reach: "unplaced", cover: [], oppositeBesides: [], ipv6Openers: [], redundant: "undecided" }
}

function judgeDirection<R extends SecurityRule>(
  rules: readonly R[],
  direction: Direction,
  facts: AddressFacts,
  { budget = defaultBudget }: AnalysisOptions,
  judgements: Judgement<R>[],
): void {
  const sequence = sequenceOf(rules, direction)
  if (sequence.placed === 0) return
  const universes = buildUniverses(sequence, facts)
  const judge = judgeOf(sequence, universes, new EscapeSearch(sequence.words, 10 * budget), budget)
  const work: Work<R> = { sequence, direction, judge, question: emptyQuestion(sequence.words), widened: undefined }
  for (let r = 0; r < sequence.placed; r++) judgements[sequence.places[r]!] = judgeRule(work, r)
}

interface Work<R extends SecurityRule> {
  readonly sequence: RuleSequence<R>
  readonly direction: Direction
  readonly judge: Judge
  readonly question: Question
  /** The judge for whom `0.0.0.0/0` is `*`; few groups need it. */
  widened: Judge | undefined
}

function judgeRule<R extends SecurityRule>(work: Work<R>, r: number): Judgement<R> {
  const { sequence, judge } = work
  const rule = sequence.rules[r]!
  examine(judge, r)
  const reach = reachOf(judge, r)
  if (reach.reach === "undecided") return { ...unplaced(rule), reach: "undecided" }
  if (reach.reach === "live") return judgeLive(work, r, reach.universe, reach.point)
  const cover = coverOf(judge, r, reach.holder)
  return {
    rule,
    reach: "dead",
    cover: rulesAt(sequence, cover),
    oppositeBesides: rulesAt(sequence, oppositesBesides(judge, r, reach.holder, cover)),
    ipv6Openers: [],
    redundant: "yes",
  }
}

function judgeLive<R extends SecurityRule>(
  work: Work<R>,
  r: number,
  universe: Universe,
  point: Int32Array,
): Judgement<R> {
  const { sequence, judge, direction, question } = work
  const redundant = redundancyOf(judge, question, r, universe, point)
  const openers = ipv6OpenersOf(judge, () => (work.widened ??= judgeWithZeroAsAny(judge)), r, universe)
  return new LiveJudgement(sequence.rules[r]!, redundant, rulesAt(sequence, openers), () =>
    witnessPacket({ universe, rule: r, avoid: earlierRules(sequence, r), point }, direction),
  )
}

/** A packet that reaches the rule is found by then; it is put into words when someone asks. */
class LiveJudgement<R extends SecurityRule> implements Judgement<R> {
  readonly reach = "live"
  readonly cover: readonly R[] = []
  readonly oppositeBesides: readonly R[] = []
  readonly rule: R
  readonly redundant: Redundancy
  readonly ipv6Openers: readonly R[]
  private readonly tell: () => Packet
  private packet: Packet | undefined

  constructor(rule: R, redundant: Redundancy, ipv6Openers: readonly R[], tell: () => Packet) {
    this.rule = rule
    this.redundant = redundant
    this.ipv6Openers = ipv6Openers
    this.tell = tell
  }

  get witness(): Packet {
    this.packet ??= this.tell()
    return this.packet
  }
}

function rulesAt<R extends SecurityRule>(sequence: RuleSequence<R>, indices: readonly number[]): R[] {
  return indices.map(index => sequence.rules[index]!)
}

function earlierRules(sequence: RuleSequence<SecurityRule>, rule: number): Int32Array {
  return sequence.certain.map((row, w) => row & bitsBefore(sequence.earlierEnd[rule]!, w))
}
