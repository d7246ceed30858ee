import { expect, test } from "vitest"
import type { Flow, KnownSets, RulePart } from "../../server/src/engine/flow.ts"
import { flowDecider } from "../../server/src/engine/questions/decide-flow.ts"
import { evaluateFlow } from "../../server/src/engine/questions/evaluate-flow.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import { scannedRules } from "../../server/src/engine/questions/scanned-rules.ts"
import type { Access } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { hasPorts } from "./support/brute-force.ts"
import { type Cases, casesOfFlow, casesOfOutcome, decidersOf, isTied, truthOfPart } from "./support/flow-oracle.ts"
import { printGroup, printJson } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { addresses, type TinyGroup, type TinyRule, type TinyShape, tinyGroup } from "./support/tiny-group.ts"

const known: TinyShape = { rules: 6, names: 0, unknown: 0, absent: 0, priorities: 1000 }
const shapes: Record<string, TinyShape> = {
  "everything known": known,
  "named sets": { ...known, names: 3 },
  "unknown values": { ...known, names: 1, unknown: 0.15, absent: 0.15 },
  "shared conditions": { ...known, absent: 0.7, conditions: 3 },
  "shared conditions and unknown values": {
    ...known,
    names: 1,
    unknown: 0.1,
    absent: 0.5,
    conditions: 2,
    priorities: 6,
  },
  "equal priorities": { ...known, names: 1, priorities: 3 },
}
const groups = 400 * Number(process.env.NSG_SOAK ?? 1)

test.each(Object.entries(shapes))(
  "%s: every outcome, and no other, with a packet that ends so",
  (title, shape) => {
    const seed = seedOfRun(20261125)
    console.log(`${title}: seed ${seed}, ${groups} groups, 2 flows each`)
    const random = seededRandom(seed)
    let soon = 0
    for (let round = 0; round < groups; round++) {
      const group = tinyGroup(random, { ...shape, rules: 1 + random.below(shape.rules) })
      for (let flows = 0; flows < 2; flows++) if (judge(group, tinyFlow(random, group), round)) soon++
    }
    // Of the flows between IPv4 addresses, which are one in four.
    expect(soon).toBeGreaterThan(groups / 10)
  },
  600_000,
)

/** Whether trying the rules one by one decided. */
function judge(group: TinyGroup, flow: Flow, round: number): boolean {
  const cases = casesOfFlow(group, flow)
  if (cases.ends.length === 0) return false
  const prepared = prepare(group.rules, group.facts)
  const verdict = evaluateFlow(prepared, flow)
  const soon = flowDecider(scannedRules(group.rules, flow.direction), group.facts)(flow)
  const deciders = decidersOf(cases)
  const context = { group, about: { round, flow, outcomes: verdict.outcomes } }

  agree(verdict.undetermined, false, context)
  agree(verdict.outcomes.map(({ rule }) => rule?.name ?? "none").sort(), [...deciders].sort(), context)
  agree(verdict.tiedPriority, isTied(cases), context)
  agree(verdict.access, accessOf(cases, deciders), context)
  for (const outcome of verdict.outcomes) {
    agree([...decidersOf(casesOfOutcome(cases, outcome))], [outcome.rule?.name ?? "none"], context)
  }
  for (const { rule, ...row } of verdict.rows) {
    for (const [part, truth] of Object.entries(row)) {
      agree(truth, truthOfPart(cases, rule, part as RulePart), context)
    }
  }
  if (soon !== undefined) agree([...deciders], [soon?.name ?? "none"], context)
  return soon !== undefined
}

/** As expect does, but the context, much of it, is printed for a failure only. */
function agree(actual: unknown, expected: unknown, { group, about }: { group: TinyGroup; about: unknown }): void {
  if (actual === expected || printJson(actual) === printJson(expected)) return
  expect(actual, `${printJson(about)}\n${printGroup(group)}`).toEqual(expected)
}

function accessOf({ rules }: Cases, deciders: ReadonlySet<string>): Access | "Unknown" {
  const accesses = rules.filter(({ name }) => deciders.has(name)).map(({ access }) => access)
  const [first, ...others] = accesses
  if (!first || isUnknown(first) || deciders.has("none")) return "Unknown"
  return others.every(other => other === first) ? first : "Unknown"
}

/** Sets that an address may be in, and some of those that it is then not in: none that it surely is in by another. */
function tinySets(random: Random, { names, facts }: TinyGroup): KnownSets {
  const chosen = names.filter(() => random.chance(0.4)).map(({ key }) => key)
  const inside = [...new Set(chosen.flatMap(key => [key, ...(facts.about(key)?.inside ?? [])]))]
  const isTorn = inside.some(key => facts.about(key)?.disjoint?.some(other => inside.includes(other)))
  const holdsOthers = (key: string) =>
    names.some(other => facts.about(other.key)?.sure && facts.about(other.key)?.inside?.includes(key))
  const others = names
    .map(({ key }) => key)
    .filter(key => !inside.includes(key) && !holdsOthers(key) && random.chance(0.7))
  return isTorn ? { inside: [], outside: [] } : { inside, outside: others }
}

function tinyFlow(random: Random, { names }: TinyGroup): Flow {
  const protocol = random.pick(["Tcp", "Tcp", "Udp", "Icmp", "Ah"] as const)
  const port = () => (hasPorts(protocol) ? random.pick([0, 1, 2, 3, "*"] as const) : null)
  const [source, destination] = [tinyEnd(random, names), tinyEnd(random, names)]
  return { direction: "Inbound", protocol, source, sourcePort: port(), destination, destinationPort: port() }
}

function tinyEnd(random: Random, names: readonly AddressTerm[]): AddressTerm {
  if (names.length > 0 && random.chance(0.2)) return random.pick(names)
  const texts = ["*", "0.0.0.0/0", "0.0.0.0/30", "::/127", "0.0.0.0", "0.0.0.1", "0.0.0.2", "0.0.0.8/32", "::", "::1"]
  return parseAddress(random.pick(texts)) as AddressTerm
}

test.each(["named sets", "unknown values"] as const)(
  "%s: with what is known of the ends, trying the rules one by one says what all cases say",
  title => {
    const random = seededRandom(seedOfRun(20261201))
    let soon = 0
    for (let round = 0; round < groups; round++) {
      const group = tinyGroup(random, { ...shapes[title]!, rules: 1 + random.below(6), names: 3 })
      for (let flows = 0; flows < 4; flows++) {
        // Apart, so that what is drawn of their sets cannot contradict itself.
        const end = (texts: readonly string[]) => parseAddress(random.pick(texts)) as AddressTerm
        const flow: Flow = {
          ...tinyFlow(random, group),
          source: end(["0.0.0.0/31", "0.0.0.0", "0.0.0.1"]),
          sourceSets: tinySets(random, group),
          destination: end(["0.0.0.2/31", "0.0.0.2", "0.0.0.3", "0.0.0.4/30"]),
          destinationSets: tinySets(random, group),
        }
        const decided = flowDecider(scannedRules(group.rules, flow.direction), group.facts)(flow)
        if (decided === undefined) continue
        const { outcomes, undetermined } = evaluateFlow(prepare(group.rules, group.facts), flow)
        const context = { group, about: { round, flow, outcomes } }
        agree(undetermined ? [] : outcomes.map(({ rule }) => rule?.name), [decided?.name], context)
        soon++
      }
    }
    expect(soon).toBeGreaterThan(groups / 2)
  },
  600_000,
)

test.each(["everything known", "unknown values"] as const)(
  "%s: a set of packets is divided only where each of them has a sure answer, and these differ",
  title => {
    const seed = seedOfRun(20261130)
    console.log(`${title}: seed ${seed}, ${groups} groups, 2 flows each`)
    const random = seededRandom(seed)
    let divided = 0
    for (let round = 0; round < groups; round++) {
      const tiny = tinyGroup(random, { ...shapes[title]!, names: 0, rules: 1 + random.below(4) })
      const group = { ...tiny, rules: [...tiny.rules, denyRest] }
      for (let flows = 0; flows < 2; flows++) {
        const flow = tinyFlow(random, group)
        const verdict = evaluateFlow(prepare(group.rules, group.facts), flow)
        const answers = new Set(packetsOf(flow).map(one => evaluateFlow(prepare(group.rules, group.facts), one).access))
        if (answers.size === 0) continue
        const about = { group, about: { round, flow, outcomes: verdict.outcomes } }
        const isSure = answers.size === 2 && !answers.has("Unknown")
        if (verdict.isDivided) agree([...answers].sort(), ["Allow", "Deny"], about)
        else if (title === "everything known" && hasPorts(flow.protocol)) agree(isSure, false, about)
        divided += Number(verdict.isDivided)
      }
    }
    expect(divided).toBeGreaterThan(10)
  },
  600_000,
)

const denyRest: TinyRule = {
  ...{ name: "rest", priority: 4096, direction: "Inbound", access: "Deny", protocol: "*", possiblyAbsent: false },
  source: [parseAddress("*") as AddressTerm],
  sourcePorts: [{ first: 0, last: 65535 }],
  destination: [parseAddress("*") as AddressTerm],
  destinationPorts: [{ first: 0, last: 65535 }],
}

/** Every packet of a flow between sets of the tiny universe. */
function packetsOf(flow: Flow): Flow[] {
  const inside = (end: AddressTerm) =>
    addresses
      .map(address => parseAddress(address) as AddressPrefix)
      .filter(
        one =>
          end.kind === "any" ||
          (end.kind === "prefix" && end.family === one.family && end.first <= one.first && one.last <= end.last),
      )
  const ports = (port: Flow["sourcePort"]) => (port === "*" ? [0, 1, 2, 3] : [port])
  const packets: Flow[] = []
  for (const source of inside(flow.source)) {
    for (const destination of inside(flow.destination)) {
      if (source.family !== destination.family) continue
      for (const sourcePort of ports(flow.sourcePort)) {
        for (const destinationPort of ports(flow.destinationPort)) {
          packets.push({ ...flow, source, destination, sourcePort, destinationPort })
        }
      }
    }
  }
  return packets
}
