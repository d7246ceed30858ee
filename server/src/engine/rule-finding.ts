import { hasZero, ipv6OpenersOf, judgeWithZeroAsAny } from "./ipv6-openers.ts"
import { examine, type Judge, reachOf } from "./judge.ts"
import { coverOf } from "./minimal-cover.ts"
import { emptyQuestion, type Question, type Redundancy, redundancyOf } from "./redundancy.ts"
import type { RuleTables } from "./rule-tables.ts"
import { hasPackets } from "./universe.ts"

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
  readonly tables: RuleTables
  readonly question: Question
  /** The first rule with `0.0.0.0/0`, if any. */
  readonly firstZero: number
  /** The judge for whom `0.0.0.0/0` is `*`; few groups need it. */
  widened: Judge | undefined
}

export function benchFor(judge: Judge, tables: RuleTables): Bench {
  const { rules, words } = judge.sequence
  const zero = rules.findIndex(hasZero)
  const firstZero = zero === -1 ? Number.POSITIVE_INFINITY : zero
  return { judge, tables, question: emptyQuestion(words), firstZero, widened: undefined }
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
  const redundant = redundancyOf(judge, question, rule, reach.universe, reach.point)
  if (reach.universe.family === 4) return live[redundant]
  const hasIpv4 = judge.universes.some(universe => universe.family === 4 && hasPackets(universe, rule))
  const mayBeOpened = hasIpv4 && bench.firstZero < judge.sequence.earlierEnd[rule]!
  const ipv6Openers = mayBeOpened ? ipv6OpenersOf(judge, widenedJudge(bench), rule) : none
  return { reach: "live", cover: none, ipv6Openers, redundant, onlyIpv6: true }
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
