import { expect, test } from "vitest"
import { addressSpace } from "../../server/src/engine/traffic/address-space.ts"
import { everyPacket } from "../../server/src/engine/traffic/flow-case.ts"
import { mayMeet } from "../../server/src/engine/traffic/may-meet.ts"
import { fieldsOf } from "../../server/src/engine/traffic/rule-fields.ts"
import { isSameRule, ruleMeaning } from "../../server/src/engine/traffic/rule-meaning.ts"
import { casesOf } from "../../server/src/engine/traffic/traffic-case.ts"
import { printGroup } from "./support/print-group.ts"
import { seededRandom, seedOfRun } from "./support/random.ts"
import { type TinyShape, tinyGroup, tinyRule } from "./support/tiny-group.ts"

const shape: TinyShape = { rules: 4, names: 2, unknown: 0.1, absent: 0.2, priorities: 1000 }
const rounds = 400 * Number(process.env.NSG_SOAK ?? 1)

test("rules that share a packet may meet by what is written in them, and most that share none may not", () => {
  const random = seededRandom(seedOfRun(20261201))
  const tally = { shared: 0, apart: 0, missed: 0 }
  for (let round = 0; round < rounds; round++) {
    const tiny = tinyGroup(random, shape)
    const space = addressSpace(tiny.rules, tiny.facts)
    const [one, other] = tiny.rules.map((rule, place) => fieldsOf({ ...rule, direction: "Inbound" }, `${place}`, space))
    const shared = everyPacket(space).some(
      start => !casesOf(start, [one!, other!], [], space, { left: 1e6 }).next().done,
    )
    const may = mayMeet(tiny.rules[0]!, tiny.rules[1]!)
    if (shared) expect(may, printGroup(tiny)).toBe(true)
    tally[shared ? "shared" : may ? "missed" : "apart"]++
  }
  expect(tally.apart).toBeGreaterThan(tally.missed)
  expect(tally.shared).toBeGreaterThan(rounds / 10)
})

test("rules that are found the same at sight have one meaning, and copies are found so", () => {
  const random = seededRandom(seedOfRun(20261202))
  for (let round = 0; round < rounds; round++) {
    const { rules, names } = tinyGroup(random, { ...shape, names: 1, rules: 6 })
    for (const one of rules) {
      expect(isSameRule(one, structuredClone(one))).toBe(true)
      const edited = { ...one, [random.pick(["source", "destinationPorts", "protocol", "access"] as const)]: undefined }
      const other = { ...edited, ...fill(edited, tinyRule(random, shape, names, 0)) }
      expect(isSameRule(one, other)).toBe(ruleMeaning(one) === ruleMeaning(other) && isSameRule(one, other))
      for (const rule of rules) if (isSameRule(one, rule)) expect(ruleMeaning(one)).toBe(ruleMeaning(rule))
      if (ruleMeaning(one) !== ruleMeaning(other)) expect(isSameRule(one, other)).toBe(false)
    }
  }
})

/** What the rule lacks, from the other. */
function fill<R extends object>(rule: { readonly [K in keyof R]?: R[K] | undefined }, from: R): Partial<R> {
  const lacking = Object.entries(rule).filter(([, value]) => value === undefined)
  return Object.fromEntries(lacking.map(([key]) => [key, from[key as keyof R]])) as Partial<R>
}
