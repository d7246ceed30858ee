import { expect, test } from "vitest"
import { analyseRules, type RuleAnalysis } from "../../server/src/engine/questions/analyse-rules.ts"
import { conditionalCoverOf } from "../../server/src/engine/questions/conditional-cover.ts"
import { mergeableRules } from "../../server/src/engine/questions/mergeable-rules.ts"
import { nextDeciders } from "../../server/src/engine/questions/next-deciders.ts"
import { otherCoverOf } from "../../server/src/engine/questions/other-cover.ts"
import { remainderOf } from "../../server/src/engine/questions/remainder.ts"
import { removableRules } from "../../server/src/engine/questions/removable-rules.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { bothDirections, type TinyDirection } from "./support/group-oracle.ts"
import { printGroup } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { inOrder } from "./support/standing.ts"
import { has, type Mask } from "./support/taken-together.ts"
import { type TinyGroup, type TinyRule, type TinyShape, tinyGroup } from "./support/tiny-group.ts"

const rounds = 300 * Number(process.env.NSG_SOAK ?? 1)
const shapes: readonly TinyShape[] = [
  { rules: 7, names: 0, unknown: 0, absent: 0, priorities: 1 },
  { rules: 7, names: 3, unknown: 0.1, absent: 0, priorities: 1 },
]

/** What the property says of a group's analysis and of each of its packets, as the rules that take it. */
interface Known {
  readonly rules: readonly TinyRule[]
  readonly analysis: RuleAnalysis<TinyRule>
  readonly packets: readonly Packet[]
  /** The same, and those of portless protocols to whom particular ports mean nothing. */
  readonly packetsInAnyReading: readonly Packet[]
}

/** A packet as the places of the rules that take it. */
type Packet = readonly number[]

function holds(name: string, property: (known: Known) => void): void {
  test(name, () => {
    eachGroup(group => {
      const { rules, facts } = group
      const packets = packetsOf(group, ({ taken }) => taken)
      const packetsInAnyReading = packetsOf(group, ({ takenIfPortsMeanNothing }) => takenIfPortsMeanNothing)
      property({ rules, analysis: analyseRules(rules, facts), packets, packetsInAnyReading })
    })
  }, 600_000)
}

/** Tries groups in which every rule has a place of its own; a failure tells the group. */
function eachGroup(check: (group: TinyGroup, random: Random) => void): void {
  const random = seededRandom(seedOfRun(20261125))
  for (let round = 0; round < rounds; round++) {
    const shape = shapes[round % shapes.length]!
    const group = settled(tinyGroup(random, { ...shape, rules: 1 + random.below(shape.rules) }))
    try {
      check(group, random)
    } catch (fault) {
      throw new Error(`round ${round}\n${printGroup(group)}`, { cause: fault })
    }
  }
}

function settled(group: TinyGroup): TinyGroup {
  const rules = group.rules.map(
    (rule, index): TinyRule => ({
      ...rule,
      priority: 100 + ((index * 7) % 11),
      direction: isUnknown(rule.direction) ? "Inbound" : rule.direction,
      access: isUnknown(rule.access) ? "Deny" : rule.access,
    }),
  )
  return { ...group, rules }
}

function packetsOf(group: TinyGroup, masks: (seen: TinyDirection) => readonly Mask[]): Packet[] {
  const { Inbound, Outbound } = bothDirections(group)
  return [...masks(Inbound), ...masks(Outbound)].map(mask => [...group.rules.keys()].filter(rule => has(mask, rule)))
}

function decider(rules: readonly TinyRule[], packet: Packet): number | undefined {
  const [first] = inOrder(packet.map(place => rules[place]!))
  return first && rules.indexOf(first)
}

holds(
  "all removable rules can go at once, and no other rule after them",
  ({ rules, analysis, packetsInAnyReading: packets }) => {
    const gone = removableRules(analysis, () => true).map(rule => rules.indexOf(rule))
    const access = (packet: Packet, without: readonly number[]) => {
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

holds(
  "who decides a live rule's packets once it and others are gone",
  ({ rules, analysis, packetsInAnyReading: packets }) => {
    const gone = new Set(rules.filter((_, place) => place % 3 === 0))
    const decidersOf = nextDeciders(analysis, gone)
    rules.forEach((rule, place) => {
      if (analysis.judgements[place]?.reach !== "live") return
      const deciders = decidersOf(place)
      const own = packets.filter(packet => packet.includes(place))
      const isLeft = (other: number) =>
        other !== place && (!gone.has(rules[other]!) || Number(rules[other]!.priority) < Number(rule.priority))
      const next = own.map(packet => rules[decider(rules, packet.filter(isLeft)) ?? -1])
      const later = new Set(next.filter(other => other && Number(other.priority) > Number(rule.priority)))
      expect(deciders).toEqual(inOrder([...deciders]))
      const [only] = deciders
      if (deciders.length === 1 && only && own.every(packet => packet.includes(rules.indexOf(only)))) {
        // It is named alone where all others that come into it act as the rule does.
        const before = [...later].filter(other => Number(other!.priority) < Number(only.priority))
        expect(before.filter(other => other!.access !== rule.access)).toEqual([])
      } else {
        for (const one of deciders) expect([...later]).toContain(one)
      }
    })
  },
)

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
  eachGroup((group, random) => {
    const settled = group.rules
    const rules = settled.map(rule => ({ ...rule, possiblyAbsent: random.chance(0.5) }))
    const analysis = analyseRules(rules, group.facts)
    const { judgements } = analyseRules(settled, group.facts)
    const packets = packetsOf(group, ({ takenIfPortsMeanNothing }) => takenIfPortsMeanNothing)
    const isEarlier = (a: number, b: number) => Number(rules[a]!.priority) < Number(rules[b]!.priority)
    const blocks = (packet: Packet, other: number, place: number) =>
      packet.includes(other) &&
      isEarlier(other, place) &&
      !packet.some(sure => !rules[sure]!.possiblyAbsent && isEarlier(sure, other))
    analysis.judgements.forEach(({ reach }, place) => {
      const expected = reach === "live" ? judgements[place]!.cover : []
      const found = conditionalCoverOf(analysis, place)
      expect(found.map(rule => rules.indexOf(rule))).toEqual(expected.map(rule => settled.indexOf(rule)))
      const isBlocking = (other: number) =>
        packets.some(packet => packet.includes(place) && blocks(packet, other, place))
      const { blockingRules } = remainderOf(analysis, place)!
      expect(blockingRules.map(({ rule }) => rules.indexOf(rule)).sort()).toEqual([...rules.keys()].filter(isBlocking))
    })
  })
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
