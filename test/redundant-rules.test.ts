import { expect, test } from "vitest"
import { proofFactsOfAnyRoutes } from "../server/src/azure/proof-facts.ts"
import { compareRules } from "../server/src/engine/questions/difference.ts"
import { prepare } from "../server/src/engine/questions/prepare.ts"
import { type GroupRule, isCustom } from "../server/src/judging/group-rule.ts"
import { deadRules } from "../server/src/judging/judged-group.ts"
import { redundantRules } from "../server/src/judging/redundant-rules.ts"
import { seededRandom, seedOfRun } from "./engine/support/random.ts"
import { analyseRules, drawRules } from "./support/random-group.ts"
import type { SampleRule } from "./support/sample-groups.ts"

const judgedOf = (rules: readonly SampleRule[]) => analyseRules(rules).groups[0]!
const namesOf = (rules: readonly SampleRule[]) => redundantRules(judgedOf(rules)).map(({ rule }) => rule.name)

test("without redundant rules, one by one and all at once, every packet is decided the same way", () => {
  const random = seededRandom(seedOfRun(20261130))
  let count = 0
  for (let round = 0; round < 400 * Number(process.env.NSG_SOAK ?? 1); round++) {
    const drawn = drawRules(random)
    const judged = judgedOf(drawn)
    const found = redundantRules(judged).map(({ rule }): GroupRule => rule)
    const dead = deadRules(judged)
    const before = prepare(judged.rules, proofFactsOfAnyRoutes)
    const sets = [...found.map(rule => [rule]), ...(found.length > 1 ? [found] : [])]
    for (const gone of sets) {
      const left = judged.rules.filter(rule => !gone.includes(rule))
      const { allowed, denied } = compareRules(before, prepare(left, proofFactsOfAnyRoutes))
      expect([...allowed, ...denied].length, JSON.stringify([gone.map(({ name }) => name), drawn])).toBe(0)
    }
    for (const { instead, rule } of redundantRules(judged)) {
      expect(dead.has(rule)).toBe(false)
      for (const other of instead) expect(other.access).toBe(rule.access)
    }
    count += found.length
  }
  expect(count).toBeGreaterThan(50)
}, 600_000)

test("a Deny of Internet is not what the default rules do: VirtualNetwork may hold its addresses", () => {
  expect(namesOf([{ name: "deny", priority: 100, access: "Deny", protocol: "*", source: "Internet" }])).toEqual([])
})

test("a rule and the one that repeats it are not both told to go", () => {
  const rules = [
    { name: "first", priority: 100, port: "443" },
    { name: "second", priority: 110, port: "443" },
  ]
  const judged = judgedOf(rules)
  expect([...deadRules(judged)].map(({ name }) => name)).toEqual(["second"])
  expect(namesOf(rules)).toEqual([])
})

test("of two rules of which either would do, with a third behind, one is told to go", () => {
  const names = namesOf([
    { name: "narrow", priority: 100, port: "443" },
    { name: "wide", priority: 110, port: "443-444" },
    { name: "other", priority: 120, port: "444" },
  ])
  expect(names.length).toBe(1)
})

test("where rules are not known nothing is called redundant", () => {
  const rules = [
    { name: "narrow", priority: 100, source: "203.0.113.0/24", port: "443" },
    { name: "wide", priority: 200, port: "443" },
  ]
  expect(namesOf(rules)).toEqual(["narrow"])
  const open = { name: "open", priority: "[parameters('priority')]", access: "Deny", port: "443" }
  expect(namesOf([...rules, open])).toEqual([])
  expect(judgedOf(rules).rules.filter(isCustom).length).toBe(2)
})
