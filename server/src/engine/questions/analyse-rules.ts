import type { AddressFacts } from "../address-facts.ts"
import type { Packet } from "../flow.ts"
import type { GroupAnalysis, Judgement } from "../judgement.ts"
import {
  analyseDirection,
  type DirectionAnalysis,
  findOppositeBesides,
  findRedundancy,
  findWitness,
} from "../proof/direction-analysis.ts"
import { defaultBudget } from "../proof/judge.ts"
import type { RuleFinding } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { OldTables } from "../tables/rule-tables.ts"
import { type PreparedRules, prepare } from "./prepare.ts"

/**
 * The exact truth about every rule of a group.
 *
 * In each direction the packets fall into up to four *packet spaces*, each a plain product of five axes (protocol, two ports, two
 * addresses). An axis is cut into *classes*, pieces that the same rules hold, whose *rows* are sets of rules; a packet is
 * five classes, and the rules that match it the AND of five rows, 32 rules a word. See class-table.ts and axis.ts.
 *
 * 1. Overlap and containment of a rule with all others at once: an AND of five rows each. A dead rule that one other holds is
 *    found here.
 * 2. Else a search for a packet that escapes the earlier rules; it is the witness, or its absence the proof. See
 *    witness-search.ts and cover-proof.ts.
 * 3. Covers and redundancy are the same search in the packets that two rules share. Redundancy and what else serves few
 *    readers is found out when it is asked for.
 *
 * For `n` rules with `m` distinct prefixes and ranges, building takes time and space of the order of m·n/32 words, which is
 * less than reading them as text, and the square of the number of named sets; step 1 takes n²/32. The search is quick for what
 * people write and exponential in the number of rules at worst (the problem is NP-hard), so its steps are counted, and where
 * they run out the rule is "undetermined".
 *
 * With `previous`, the analysis of the same group before an edit, only what the edit can touch is judged again.
 */
export function analyseRules<R extends SecurityRule>(
  rules: readonly R[],
  facts: AddressFacts,
  options: AnalysisOptions<R> = {},
): RuleAnalysis<R> {
  const { budget = defaultBudget, previous, alike } = options
  const before = previous && isRuleAnalysis(previous) ? previous.directions : []
  const prepared = prepare(rules, facts, alike?.prepared)
  const directions: DirectionAnalysis<R>[] = []
  for (const direction of ["Inbound", "Outbound"] as const) {
    const sequence = prepared.sequence(direction)
    if (sequence.rules.length === 0) continue
    const tables = (old?: OldTables) => prepared.tables(direction, old)
    const old = before.find(one => one.direction === direction)
    directions.push(analyseDirection({ direction, sequence, facts, tables }, budget, old))
  }
  const placed: (PlacedJudgement<R> | undefined)[] = new Array(rules.length).fill(undefined)
  for (const direction of directions) {
    const { sequence } = direction
    for (let rule = 0; rule < sequence.placed; rule++) {
      placed[sequence.places[rule]!] = new PlacedJudgement(direction, rule)
    }
  }
  const judgements = placed.map((found, place) => found ?? unplaced(rules[place]!))
  return { judgements, placedAt: place => placed[place]?.placed, directions, prepared }
}

export interface AnalysisOptions<R extends SecurityRule> {
  /** Steps for one search, of 128 words of work; the searches of a direction together may take ten times as many. */
  readonly budget?: number
  /** What this function said of the group before an edit; anything else is not looked at. */
  readonly previous?: GroupAnalysis<SecurityRule>
  /** What it says of the very same rules with other facts. */
  readonly alike?: RuleAnalysis<R>
}

/** A group's judgements with the tables behind them, for the next analysis and for questions about one rule. */
export interface RuleAnalysis<R extends SecurityRule> extends GroupAnalysis<R> {
  /** Of a rule by its place in the analysed list; undefined for one without a known place in the order. */
  placedAt(place: number): PlacedRule<R> | undefined
  /** Those that have rules. */
  readonly directions: readonly DirectionAnalysis<R>[]
  /** The rules, ready for other questions. */
  readonly prepared: PreparedRules<R>
}

/** The direction in which a rule has a known place, and that place. */
export interface PlacedRule<R extends SecurityRule> {
  readonly direction: DirectionAnalysis<R>
  readonly rule: number
}

function isRuleAnalysis(analysis: GroupAnalysis<SecurityRule>): analysis is RuleAnalysis<SecurityRule> {
  return "directions" in analysis
}

/** What is true of a rule whose priority or direction cannot be known. */
function unplaced<R extends SecurityRule>(rule: R): Judgement<R> {
  return { rule, reach: "unplaced", cover: [], oppositeBesides: [], ipv6Openers: [], redundant: "undetermined" }
}

/** There is one for each rule at every keystroke: what few readers look at is found out, or put into words, when someone asks. */
class PlacedJudgement<R extends SecurityRule> implements Judgement<R> {
  readonly rule: R
  readonly reach: RuleFinding["reach"]
  readonly #direction: DirectionAnalysis<R>
  readonly #place: number
  #packet: Packet | undefined

  constructor(direction: DirectionAnalysis<R>, place: number) {
    this.#direction = direction
    this.#place = place
    this.rule = direction.sequence.rules[place]!
    this.reach = direction.findings[place]!.reach
  }

  get placed(): PlacedRule<R> {
    return { direction: this.#direction, rule: this.#place }
  }

  get cover(): readonly R[] {
    return this.#rulesAt(this.#finding.cover)
  }

  get ipv6Openers(): readonly R[] {
    return this.#rulesAt(this.#finding.ipv6Openers)
  }

  get oppositeBesides(): readonly R[] {
    return this.reach === "dead" ? this.#rulesAt(findOppositeBesides(this.#direction, this.#place)) : none
  }

  get redundant(): Judgement<R>["redundant"] {
    if (this.reach === "dead") return "yes"
    return this.reach === "live" ? findRedundancy(this.#direction, this.#place) : "undetermined"
  }

  get witness(): Packet | undefined {
    if (this.reach === "live") this.#packet ??= findWitness(this.#direction, this.#place)
    return this.#packet
  }

  get #finding(): RuleFinding {
    return this.#direction.findings[this.#place]!
  }

  #rulesAt(indices: readonly number[]): readonly R[] {
    return indices.length === 0 ? none : indices.map(index => this.#direction.sequence.rules[index]!)
  }
}

const none: readonly never[] = []
