import type { EscapeSearch } from "./escape-search.ts"
import { hasZero, ipv6OpenersOf, judgeWithZeroAsAny } from "./ipv6-openers.ts"
import { examine, type Judge, judgeOf, reachOf } from "./judge.ts"
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

/** The judge and what is made for it once a direction. */
export interface Bench {
  readonly judge: Judge
  /** The judge of what rules do to each other's packets if a particular port means nothing to a portless protocol. */
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
  const { judge, question } = bench
  examine(judge, rule)
  const reach = reachOf(judge, rule)
  if (reach.reach === "undecided") return undecided
  if (reach.reach === "dead") {
    const cover = coverOf(judge, rule, reach.holder)
    return { reach: "dead", cover, ipv6Openers: none, redundant: "yes", onlyIpv6: false }
  }
  const redundant = redundancyOf(judgeOfRedundancy(bench, rule), question, rule, reach.universe, reach.point)
  if (reach.universe.family === 4) return live[redundant]
  const hasIpv4 = judge.universes.some(universe => universe.family === 4 && hasPackets(universe, rule))
  const mayBeOpened = hasIpv4 && bench.firstZero < judge.sequence.earlierEnd[rule]!
  const ipv6Openers = mayBeOpened ? ipv6OpenersOf(judge, widenedJudge(bench), rule) : none
  return { reach: "live", cover: none, ipv6Openers, redundant, onlyIpv6: true }
}

/** Only a rule with a particular port for a portless protocol may share more in the reading in which that means nothing. */
function judgeOfRedundancy({ judge, judgeIfPortsMeanNothing }: Bench, rule: number): Judge {
  if (!judge.universes.some(universe => hasPackets(universe, rule) && hasParticularPort(universe, rule))) return judge
  examine(judgeIfPortsMeanNothing, rule)
  return judgeIfPortsMeanNothing
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
