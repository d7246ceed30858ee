import { expect, test } from "vitest"
import { type ClaimCourse, claimCourses } from "../../server/src/engine/questions/claim-courses.ts"
import { preparePath } from "../../server/src/engine/questions/prepare.ts"
import type { Protocol } from "../../server/src/engine/security-rule.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import {
  type End,
  endsOf,
  hasPorts,
  identities,
  isOneFamily,
  isOnePortWorld,
  isOneWorld,
  type PortPoint,
  portPoints,
  standIn,
  subsets,
  takesEnd,
  takesPort,
  takesProtocol,
} from "./support/brute-force.ts"
import { printGroup, printJson } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { inOrder, standingMasks } from "./support/standing.ts"
import { has } from "./support/taken-together.ts"
import { type TinyGroup, type TinyRule, type TinyShape, tinyGroup, tinyRule } from "./support/tiny-group.ts"

const known: TinyShape = { rules: 5, names: 0, unknown: 0, absent: 0, priorities: 1000 }
const shapes: Record<string, TinyShape> = {
  "everything known": known,
  "named sets": { ...known, names: 2 },
  "unknown values": { ...known, rules: 4, names: 1, unknown: 0.12, absent: 0.15 },
}
const groups = 60 * Number(process.env.NSG_SOAK ?? 1)

/** What one case of a packet says: whether it is one of the claim, and whether it is allowed. */
interface Told {
  readonly packet: string
  readonly source: End
  readonly destination: End
  readonly ports: string
  readonly claimed: boolean
  /** Null where the access is not known. */
  readonly allowed: boolean | null
}

test.each(Object.entries(shapes))(
  "%s: a claim is judged as every packet of it in every case",
  (title, shape) => {
    const seed = seedOfRun(20261214)
    console.log(`${title}: seed ${seed}, ${groups} groups`)
    const random = seededRandom(seed)
    const tally = { holds: 0, fails: 0, unknown: 0, missed: 0 }
    for (let round = 0; round < groups; round++) judge(random, shape, round, tally)
    console.log(title, tally)
    expect(Math.min(tally.holds, tally.fails)).toBeGreaterThan(groups / 20)
    // Of a packet about which different rules agree, it may not be found out that all is certain.
    expect(tally.missed).toBeLessThanOrEqual(tally.fails / 50)
  },
  600_000,
)

function judge(random: Random, shape: TinyShape, round: number, tally: Record<string, number>): void {
  const tiny = tinyGroup(random, { ...shape, rules: 1 + random.below(shape.rules) })
  const traffic = matching(random, tiny, shape, "claim")
  const except = random.chance(0.4) ? [matching(random, tiny, shape, "except")] : []
  const wanted = random.chance(0.5)
  const all: TinyGroup = { ...tiny, rules: [...tiny.rules, traffic, ...except] }
  const prepared = preparedOf(random, tiny)
  const { courses, complete } = claimCourses(prepared, { within: [traffic], and: [], except })
  const told = tell(all, tiny.rules, traffic, except)
  const about = `${printJson({ round, wanted, traffic, except })}\n${printGroup(tiny)}`

  expect(complete).toBe(true)
  const claimed = told.filter(one => one.claimed)
  expect(courses.length > 0, about).toBe(claimed.length > 0)
  const answers = new Set(claimed.map(({ allowed }) => allowed))
  expect(new Set(courses.map(({ allowed }) => allowed)), about).toEqual(answers)

  const sure = courses.filter(one => one.allowed === !wanted && one.sure)
  for (const one of sure) {
    const cases = casesLike(one, told, tiny)
    expect(cases.length, about).toBeGreaterThan(0)
    for (const { claimed, allowed } of cases) {
      expect({ claimed, allowed }, `${printJson(one.sure)}\n${about}`).toEqual({ claimed: true, allowed: !wanted })
    }
  }
  const spoilt = new Set(
    told.filter(one => !one.claimed || one.allowed === null || one.allowed === wanted).map(({ packet }) => packet),
  )
  if (sure.length === 0 && told.some(({ packet }) => !spoilt.has(packet))) tally.missed!++
  const isHolding = [...answers].every(one => one === wanted)
  tally[sure.length > 0 ? "fails" : isHolding ? "holds" : "unknown"]!++
}

/** What was prepared with other facts makes no difference to what is prepared like it. */
function preparedOf(random: Random, { rules, facts }: TinyGroup) {
  const path = [{ groups: [{ name: "", rules }] }]
  const other = preparePath<TinyRule, never>(path, { about: () => undefined })
  return preparePath<TinyRule, never>(path, facts, random.chance(0.5) ? other : undefined)
}

test("pieces that no rule tells apart say what a search for each rule says", () => {
  const seed = seedOfRun(20261227)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  let [several, doubtful] = [0, 0]
  for (let round = 0; round < 5 * groups; round++) {
    const [unknown, absent] = [random.pick([0, 0, 0.12]), random.pick([0, 0.3])]
    const shape = { rules: 1 + random.below(25), names: 3, unknown, absent, conditions: 3, priorities: 1000 }
    const tiny = tinyGroup(random, shape)
    const traffic = matching(random, tiny, shape, "claim")
    const except = random.chance(0.4) ? [matching(random, tiny, shape, "except")] : []
    const claim = { within: [traffic], and: [], except }
    const group = { name: "", rules: tiny.rules }
    // A list of its own that decides nothing makes a path of several, whose courses are searched for.
    const searched = preparePath<TinyRule, TinyRule>([{ admin: { name: "", rules: [] }, groups: [group] }], tiny.facts)
    const [fast, slow] = [claimCourses(preparedOf(random, tiny), claim), claimCourses(searched, claim)]
    const toldOf = ({ allowed, decisions, sure, packet, open }: ClaimCourse<TinyRule>) => {
      return { allowed, decisions: decisions.map(rule => rule?.name), sure, packet, open }
    }
    const about = `${printJson({ round, traffic, except })}\n${printGroup(tiny)}`
    expect(fast.courses.map(toldOf), about).toEqual(slow.courses.map(toldOf))
    if (fast.courses.length > 3) several++
    if (fast.courses.some(one => !one.sure)) doubtful++
  }
  expect(Math.min(several, doubtful)).toBeGreaterThan(groups / 2)
}, 600_000)

/** All cases of the packet; of one in a named set, wherever in the set it is. */
function casesLike({ sure }: ClaimCourse<TinyRule>, told: readonly Told[], tiny: TinyGroup): Told[] {
  const { source, destination, sourcePort, destinationPort } = sure!
  const isAt = (end: End, { address, of }: typeof source) =>
    of.length > 0
      ? of.every(({ key }) => end.names.has(key)) && end.address.includes(".")
      : end.address === standIn(address, tiny)
  const ports = [sourcePort, destinationPort].map(port => (port === null ? "" : Math.min(port, 3))).join()
  return told.filter(one => one.ports === ports && isAt(one.source, source) && isAt(one.destination, destination))
}

function matching(
  random: Random,
  { names }: TinyGroup,
  shape: TinyShape,
  name: string,
): TinyRule & { protocol: Protocol } {
  const protocol = random.pick(["Tcp", "Tcp", "Udp", "Icmp"] as const)
  const rule = tinyRule(random, { ...shape, unknown: 0, absent: 0 }, names, 0)
  const known = (terms: TinyRule["source"]) => {
    const some = terms.filter(({ kind }) => kind !== "unknown")
    return some.length > 0 ? some : ([{ kind: "any", key: "*" }] as const)
  }
  const ports = hasPorts(protocol) ? {} : { sourcePorts: everyPort, destinationPorts: everyPort }
  const ends = { source: known(rule.source), destination: known(rule.destination) }
  return { ...rule, ...ends, ...ports, name, direction: "Inbound", protocol }
}

const everyPort = [{ first: 0, last: 65535 }]

function tell(
  all: TinyGroup,
  rules: readonly TinyRule[],
  traffic: TinyRule & { protocol: Protocol },
  except: readonly TinyRule[],
): Told[] {
  const { protocol } = traffic
  const ordered = inOrder(rules.filter(({ direction }) => isUnknown(direction) || direction === "Inbound"))
  const ends = endsOf(all)
  const points = portPoints(all, protocol, ["none", "all"])
  const standing = standingMasks(ordered, "Inbound")
  const told: Told[] = []
  const both = ends
    .flatMap(a => ends.map(b => [a, b] as const))
    .filter(isOneFamily)
    .filter(isOneWorld)
  const ports = points.flatMap(a => points.map(b => [a, b] as const)).filter(isOnePortWorld)
  const values = subsets(identities(ordered.map(rule => rule.protocol)))
  for (const [source, destination] of both) {
    for (const [sourcePort, destinationPort] of ports) {
      const isIn = (rule: TinyRule) =>
        (rule.protocol === "*" || rule.protocol === protocol) &&
        takesEnd(rule.source, source) &&
        takesEnd(rule.destination, destination) &&
        takesPort(rule.sourcePorts, sourcePort) &&
        takesPort(rule.destinationPorts, destinationPort)
      const claimed = isIn(traffic) && !except.some(isIn)
      const portText = (point: PortPoint) => (hasPorts(protocol) ? point.port : "")
      const written = [sourcePort, destinationPort].map(portText).join()
      const answers = new Set<boolean | null>()
      for (const some of values) {
        const taking = ordered.map(
          rule =>
            takesProtocol(rule, protocol, some) &&
            takesEnd(rule.source, source) &&
            takesEnd(rule.destination, destination) &&
            takesPort(rule.sourcePorts, sourcePort) &&
            takesPort(rule.destinationPorts, destinationPort),
        )
        for (const there of standing) {
          const decider = ordered.find((_, place) => taking[place] && has(there, place))
          answers.add(decider ? (isUnknown(decider.access) ? null : decider.access === "Allow") : false)
        }
      }
      const packet = [source.address, destination.address, written].join(" ")
      for (const allowed of answers) told.push({ packet, source, destination, ports: written, claimed, allowed })
    }
  }
  return told
}
