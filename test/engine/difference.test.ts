import { expect, test } from "vitest"
import { changedTraffic } from "../../server/src/engine/questions/changed-traffic.ts"
import { compareRules, type Difference } from "../../server/src/engine/questions/difference.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { Access, Direction, Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { parsePort } from "../../server/src/values/parse-ports.ts"
import { isUnknown, type Maybe } from "../../server/src/values/unknown.ts"
import { hasPorts } from "./support/brute-force.ts"
import { decidersOfPacket, everyTinyPacket, pairsOfDeciders } from "./support/difference-oracle.ts"
import { printGroup, printJson } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { isInBox } from "./support/tiny-box.ts"
import { moved, type TinyGroup, type TinyRule, type TinyShape, tinyGroup, tinyRule } from "./support/tiny-group.ts"

const known: TinyShape = { rules: 6, names: 0, unknown: 0, absent: 0, priorities: 1000 }
const shapes: Record<string, TinyShape> = {
  "everything known": known,
  "named sets": { ...known, names: 3 },
  "unknown values": { ...known, names: 1, unknown: 0.1, absent: 0.1 },
  "shared conditions": { ...known, absent: 0.6, conditions: 3 },
  "equal priorities": { ...known, names: 1, priorities: 4 },
}
const groups = 200 * Number(process.env.NSG_SOAK ?? 1)

test.each(Object.entries(shapes))(
  "%s: the pairs of rules whose packets changed, and no other",
  (title, shape) => {
    const seed = seedOfRun(20261125)
    console.log(`${title}: seed ${seed}, ${groups} edits`)
    const random = seededRandom(seed)
    for (let round = 0; round < groups; round++) {
      const group = tinyGroup(random, { ...shape, rules: 1 + random.below(shape.rules) })
      const after = edited(random, group.rules, shape, group.names)
      const result = compareRules(prepare(group.rules, group.facts), prepare(after, group.facts))
      const expected = expectedPairs(group, after)
      const context = () => `round ${round}\n${printGroup(group)}\nafter\n${printGroup({ ...group, rules: after })}`
      expect(pairsIn(result.allowed), context()).toEqual(expected.allowed)
      expect(pairsIn(result.denied), context()).toEqual(expected.denied)
      expect(pairsIn(result.uncertain), context()).toEqual(expected.uncertain)
      expect(result.complete, context()).toBe(true)
      if (shape === known && round % 20 === 0) compareBoxes(result, group, after, context)
      if (shape === known && round % 20 === 10) compareTraffic(group, after, context)
    }
  },
  600_000,
)

/** A few rules left out, changed, moved or added, and those of one priority turned around. */
function edited(
  random: Random,
  rules: readonly TinyRule[],
  shape: TinyShape,
  names: readonly AddressTerm[],
): TinyRule[] {
  const changed = rules.flatMap((rule, index) => {
    if (random.chance(0.15)) return []
    if (random.chance(0.1)) return [moved(random, rule, shape)]
    return random.chance(0.2) ? [{ ...tinyRule(random, shape, names, index), priority: rule.priority }] : [rule]
  })
  const listed = random.chance(0.2) ? changed.toReversed() : changed
  return random.chance(0.3) ? [...listed, tinyRule(random, shape, names, rules.length)] : listed
}

type Pairs = Record<"allowed" | "denied" | "uncertain", string[]>

function expectedPairs(group: TinyGroup, after: readonly TinyRule[]): Pairs {
  const pairs = pairsOfDeciders(group, after).map(([one, other]) => ({
    text: pairText(one, other),
    was: accessOf(one),
    is: accessOf(other),
  }))
  const changed = pairs.filter(({ was, is }) => !isUnknown(was) && !isUnknown(is) && was !== is)
  const unclear = pairs.filter(({ was, is }) => (isUnknown(was) || isUnknown(is)) && identity(was) !== identity(is))
  const texts = (some: typeof pairs) => some.map(({ text }) => text).toSorted()
  return {
    allowed: texts(changed.filter(({ is }) => is === "Allow")),
    denied: texts(changed.filter(({ is }) => is === "Deny")),
    uncertain: texts(unclear),
  }
}

function accessOf(rule: TinyRule | null): Maybe<Access> {
  return rule?.access ?? "Deny"
}

function identity(access: Maybe<Access>): string {
  return isUnknown(access) ? `?${access.identity}` : access
}

function pairsIn(changes: Difference<TinyRule>["allowed"]): string[] {
  return changes.map(({ before, after }) => pairText(before[0]!.rule, after[0]!.rule)).toSorted()
}

function pairText(before: SecurityRule | null, after: SecurityRule | null): string {
  return `${before?.name ?? "none"} → ${after?.name ?? "none"}`
}

/** Each packet is in one box of the change that its rules before and after make, and in no other. */
function compareBoxes(
  { allowed, denied }: Difference<TinyRule>,
  group: TinyGroup,
  after: readonly TinyRule[],
  context: () => string,
): void {
  const changes = [...allowed, ...denied].filter(({ boxes }) => boxes && !boxes.some(({ readsPorts }) => readsPorts))
  for (const packet of everyTinyPacket()) {
    const pair = pairText(decidersOfPacket(group.rules, packet), decidersOfPacket(after, packet))
    for (const { before, after, boxes } of changes) {
      const count = boxes!.filter(box => isInBox(box, packet)).length
      const expected = pair === pairText(before[0]!.rule, after[0]!.rule) ? 1 : 0
      if (count !== expected) expect(count, `${printJson({ packet, boxes })} ${context()}`).toBe(expected)
    }
  }
}

/** Each packet that is treated differently is in a box that says so and names the rules that decide it, and no other is in any. */
function compareTraffic(group: TinyGroup, after: readonly TinyRule[], context: () => string): void {
  const changed = changedTraffic(prepare(group.rules, group.facts), prepare(after, group.facts))
  expect(changed.complete, context()).toBe(true)
  for (const packet of everyTinyPacket()) {
    const [was, is] = [decidersOfPacket(group.rules, packet), decidersOfPacket(after, packet)]
    const changes = [accessOf(was) !== "Allow", accessOf(is) === "Allow"]
    for (const [boxes, isChange] of [
      [changed.newlyAllowed, changes.every(Boolean)],
      [changed.newlyDenied, !changes.some(Boolean)],
    ] as const) {
      const holding = boxes.filter(({ box }) => isInBox(box, packet))
      const isTold = holding.some(({ before, after }) => (!was || before.includes(was)) && (!is || after.includes(is)))
      // What a particular port means for traffic without ports is told apart.
      const isRight = holding.length === 0 ? !isChange || !hasPorts(packet.protocol) : isChange && isTold
      if (!isRight) expect(holding, `${printJson(packet)} ${context()}`).toBe(isChange)
    }
  }
}

test("a rule in the way of many others is told as all but these", () => {
  const rule = (name: string, priority: number, access: Access, source: string, port: string): SecurityRule => ({
    name,
    priority,
    access,
    direction: "Inbound" as Direction,
    protocol: "Tcp" as Protocol,
    source: [parseAddress(source) as AddressTerm],
    sourcePorts: [parsePort("*") as { first: number; last: number }],
    destination: [parseAddress("10.0.0.0/24") as AddressTerm],
    destinationPorts: [parsePort(port) as { first: number; last: number }],
    possiblyAbsent: false,
  })
  const holes = Array.from({ length: 30 }, (_, index) =>
    rule(`hole${index}`, 100 + index, "Deny", `20.0.${2 * index}.0/24`, `${100 * index}-${100 * index + 50}`),
  )
  const { allowed, denied, complete } = compareRules(
    prepare(holes, {
      about: () => undefined,
    }),
    prepare([...holes, rule("web", 200, "Allow", "20.0.0.0/16", "*")], {
      about: () => undefined,
    }),
  )
  expect(complete).toBe(true)
  expect(denied).toEqual([])
  expect(allowed).toHaveLength(1)
  expect(allowed[0]!.boxes).toBeUndefined()
  expect(allowed[0]!.within).toHaveLength(1)
  expect(allowed[0]!.except.map(({ name }) => name)).toEqual(holes.map(({ name }) => name))
})
