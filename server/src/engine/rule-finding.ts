import type { EscapeSearch } from "./escape-search.ts"
import { hasZero, ipv6OpenersOf, judgeWithZeroAsAny } from "./ipv6-openers.ts"
import { examine, type Judge, judgeOf, type Reach, reachOf } from "./judge.ts"
import { coverOf } from "./minimal-cover.ts"
import { emptyQuestion, type Question, type Redundancy, redundancyOf } from "./redundancy.ts"
import type { RuleSequence } from "./rule-sequence.ts"
import type { RuleTables } from "./rule-tables.ts"
import type { SecurityRule } from "./security-rule.ts"
import { hasPackets, hasParticularPort } from "./universe.ts"

/** A judgement in terms of places in the sequence, so that it can be used again for the same rules read anew. */
export interface RuleFinding {
  readonly reach: "dead" | "live" | "undecided"
  readonly cover: readonly number[]
  readonly ipv6Openers: readonly number[]
  readonly redundant: Redundancy
  /** Whether no IPv4 packet reaches a live rule. */
  readonly onlyIpv6: boolean
}

type Live = Extract<Reach, { readonly reach: "live" }>

/** The judge and what is made for it once a direction. */
export interface Bench {
  readonly judge: Judge
  /** The judge of portless packets alone, as if a particular port meant nothing to them. */
  readonly judgeIfPortsMeanNothing: Judge
  readonly tables: RuleTables
  readonly question: Question
  /** The first rule with `0.0.0.0/0`, if any. */
  readonly firstZero: number
  /** The judge for whom `0.0.0.0/0` is `*`; few groups need it. */
  widened: Judge | undefined
}

export function benchFor(
  sequence: RuleSequence<SecurityRule>,
  tables: RuleTables,
  search: EscapeSearch,
  budget: number,
): Bench {
  const judge = judgeOf(sequence, tables.universes, search, budget)
  const judgeIfPortsMeanNothing = judgeOf(sequence, tables.universesIfPortsMeanNothing, search, budget)
  const zero = sequence.rules.findIndex(hasZero)
  const firstZero = zero === -1 ? Number.POSITIVE_INFINITY : zero
  return {
    judge,
    judgeIfPortsMeanNothing,
    tables,
    question: emptyQuestion(sequence.words),
    firstZero,
    widened: undefined,
  }
}

export function findingOf(bench: Bench, rule: number): RuleFinding {
  const { judge } = bench
  examine(judge, rule)
  const reach = reachOf(judge, rule)
  if (reach.reach === "undecided") return undecided
  if (reach.reach === "dead") {
    const cover = coverOf(judge, rule, reach.holder)
    return { reach: "dead", cover, ipv6Openers: none, redundant: "yes", onlyIpv6: false }
  }
  const redundant = redundancyInAnyReading(bench, rule, reach)
  if (reach.universe.family === 4) return live[redundant]
  const hasIpv4 = judge.universes.some(universe => universe.family === 4 && hasPackets(universe, rule))
  const mayBeOpened = hasIpv4 && bench.firstZero < judge.sequence.earlierEnd[rule]!
  const ipv6Openers = mayBeOpened ? ipv6OpenersOf(judge, widenedJudge(bench), rule) : none
  return { reach: "live", cover: none, ipv6Openers, redundant, onlyIpv6: true }
}

/** Only what a particular port of a portless protocol may mean is left to ask once the rule is redundant without that. */
function redundancyInAnyReading(bench: Bench, rule: number, { universe, point }: Live): Redundancy {
  const { judge, judgeIfPortsMeanNothing, question } = bench
  const redundant = redundancyOf(judge, question, rule, universe, point)
  if (redundant !== "yes") return redundant
  const { universes } = judgeIfPortsMeanNothing
  if (!universes.some(one => hasPackets(one, rule) && hasParticularPort(one, rule))) return redundant
  examine(judgeIfPortsMeanNothing, rule)
  return redundancyOf(judgeIfPortsMeanNothing, question, rule, universe, point)
}

function widenedJudge(bench: Bench): Judge {
  bench.widened ??= judgeWithZeroAsAny(bench.judge, bench.tables)
  return bench.widened
}

const none: readonly number[] = []
const undecided: RuleFinding = {
  reach: "undecided",
  cover: none,
  ipv6Openers: none,
  redundant: "undecided",
  onlyIpv6: false,
}
const live = {
  yes: { ...undecided, reach: "live", redundant: "yes" },
  no: { ...undecided, reach: "live", redundant: "no" },
  undecided: { ...undecided, reach: "live" },
} as const satisfies Record<Redundancy, RuleFinding>
