import { expect, test } from "vitest"
import type { Judgement } from "../../server/src/engine/judgement.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import type { Access, Direction, Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { bothDirections, isPlaced, isWitness, judgeTiny, type TinyDirection } from "./support/group-oracle.ts"
import { printGroup } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { tinyGrid } from "./support/tiny-grid.ts"
import { type TinyGroup, type TinyRule, type TinyShape, tinyGroup } from "./support/tiny-group.ts"

/** Rule verdicts of each shape; together over 100,000. */
const verdicts = 25_500 * Number(process.env.NSG_SOAK ?? 1)
const known: TinyShape = { rules: 12, names: 0, unknown: 0, absent: 0, priorities: 1000 }
const drawnFrom = (shape: TinyShape) => (random: Random) =>
  tinyGroup(random, { ...shape, rules: 2 + random.below(shape.rules - 1) })
const draws: Record<string, (random: Random) => TinyGroup> = {
  "everything known": drawnFrom(known),
  "named sets": drawnFrom({ ...known, names: 3 }),
  "unknown values": drawnFrom({ ...known, names: 2, unknown: 0.1, absent: 0.1 }),
  "shared conditions": drawnFrom({ ...known, absent: 0.7, conditions: 3 }),
  "shared conditions and unknown values": drawnFrom({ ...known, names: 1, unknown: 0.05, absent: 0.5, conditions: 2 }),
  "equal priorities": drawnFrom({ ...known, names: 1, priorities: 4 }),
  "blocks of a grid": random => tinyGrid(random, 12 + random.below(13)),
}

test.each(Object.entries(draws))(
  "%s: every rule as by trying every packet in every case",
  (title, draw) => {
    const seed = seedOfRun(20261125)
    const random = seededRandom(seed)
    const counts = { groups: 0, rules: 0, dead: 0, opened: 0, redundant: 0, undetermined: 0 }
    const faults: string[] = []
    while (counts.rules < verdicts) {
      const group = draw(random)
      const { judgements } = analyseRules(group.rules, group.facts)
      const seen = bothDirections(group)
      judgements.forEach((judgement, index) => {
        const { rule, reach, ipv6Openers, redundant } = judgement
        const fault = isPlaced(rule)
          ? faultOf(judgement, index, group, seen[rule.direction as Direction])
          : unplacedFault(reach)
        if (fault) faults.push(`${fault}, ${rule.name} of\n${printGroup(group)}`)
        counts.dead += reach === "dead" ? 1 : 0
        counts.opened += ipv6Openers.length > 0 ? 1 : 0
        counts.redundant += redundant === "yes" ? 1 : 0
        counts.undetermined += redundant === "undetermined" ? 1 : 0
      })
      counts.groups++
      counts.rules += judgements.length
    }
    console.log(`${title}: seed ${seed}, ${JSON.stringify(counts)}`)
    expect(faults.slice(0, 3), `${faults.length} faults`).toEqual([])
  },
  600_000,
)

// If a port means nothing to Icmp, the first rule denies all of it, and without that rule the second allows it.
test("redundancy holds in the reading in which a port means nothing to Icmp", () => {
  const rule = (
    priority: number,
    access: Access,
    protocol: Protocol | "*",
    first: number,
    last: number,
  ): SecurityRule => ({
    name: `r${priority}`,
    priority,
    direction: "Inbound",
    access,
    protocol,
    source: [{ kind: "any", key: "*" }],
    sourcePorts: [{ first: 0, last: 65535 }],
    destination: [{ kind: "any", key: "*" }],
    destinationPorts: [{ first, last }],
    possiblyAbsent: false,
  })
  const rules = [
    rule(100, "Deny", "Icmp", 22, 22),
    rule(200, "Allow", "Icmp", 80, 80),
    rule(300, "Deny", "*", 0, 65535),
  ]
  expect(analyseRules(rules, { about: () => undefined }).judgements[0]!.redundant).not.toBe("yes")
})

/** What the engine says wrongly of the rule; undefined for nothing. */
function faultOf(
  judgement: Judgement<TinyRule>,
  index: number,
  group: TinyGroup,
  seen: TinyDirection,
): string | undefined {
  const expected = judgeTiny(seen, index)
  const { reach, cover, oppositeBesides, ipv6Openers, redundant } = judgement
  const places = (rules: readonly TinyRule[]) => rules.map(rule => group.rules.indexOf(rule)).join()
  if (reach !== (expected.dead ? "dead" : "live")) return `not ${reach}`
  if (places(cover) !== expected.cover.join()) return `cover ${places(cover)} for ${expected.cover}`
  if (places(oppositeBesides) !== expected.oppositeBesides.join()) {
    return `opposite besides ${places(oppositeBesides)} for ${expected.oppositeBesides}`
  }
  if (places(ipv6Openers) !== expected.ipv6Openers.join()) {
    return `IPv6 openers ${places(ipv6Openers)} for ${expected.ipv6Openers}`
  }
  if ((judgement.witness !== undefined) !== (reach === "live")) return `${reach}, witness ${judgement.witness}`
  if ((redundant === "yes") !== expected.redundant) return `redundant ${redundant}`
  if (redundant === "undetermined" && !hasDoubt(group)) return "redundancy undetermined without doubt"
  // To find a readable packet, and to try it, costs more than all the rest: one rule in five.
  const witness = index % 5 === 0 && judgement.witness
  if (witness && !isWitness(seen, index, witness)) return "no witness"
  return undefined
}

function unplacedFault(reach: string): string | undefined {
  return reach === "unplaced" ? undefined : `${reach} without a place`
}

/** Only what cannot be known may leave a redundancy open. */
function hasDoubt({ rules }: TinyGroup): boolean {
  const priorities = rules.map(({ direction, priority }) => `${direction} ${priority}`)
  const isTied = new Set(priorities).size < rules.length
  return isTied || rules.some(rule => !isPlaced(rule) || rule.possiblyAbsent || isUnknown(rule.access))
}
