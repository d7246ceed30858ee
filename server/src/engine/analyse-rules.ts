import type { AddressFacts } from "./address-facts.ts"
import { bitsBefore } from "./bit-row.ts"
import { EscapeSearch } from "./escape-search.ts"
import type { Packet } from "./flow.ts"
import { ipv6OpenersOf, judgeWithZeroAsAny } from "./ipv6-openers.ts"
import { examine, type Judge, judgeOf, reachOf } from "./judge.ts"
import type { GroupAnalysis, Judgement } from "./judgement.ts"
import { coverOf, oppositesBesides } from "./minimal-cover.ts"
import { redundancyOf } from "./redundancy.ts"
import { type RuleSequence, sequenceOf } from "./rule-sequence.ts"
import type { Direction, SecurityRule } from "./security-rule.ts"
import { buildUniverses } from "./universe.ts"
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
  let widened: Judge | undefined
  const wider = () => {
    widened ??= judgeWithZeroAsAny(judge)
    return widened
  }
  for (let r = 0; r < sequence.placed; r++) {
    judgements[sequence.places[r]!] = judgeRule(judge, wider, sequence, direction, r)
  }
}

function judgeRule<R extends SecurityRule>(
  judge: Judge,
  wider: () => Judge,
  sequence: RuleSequence<R>,
  direction: Direction,
  r: number,
): Judgement<R> {
  const rule = sequence.rules[r]!
  const named = (indices: readonly number[]) => indices.map(index => sequence.rules[index]!)
  const none = { rule, cover: [], oppositeBesides: [], ipv6Openers: [] }
  examine(judge, r)
  const reach = reachOf(judge, r)
  if (reach.reach === "undecided") return { ...none, reach: "undecided", redundant: "undecided" }
  if (reach.reach === "dead") {
    const cover = coverOf(judge, r, reach.holder)
    const besides = oppositesBesides(judge, r, cover)
    return { ...none, reach: "dead", cover: named(cover), oppositeBesides: named(besides), redundant: "yes" }
  }
  const { universe, point } = reach
  const redundant = redundancyOf(judge, r, universe, point)
  const ipv6Openers = named(ipv6OpenersOf(judge, wider, r, universe))
  let packet: Packet | undefined
  return {
    ...none,
    reach: "live",
    ipv6Openers,
    redundant,
    // The packet is found already; it is put into words when someone asks.
    get witness() {
      packet ??= witnessPacket({ universe, rule: r, avoid: earlierRules(sequence, r), point }, direction)
      return packet
    },
  }
}

function earlierRules(sequence: RuleSequence<SecurityRule>, rule: number): Int32Array {
  return sequence.certain.map((row, w) => row & bitsBefore(sequence.earlierEnd[rule]!, w))
}
