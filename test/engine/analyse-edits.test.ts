import { expect, test } from "vitest"
import type { Judgement } from "../../server/src/engine/judgement.ts"
import { analyseRules, type RuleAnalysis } from "../../server/src/engine/questions/analyse-rules.ts"
import { earlierRulesOf } from "../../server/src/engine/questions/earlier-rules.ts"
import { nextDeciders } from "../../server/src/engine/questions/next-deciders.ts"
import { removableRules } from "../../server/src/engine/questions/removable-rules.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { printGroup } from "./support/print-group.ts"
import { seededRandom, seedOfRun } from "./support/random.ts"
import { tinyGrid } from "./support/tiny-grid.ts"
import { type TinyGroup, type TinyShape, tinyGroup, tinyRule } from "./support/tiny-group.ts"

const editedFields = [
  "source",
  "destination",
  "destinationPorts",
  "sourcePorts",
  "protocol",
  "access",
  "priority",
] as const

const rounds = 300 * Number(process.env.NSG_SOAK ?? 1)
const shape: TinyShape = { rules: 7, names: 3, unknown: 0.05, absent: 0.1, conditions: 2, priorities: 12 }

test("after an edit, what is judged again and what is kept make up the full analysis", () => {
  const random = seededRandom(seedOfRun(20261125))
  for (let round = 0; round < rounds; round++) {
    const { rules, facts, names } = tinyGroup(random, { ...shape, rules: 1 + random.below(shape.rules) })
    let current = rules
    let analysis = analyseRules(current, facts)
    for (let edits = 0; edits < 6; edits++) {
      const place = random.below(current.length)
      const field = random.pick(editedFields)
      const edited = { ...current[place]!, [field]: tinyRule(random, shape, names, place)[field] }
      current = current.map((other, index) => (index === place ? edited : { ...other }))
      analysis = analyseRules(current, facts, { previous: analysis })
      const context = `round ${round}, edit ${edits}\n${printGroup({ rules: current, facts, names })}`
      const anew = analyseRules(current, facts)
      expect(summary(analysis.judgements), context).toEqual(summary(anew.judgements))
      // Not after each edit, so that what one leaves unanswered is asked after the next.
      if (random.below(4) > 0) expect(removal(analysis, edits), context).toEqual(removal(anew, edits))
      if (random.below(4) > 0) expect(earlier(analysis), context).toEqual(earlier(anew))
    }
  }
}, 600_000)

test("which rules can go at once follows from what goes and stays elsewhere, over edits too", () => {
  const random = seededRandom(seedOfRun(20261125))
  // Most rules share no packet, so that edits and removals reach others only by way of third ones.
  const narrowed = ({ rules }: TinyGroup) => rules.map(rule => ({ ...rule, source: rule.source.slice(0, 1) }))
  for (let round = 0; round < rounds; round++) {
    let current = narrowed(tinyGrid(random, 12))
    const { facts } = tinyGrid(random, 0)
    let analysis = analyseRules(current, facts)
    for (let edits = 0; edits < 6; edits++) {
      const place = random.below(current.length)
      const edited = narrowed(tinyGrid(random, 1))[0]!
      const { name, priority } = current[place]!
      current = current.map((other, index) => (index === place ? { ...edited, name, priority } : other))
      analysis = analyseRules(current, facts, { previous: analysis })
      const context = `round ${round}, edit ${edits}\n${printGroup({ rules: current, facts, names: [] })}`
      expect(removal(analysis, edits), context).toEqual(removal(analyseRules(current, facts), edits))
    }
  }
}, 600_000)

test("where the budget runs out an answer is open, over an edit too, and never another one", () => {
  const random = seededRandom(seedOfRun(20261125))
  const open = { reach: 0, redundant: 0 }
  for (let round = 0; round < rounds / 3; round++) {
    const { rules, facts } = tinyGrid(random, 30 + random.below(31))
    const place = random.below(rules.length)
    const { destinationPorts } = tinyGrid(random, 1).rules[0]!
    const edited = rules.map((other, index) => (index === place ? { ...other, destinationPorts } : other))
    const truth = analyseRules(edited, facts).judgements
    for (const budget of [0, 1000]) {
      const previous = analyseRules(rules, facts, { budget })
      const { judgements } = analyseRules(edited, facts, { budget: 0, previous })
      judgements.forEach(({ reach, redundant, witness, oppositeBesides }, index) => {
        expect([truth[index]!.reach, "undetermined"]).toContain(reach)
        expect([truth[index]!.redundant, "undetermined"]).toContain(redundant)
        if (witness) expect(reach).toBe("live")
        for (const other of oppositeBesides) expect(other.access).not.toBe(edited[index]!.access)
        open.reach += Number(reach === "undetermined")
        open.redundant += Number(redundant === "undetermined")
      })
    }
  }
  for (const count of Object.values(open)) expect(count).toBeGreaterThan(0)
}, 600_000)

/** The rules that can go at once, but for a few that have to stay, and what then decides the packets of each rule. */
function removal(analysis: RuleAnalysis<SecurityRule>, edits: number) {
  const { judgements } = analysis
  const gone = new Set(removableRules(analysis, rule => (Number(rule.priority) + edits) % 5 > 0))
  const decidersOf = nextDeciders(analysis, gone)
  const live = [...judgements.keys()].filter(place => judgements[place]!.reach === "live")
  return { gone: [...gone].map(({ name }) => name), next: live.map(place => decidersOf(place).map(({ name }) => name)) }
}

function earlier(analysis: RuleAnalysis<SecurityRule>) {
  return analysis.judgements.map((_, place) => {
    const found = earlierRulesOf(analysis, place)
    return found && [found.sure, found.perhaps].map(rules => rules.map(({ name }) => name))
  })
}

function summary(judgements: readonly Judgement<SecurityRule>[]) {
  return judgements.map(({ rule, reach, cover, oppositeBesides, ipv6Openers, redundant, witness }) => ({
    rule: rule.name,
    reach,
    redundant,
    names: [cover, oppositeBesides, ipv6Openers].map(list => list.map(({ name }) => name)),
    witness,
  }))
}
