import type { SecurityRule } from "../security-rule.ts"
import { hasPackets, hasParticularPort } from "../tables/packet-space.ts"
import type { RuleSequence } from "../tables/rule-sequence.ts"
import { type RuleTables, spacesIfPortsMeanNothing } from "../tables/rule-tables.ts"
import { hasZero, ipv6OpenersOf, judgeWithZeroAsAny } from "./ipv6-openers.ts"
import { type Judge, judgeOf, type Reach, searchFor } from "./judge.ts"
import { coverOf } from "./minimal-cover.ts"
import { emptyQuestion, type Question, type Redundancy, redundancyOf } from "./redundancy.ts"

/** A judgement in terms of places in the sequence, so that it can be used again for the same rules read anew. */
export interface RuleFinding {
  readonly reach: "dead" | "live" | "undetermined"
  readonly cover: readonly number[]
  readonly ipv6Openers: readonly number[]
  /** Whether no IPv4 packet reaches a live rule. */
  readonly onlyIpv6: boolean
  /** Answers to what was asked about the rule since, which hold as long as the finding does. */
  readonly answers: Answers
}

interface Answers {
  redundant: Redundancy | undefined
  oppositeBesides: readonly number[] | undefined
  /** The rules that may share a packet with it, ascending. */
  partners: readonly number[] | undefined
}

/** A packet that a rule decides, as a class of each axis of a packet space. */
export type Witness = Extract<Reach, { readonly reach: "live" }>

/** The judge and what is made for it once a direction. */
export interface Bench {
  readonly judge: Judge
  readonly tables: RuleTables
  readonly question: Question
  /** The judge of portless packets alone, as if a particular port meant nothing to them; made when first asked for. */
  ifPortsMeanNothing: Judge | undefined
  /** The judge for whom `0.0.0.0/0` is `*`; few groups need it. */
  widened: Judge | undefined
}

export function benchFor(sequence: RuleSequence<SecurityRule>, tables: RuleTables, budget: number): Bench {
  return {
    judge: judgeOf(sequence, tables.spaces, searchFor(sequence, budget), budget),
    tables,
    question: emptyQuestion(sequence.words),
    ifPortsMeanNothing: undefined,
    widened: undefined,
  }
}

/** What is true of the rule of which `reach` has just been found out. */
export function findingOf(bench: Bench, rule: number, reach: Reach): RuleFinding {
  const { judge } = bench
  const answers: Answers = { redundant: undefined, oppositeBesides: undefined, partners: undefined }
  const finding = { reach: reach.reach, cover: none, ipv6Openers: none, onlyIpv6: false, answers }
  if (reach.reach === "dead") return { ...finding, cover: coverOf(judge, rule, reach) }
  if (reach.reach === "undetermined" || reach.space.family === 4) return finding
  const hasIpv4 = judge.spaces.some(space => space.family === 4 && hasPackets(space, rule))
  const { rules, earlierEnd } = judge.sequence
  const mayBeOpened = hasIpv4 && rules.slice(0, earlierEnd[rule]).some(hasZero)
  return {
    ...finding,
    onlyIpv6: true,
    ipv6Openers: mayBeOpened ? ipv6OpenersOf(judge, widenedJudge(bench), rule) : none,
  }
}

/**
 * Tells whether a live rule is redundant. Where it is so if a particular port means some or none of the traffic of a protocol
 * without ports, it remains to ask whether it is so if the port means all of it.
 */
export function redundancyInAnyReading(bench: Bench, rule: number, { space, point }: Witness): Redundancy {
  const { judge, question } = bench
  const redundant = redundancyOf(judge, question, rule, space, point)
  if (redundant !== "yes" || !namesPortlessPort(bench, rule)) return redundant
  return redundancyOf(judgeIfPortsMeanNothing(bench), question, rule, space, point)
}

/** Whether the rule has packets without ports and names particular ports. */
function namesPortlessPort({ tables }: Bench, rule: number): boolean {
  return tables.spaces.some(one => !one.ported && hasPackets(one, rule) && hasParticularPort(one, rule))
}

/** The judges of all readings of a portless protocol's ports that tell something of the rule. */
export function judgesInAnyReading(bench: Bench, rule: number): readonly Judge[] {
  return namesPortlessPort(bench, rule) ? [bench.judge, judgeIfPortsMeanNothing(bench)] : [bench.judge]
}

export function judgeIfPortsMeanNothing(bench: Bench): Judge {
  const { sequence, search, budget } = bench.judge
  bench.ifPortsMeanNothing ??= judgeOf(sequence, spacesIfPortsMeanNothing(bench.tables), search, budget)
  return bench.ifPortsMeanNothing
}

function widenedJudge(bench: Bench): Judge {
  bench.widened ??= judgeWithZeroAsAny(bench.judge, bench.tables)
  return bench.widened
}

const none: readonly number[] = []
