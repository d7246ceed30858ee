import fc from "fast-check"
import { expect, test } from "vitest"
import type { Judgement } from "../../server/src/engine/judgement.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { facts, group, rule } from "./analyse-groups.ts"
import { judgeByDefinition } from "./analyse-oracle.ts"

const runs = Number(process.env.NSG_RUNS ?? 300)

function compare(rules: readonly SecurityRule[]): void {
  const { judgements } = analyseRules(rules, facts)
  const expected = judgeByDefinition(rules, facts)
  const index = (r: SecurityRule) => rules.indexOf(r)
  const isCertain = rules.every(
    (r, i) =>
      !isUnknown(r.priority) &&
      !isUnknown(r.direction) &&
      !isUnknown(r.access) &&
      !r.possiblyAbsent &&
      rules.every((other, o) => o === i || other.priority !== r.priority),
  )
  judgements.forEach((judgement, i) => {
    const truth = expected[i]
    if (!truth) {
      expect(judgement.reach).toBe("unplaced")
      return
    }
    expect({
      reach: judgement.reach,
      cover: judgement.cover.map(index),
      oppositeBesides: judgement.oppositeBesides.map(index),
      ipv6Openers: judgement.ipv6Openers.map(index),
      witnessed: judgement.witness !== undefined,
    }).toEqual({
      reach: truth.dead ? "dead" : "live",
      cover: truth.cover,
      oppositeBesides: truth.oppositeBesides,
      ipv6Openers: truth.ipv6Openers,
      witnessed: !truth.dead,
    })
    if (isCertain) expect(judgement.redundant).toBe(truth.redundant)
  })
}

test("prefixes, ports and protocols agree with the definition", () => {
  fc.assert(fc.property(group(true, true), compare), { numRuns: runs })
}, 600_000)

test("named and unknown sets agree with the definition", () => {
  fc.assert(fc.property(group(false, true), compare), { numRuns: runs })
}, 600_000)

test("rules without a known place, access or presence agree with the definition", () => {
  fc.assert(fc.property(group(false, false), compare), { numRuns: runs })
}, 600_000)

/** Rules for boxes on a grid of ports, so that many are needed to cover one. */
function grid(least: number): fc.Arbitrary<SecurityRule[]> {
  const range = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 4 })).map(([first, more]) => {
    const last = Math.min(7, first + more)
    return [{ first: first * 8192, last: last * 8192 + 8191 }]
  })
  const box = fc.record({
    sourcePorts: range,
    destinationPorts: range,
    access: fc.constantFrom("Allow" as const, "Deny" as const),
  })
  return fc.array(box, { minLength: least, maxLength: 2 * least }).map(boxes =>
    boxes.map(
      (ports, index): SecurityRule => ({
        name: `r${index}`,
        priority: 100 + index,
        direction: "Inbound",
        protocol: "Tcp",
        source: [{ kind: "any", key: "*" }],
        destination: [{ kind: "any", key: "*" }],
        possiblyAbsent: false,
        ...ports,
      }),
    ),
  )
}

test("unions of many rules on a grid of ports agree with the definition", () => {
  fc.assert(fc.property(grid(12), compare), { numRuns: runs })
}, 600_000)

const editedFields = [
  "source",
  "destination",
  "destinationPorts",
  "sourcePorts",
  "protocol",
  "access",
  "priority",
] as const

test("after an edit, what is judged again and what is kept make up the full analysis", () => {
  const edit = fc.record({ at: fc.nat(), changed: rule(false, true) })
  fc.assert(
    fc.property(group(false, true), fc.array(edit, { minLength: 1, maxLength: 6 }), (rules, edits) => {
      let current = rules
      let analysis = analyseRules(current, facts)
      for (const { at, changed } of edits) {
        const place = at % current.length
        const field = editedFields[at % editedFields.length]!
        const edited = { ...current[place]!, [field]: changed[field] }
        current = current.map((other, k) => (k === place ? edited : { ...other }))
        analysis = analyseRules(current, facts, { previous: analysis })
        expect(summary(analysis.judgements)).toEqual(summary(analyseRules(current, facts).judgements))
      }
    }),
    { numRuns: runs },
  )
}, 600_000)

test("where the budget runs out an answer is open, over an edit too, and never another one", () => {
  const edit = fc.record({ at: fc.nat(), destinationPorts: rule(true, true).map(changed => changed.destinationPorts) })
  fc.assert(
    fc.property(grid(30), edit, (rules, { at, destinationPorts }) => {
      const place = at % rules.length
      const edited = rules.map((other, k) => (k === place ? { ...other, destinationPorts } : other))
      const truth = analyseRules(edited, facts).judgements
      for (const budget of [0, 1000]) {
        const previous = analyseRules(rules, facts, { budget })
        const { judgements } = analyseRules(edited, facts, { budget: 0, previous })
        judgements.forEach(({ reach, redundant, witness, oppositeBesides }, k) => {
          expect([truth[k]!.reach, "undetermined"]).toContain(reach)
          expect([truth[k]!.redundant, "undetermined"]).toContain(redundant)
          if (witness) expect(reach).toBe("live")
          for (const other of oppositeBesides) expect(other.access).not.toBe(edited[k]!.access)
        })
      }
    }),
    { numRuns: runs },
  )
}, 600_000)

function summary(judgements: readonly Judgement<SecurityRule>[]) {
  return judgements.map(({ rule, reach, cover, oppositeBesides, ipv6Openers, redundant, witness }) => ({
    rule: rule.name,
    reach,
    redundant,
    names: [cover, oppositeBesides, ipv6Openers].map(list => list.map(({ name }) => name)),
    witness,
  }))
}
