import { expect, test } from "vitest"
import type { Judgement } from "../../server/src/engine/judgement.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { compareRules } from "../../server/src/engine/questions/difference.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import { removableRules } from "../../server/src/engine/questions/removable-rules.ts"
import type { Condition, SecurityRule } from "../../server/src/engine/security-rule.ts"
import { subsets } from "./support/brute-force.ts"
import { printGroup } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { dependsOn, isThere } from "./support/standing.ts"
import { type TinyGroup, type TinyShape, tinyGroup } from "./support/tiny-group.ts"

const shape: TinyShape = { rules: 12, names: 0, unknown: 0, absent: 0.7, conditions: 2, priorities: 1000 }
const groups = 400 * Number(process.env.NSG_SOAK ?? 1)
const seed = seedOfRun(20261125)

/** What an analysis says of rules is compared with the analysis of those that are there, in every case that the conditions leave. */
test("what is said of a rule is so in every case in which it is there", () => {
  const random = seededRandom(seed)
  const counts = { dead: 0, "dead by a rule under a condition": 0, redundant: 0, removable: 0 }
  for (let round = 0; round < groups; round++) {
    const group = withTaken(random, tinyGroup(random, { ...shape, rules: 2 + random.below(shape.rules - 1) }))
    const analysis = analyseRules(group.rules, group.facts)
    const gone = new Set(removableRules(analysis, () => true).map(({ name }) => name))
    const all = casesOf(group)
    for (const { rule, reach, cover, redundant } of analysis.judgements) {
      const cases = all.filter(({ holding }) => isReally(rule, holding) && isAsTaken(rule, group, holding))
      const judged = cases.map(({ judgements }) => judgements.get(rule.name)!)
      const context = `round ${round}, ${rule.name} is ${reach}, ${redundant}\n${printGroup(group)}`
      if (reach === "dead") {
        expect(judged.filter(one => one.reach !== "dead").length, context).toBe(0)
        counts.dead++
        if (cover.some(({ possiblyAbsent }) => possiblyAbsent)) counts["dead by a rule under a condition"]++
      }
      if (redundant === "yes") {
        expect(judged.filter(one => one.redundant !== "yes").length, context).toBe(0)
        counts.redundant++
      }
    }
    for (const { holding, rules } of all) {
      if (!group.rules.every(rule => isAsTaken(rule, group, holding))) continue
      const left = rules.filter(({ name }) => !gone.has(name))
      const { allowed, denied } = compareRules(prepare(rules, group.facts), prepare(left, group.facts))
      expect([...allowed, ...denied].length, `round ${round}, without ${[...gone]}\n${printGroup(group)}`).toBe(0)
    }
    counts.removable += gone.size
  }
  console.log(`seed ${seed}, ${JSON.stringify(counts)}`)
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20)
}, 600_000)

/** Some of the rules that are there for certain ask for something, which is taken to be so. */
function withTaken(random: Random, group: TinyGroup): TinyGroup {
  const taken = [0, 1, 2].map((index): Condition => ({ identity: `condition ${index}`, holds: random.chance(0.5) }))
  const rules = group.rules.map(rule =>
    rule.possiblyAbsent || random.chance(0.6) ? rule : { ...rule, conditions: [random.pick(taken)] },
  )
  return { ...group, rules }
}

/** Whether what is taken to be so for a rule that is there for certain is so: for one that need not be there nothing is. */
function isAsTaken(rule: SecurityRule, group: TinyGroup, holding: ReadonlySet<string>): boolean {
  return rule.possiblyAbsent || group.rules.every(other => other.possiblyAbsent || isReally(other, holding))
}

/** Whether all that the rule asks for holds, be it taken to or not. */
function isReally(rule: SecurityRule, holding: ReadonlySet<string>): boolean {
  return isThere({ ...rule, possiblyAbsent: rule.possiblyAbsent || rule.conditions !== undefined }, holding)
}

interface Case {
  readonly holding: ReadonlySet<string>
  /** Those that are there. */
  readonly rules: readonly SecurityRule[]
  /** Rule by name. */
  readonly judgements: ReadonlyMap<string, Judgement<SecurityRule>>
}

function casesOf({ rules, facts }: TinyGroup): Case[] {
  const asked = rules.flatMap(rule => [...dependsOn(rule), ...(rule.conditions ?? []).map(({ identity }) => identity)])
  return subsets([...new Set(asked)]).map(holding => {
    const there = rules
      .filter(rule => isReally(rule, holding))
      .map(({ conditions: _, ...rule }) => ({ ...rule, possiblyAbsent: false }))
    const { judgements } = analyseRules(there, facts)
    return { holding, rules: there, judgements: new Map(judgements.map(one => [one.rule.name, one])) }
  })
}
