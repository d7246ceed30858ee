import fc from "fast-check"
import { expect, test } from "vitest"
import { analyseRules, type RuleAnalysis } from "../../server/src/engine/questions/analyse-rules.ts"
import { conditionalCoverOf } from "../../server/src/engine/questions/conditional-cover.ts"
import { mergeableRules } from "../../server/src/engine/questions/mergeable-rules.ts"
import { otherCoverOf } from "../../server/src/engine/questions/other-cover.ts"
import { remainderOf } from "../../server/src/engine/questions/remainder.ts"
import { removableRules } from "../../server/src/engine/questions/removable-rules.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { facts, group } from "./analyse-groups.ts"
import { everyPacket, type Matches, priority, type Reading } from "./analyse-oracle.ts"

const runs = Number(process.env.NSG_RUNS ?? 150)

/** What the property says of a group's analysis and of each of its packets, as the rules that hold it. */
interface Known {
  readonly rules: readonly SecurityRule[]
  readonly analysis: RuleAnalysis<SecurityRule>
  readonly packets: readonly Matches[]
  /** The same, and those of portless protocols to whom particular ports mean nothing. */
  readonly packetsInAnyReading: readonly Matches[]
}

function holds(name: string, property: (known: Known) => void): void {
  test(name, () => {
    const groups = fc.oneof(group(true, true), group(false, true))
    const check = (rules: readonly SecurityRule[]) => {
      const packetsInAnyReading = packetsOf(rules, "ports mean nothing")
      property({ rules, analysis: analyseRules(rules, facts), packets: packetsOf(rules), packetsInAnyReading })
    }
    fc.assert(fc.property(groups, check), { numRuns: runs })
  }, 600_000)
}

function packetsOf(rules: readonly SecurityRule[], reading?: Reading): Matches[] {
  return (["Inbound", "Outbound"] as const).flatMap(direction => {
    const { four, six } = everyPacket(rules, facts, direction, reading)
    return [...four, ...six]
  })
}

function decider(rules: readonly SecurityRule[], packet: Matches): number | undefined {
  return [...packet].sort((a, b) => priority(rules[a]!) - priority(rules[b]!))[0]
}

holds(
  "all removable rules can go at once, and no other rule after them",
  ({ rules, analysis, packetsInAnyReading: packets }) => {
    const gone = removableRules(analysis, () => true).map(rule => rules.indexOf(rule))
    const access = (packet: Matches, without: readonly number[]) => {
      const index = decider(
        rules,
        packet.filter(rule => !without.includes(rule)),
      )
      return index === undefined ? "none" : rules[index]!.access
    }
    const isSame = (without: readonly number[]) =>
      packets.every(packet => access(packet, []) === access(packet, without))
    expect(isSame(gone)).toBe(true)
    rules.forEach((_, index) => {
      if (!gone.includes(index)) expect(isSame([...gone, index])).toBe(false)
    })
  },
)

holds("of two mergeable rules one can take both places", ({ rules, analysis, packetsInAnyReading: packets }) => {
  for (const { first, second, keep } of mergeableRules(analysis)) {
    const [one, other] = keep === "first" ? [first, second] : [second, first]
    const [stays, goes] = [rules.indexOf(one), rules.indexOf(other)]
    for (const packet of packets) {
      const merged = packet.includes(goes) ? [...new Set([...packet.filter(r => r !== goes), stays])] : packet
      expect(rules[decider(rules, merged) ?? -1]?.access).toBe(rules[decider(rules, packet) ?? -1]?.access)
    }
  }
})

holds("another cover takes everything without a rule of the first", ({ rules, analysis, packets }) => {
  analysis.judgements.forEach((judgement, place) => {
    const other = otherCoverOf(analysis, place)
    if (other.length === 0) return
    const indices = other.map(rule => rules.indexOf(rule))
    const own = packets.filter(packet => packet.includes(place))
    expect(judgement.reach).toBe("dead")
    expect(other.filter(rule => judgement.cover.includes(rule))).toEqual([])
    expect(own.every(packet => indices.some(index => packet.includes(index)))).toBe(true)
    for (const left of indices) {
      expect(own.every(packet => indices.some(index => index !== left && packet.includes(index)))).toBe(false)
    }
  })
})

test("of rules under a condition is told what they would cover, and what they decide where they are there", () => {
  const groups = fc.tuple(fc.oneof(group(true, true), group(false, true)), fc.array(fc.boolean()))
  const check = ([settled, conditions]: [readonly SecurityRule[], readonly boolean[]]) => {
    const rules = settled.map((rule, index) => ({ ...rule, possiblyAbsent: conditions[index] === true }))
    const analysis = analyseRules(rules, facts)
    const { judgements } = analyseRules(settled, facts)
    const packets = packetsOf(rules, "ports mean nothing")
    const isEarlier = (a: number, b: number) => priority(rules[a]!) < priority(rules[b]!)
    const takes = (packet: Matches, other: number, place: number) =>
      packet.includes(other) &&
      isEarlier(other, place) &&
      !packet.some(sure => conditions[sure] !== true && isEarlier(sure, other))
    analysis.judgements.forEach(({ reach }, place) => {
      const expected = reach === "live" ? judgements[place]!.cover : []
      const found = conditionalCoverOf(analysis, place)
      expect(found.map(rule => rules.indexOf(rule))).toEqual(expected.map(rule => settled.indexOf(rule)))
      const isTaker = (other: number) => packets.some(packet => packet.includes(place) && takes(packet, other, place))
      const blockingRules = rules.map((_, other) => other).filter(isTaker)
      expect(
        remainderOf(analysis, place)!
          .blockingRules.map(({ rule }) => rules.indexOf(rule))
          .sort(),
      ).toEqual(blockingRules)
    })
  }
  fc.assert(fc.property(groups, check), { numRuns: runs })
}, 600_000)

holds("what is left is empty for dead rules alone, and the blockingRules are those that decide some", known => {
  const { rules, analysis, packetsInAnyReading: packets } = known
  analysis.judgements.forEach((judgement, place) => {
    const remainder = remainderOf(analysis, place)!
    const own = packets.filter(packet => packet.includes(place))
    const blockingRules = new Set(own.map(packet => decider(rules, packet)).filter(index => index !== place))
    expect(remainder.boxes.length === 0).toBe(judgement.reach === "dead")
    expect(remainder.blockingRules.map(({ rule }) => rules.indexOf(rule)).sort()).toEqual([...blockingRules].sort())
  })
})
