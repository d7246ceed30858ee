import { expect, test } from "vitest"
import type { Finding } from "../server/src/checks/check.ts"
import { isProblem, parseFlow } from "../server/src/features/flow-text.ts"
import { noNetwork } from "../server/src/judging/network-context.ts"
import { verifyFlow } from "../server/src/judging/verify-flow.ts"
import { seededRandom, seedOfRun } from "./engine/support/random.ts"
import { analyseRules, type DrawnRule, drawRules } from "./support/random-group.ts"

/** The advice of a finding is followed, and the finding is gone. */

const rounds = 250 * Number(process.env.NSG_SOAK ?? 1)

function freeBelow(rules: readonly DrawnRule[], direction: unknown, bound: number): number {
  const taken = new Set(rules.filter(rule => rule.direction === direction).map(({ priority }) => priority))
  for (let priority = bound - 1; priority >= 100; priority--) if (!taken.has(priority)) return priority
  return Number.NaN
}

function freeAbove(rules: readonly DrawnRule[], direction: unknown, bound: number): number {
  const taken = new Set(rules.filter(rule => rule.direction === direction).map(({ priority }) => priority))
  for (let priority = bound + 1; priority <= 4096; priority++) if (!taken.has(priority)) return priority
  return Number.NaN
}

/** The rules as the advice would have them; undefined where there is none that a program could follow. */
function followed(rules: readonly DrawnRule[], { message, rule }: Finding): readonly DrawnRule[] | undefined {
  const at = (names: readonly string[], priorityOf: (rules: readonly DrawnRule[]) => number) =>
    names.reduce<readonly DrawnRule[]>(
      (list, name) => list.map(one => (one.name === name ? { ...one, priority: priorityOf(list) } : one)),
      rules,
    )
  const [, below] = /Give it a priority below (\d+)\./.exec(message) ?? []
  if (below) return at([rule!.name], list => freeBelow(list, rule?.direction, Number(below)))
  const [, named, above] = /Give ((?:"\w+"(?:, | and )?)+) (?:a priority|priorities) above (\d+):/.exec(message) ?? []
  if (named) {
    const names = [...named.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? "")
    return at(names, list => freeAbove(list, rule?.direction, Number(above)))
  }
  const [, free] = / (\d+) is free\.$/.exec(message) ?? []
  if (free) return at([rule!.name], () => Number(free))
  const [, before] = /Allow AzureLoadBalancer inbound at a priority below (\d+)\./.exec(message) ?? []
  if (before) {
    const priority = freeBelow(rules, "Inbound", Number(before))
    return [...rules, { name: "lb", priority, direction: "Inbound", protocol: "*", source: "AzureLoadBalancer" }]
  }
  return /Removing it changes nothing\./.test(message) ? rules.filter(({ name }) => name !== rule?.name) : undefined
}

test("advice that is followed does away with its finding, and with a number that is free", () => {
  const seed = seedOfRun(20261130)
  const random = seededRandom(seed)
  const counts = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    const rules = drawRules(random)
    for (const finding of analyseRules(rules).findings) {
      const { code, rule, message } = finding
      const after = followed(rules, finding)
      if (!after) continue
      const about = `seed ${seed}: ${message}\n${JSON.stringify(rules, null, 1)}`
      const others = (one: DrawnRule) =>
        rules.filter(({ name, direction }) => name !== one.name && direction === one.direction)
      const moved = after.filter(one => one.priority !== rules.find(({ name }) => name === one.name)?.priority)
      for (const one of moved)
        expect(
          others(one).map(({ priority }) => priority),
          about,
        ).not.toContain(one.priority)
      for (const one of moved) expect(one.priority >= 100 && one.priority <= 4096, about).toBe(true)
      const left = analyseRules(after).findings.filter(one => one.code === code && one.rule?.name === rule?.name)
      expect(
        left.map(one => one.message),
        about,
      ).toEqual([])
      counts.set(code, (counts.get(code) ?? 0) + 1)
    }
  }
  console.log(`seed ${seed}: ${JSON.stringify(Object.fromEntries(counts))}`)
  expect([...counts.keys()].sort()).toEqual(
    expect.arrayContaining(["blocked-platform-address", "duplicate-priority", "shadowed-rule"]),
  )
})

const platformFlows = [
  ["AzurePlatformDNS", "outbound udp 10.0.0.4:50000 -> 168.63.129.16:53"],
  ["AzurePlatformDNS", "outbound tcp 10.0.0.4:50000 -> 168.63.129.16:53"],
  ["AzurePlatformIMDS", "outbound tcp 10.0.0.4:50000 -> 169.254.169.254:80"],
] as const

test("what check says of the platform's traffic, verify says, too", () => {
  const seed = seedOfRun(20261130)
  const random = seededRandom(seed)
  for (let round = 0; round < rounds; round++) {
    const drawn = drawRules(random)
    const rules = drawn.map(rule => (rule.destination?.startsWith("AzurePlatform") ? { ...rule, source: "*" } : rule))
    const { groups, findings } = analyseRules(rules)
    const about = `seed ${seed}: ${JSON.stringify(rules, null, 1)}`
    for (const [tag, text] of platformFlows) {
      const flow = parseFlow(text)
      if (isProblem(flow)) throw new Error(flow.problem)
      const { access, decider } = verifyFlow(groups[0]!, flow, noNetwork)
      const stoppers = findings
        .filter(({ code, data }) => code === "blocked-platform-address" && data.tag === tag)
        .map(({ rule }) => rule?.name)
      const shaped = findings.filter(({ code }) => code === "platform-tag-shape").map(({ rule }) => rule?.name)
      if (access === "Deny" && !shaped.includes(decider?.name))
        expect(stoppers, `${text}\n${about}`).toContain(decider?.name)
      const powerless = findings.filter(
        ({ code, data }) => code === "deny-cannot-stop-platform" && (data.tags as string[]).includes(tag),
      )
      for (const { rule } of powerless) expect(decider?.name, `${text}\n${about}`).not.toBe(rule?.name)
    }
  }
})
