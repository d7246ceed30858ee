import { expect, test } from "vitest"
import type { Truth } from "../../server/src/engine/flow.ts"
import { allowedTraffic } from "../../server/src/engine/questions/composition.ts"
import { partitionTraffic, type TrafficPart } from "../../server/src/engine/questions/partition.ts"
import { preparePath } from "../../server/src/engine/questions/prepare.ts"
import { reachablePorts, reachingSources } from "../../server/src/engine/questions/query.ts"
import type { MatchingRule } from "../../server/src/engine/security-rule.ts"
import type { TrafficBox } from "../../server/src/engine/traffic-box.ts"
import { type AdminRule, rulesOf } from "../../server/src/engine/traffic-path.ts"
import { type End, endsOf, hasPorts, isSame, type PortPoint, portPoints, takes } from "./support/brute-force.ts"
import { courseOf, inEveryCase, situationsOf, type TinyCourse, type TinyPath } from "./support/path-oracle.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { type Among, has, takenTogether } from "./support/taken-together.ts"
import { isAtEnd } from "./support/tiny-box.ts"
import { caseDrawer, countBoxes, type TinyCase } from "./support/tiny-case.ts"
import { type TinyGroup, type TinyRule, tinyRule } from "./support/tiny-group.ts"
import { type PathShape, printPath, tinyLists, tinyPath } from "./support/tiny-path.ts"

const known: PathShape = { rules: 0, names: 0, unknown: 0, absent: 0, priorities: 1000, access: 0 }
const shapes: Record<string, PathShape> = {
  "everything known": known,
  "named sets": { ...known, names: 3 },
  "unknown values": { ...known, names: 1, unknown: 0.08, absent: 0.12 },
  "unknown accesses": { ...known, access: 0.3 },
}
const rounds = 24 * Number(process.env.NSG_SOAK ?? 1)

test.each(Object.entries(shapes))(
  "%s: what passes a path is what passes packet by packet, and so are its sources and ports",
  (title, shape) => {
    const seed = seedOfRun(20261125)
    console.log(`${title}: seed ${seed}, ${rounds} paths`)
    const random = seededRandom(seed)
    for (let round = 0; round < rounds; round++) {
      const lists = tinyLists(random, shape)
      const path = tinyPath(random, lists)
      const traffic = { ...tinyRule(random, { ...known, names: shape.names }, lists.names, 0), possiblyAbsent: false }
      const asked: Asked = { path, traffic, group: { ...lists, rules: [...rulesOf(path), traffic] as TinyRule[] } }
      const context = () =>
        `round ${round}\n${printPath([{ groups: [{ name: "traffic", rules: [traffic] }] }, ...path], lists)}`
      compareCases(random, asked, context)
      compareParts(random, asked, context)
      compareSources(random, asked, context)
      comparePorts(random, asked, context)
    }
  },
  3_600_000,
)

interface Asked {
  readonly path: TinyPath
  readonly traffic: MatchingRule
  /** All rules, and what is known of the names in them. */
  readonly group: TinyGroup
}

/** Each packet in each case is in boxes that say so, and in no others. */
function compareCases(random: Random, { path, traffic, group }: Asked, context: () => string): void {
  const { boxes, uncertain, complete } = allowedTraffic(preparePath(path, group.facts), traffic)
  expect(complete, context()).toBe(true)
  const draw = caseDrawer(random, group, group.rules, [path], traffic)
  for (let draws = 0; draws < 600; draws++) {
    const one = draw()
    if (!one) continue
    const passes = passesIn(one, path)
    const found = [boxes, uncertain].map(some => countBoxes(some, one))
    const isRight = found.every(({ sure, open }, place) => {
      const expected = Number(passes === [true, null][place])
      const isSure = Math.min(sure, 1)
      return hasPorts(one.protocol) ? isSure === expected : isSure <= expected && expected <= sure + open
    })
    if (!isRight) expect(found, `${printCase(one)} passes: ${passes}\n${context()}`).toBe("right")
  }
}

/** The parts are those of the rules that decide some packet, and each packet is in the part of those that decide it. */
function compareParts(random: Random, asked: Asked, context: () => string): void {
  const { path, traffic, group } = asked
  const { parts, complete } = partitionTraffic(preparePath(path, group.facts), traffic)
  const textOf = ({ decisions }: TrafficPart<AdminRule>) =>
    decisions.map(({ list, rule }) => `${list} ${rule?.name ?? "none"}`).join(", ")
  const expected = new Map(coursesIn(asked, {}).map(course => [course.text, inEveryCase([course], course.passes)]))
  const told = new Map(parts.map(part => [textOf(part), part.allowed]))
  expect(complete, context()).toBe(true)
  expect(told.size, context()).toBe(parts.length)
  expect(Object.fromEntries(told), context()).toEqual(Object.fromEntries(expected))
  const draw = caseDrawer(random, group, group.rules, [path], traffic)
  for (let draws = 0; draws < 100; draws++) {
    const one = draw()
    const course = one && courseOf(path, rule => takes(rule, one), one.situation)
    for (const part of one ? parts.filter(({ boxes }) => boxes) : []) {
      const { sure, open } = countBoxes(part.boxes!, one!)
      const is = Number(textOf(part) === course!.text)
      const isRight = hasPorts(one!.protocol) ? sure === is : sure <= is && is <= sure + open
      if (!isRight) expect({ sure, open }, `${textOf(part)} ${printCase(one!)}\n${context()}`).toBe(is)
    }
  }
}

function passesIn(one: TinyCase, path: TinyPath): Truth {
  const course = courseOf(path, rule => takes(rule, one), one.situation)
  return inEveryCase([course], course.passes)
}

/** A source of a packet that passes is in a box, and each of a box is that of a packet that passes. */
function compareSources(random: Random, asked: Asked, context: () => string): void {
  const { boxes } = reachingSources(preparePath(asked.path, asked.group.facts), asked.traffic)
  for (const { destination } of boxes) expect(destination.prefixes, context()).toContain("::/0")
  const ends = endsOf(asked.group)
  for (let draws = 0; draws < 12; draws++) {
    const [end, protocol] = [random.pick(ends), random.pick(["Tcp", "Udp", "Icmp"] as const)]
    const about = () => `${protocol} ${end.address} in ${[...end.names]}\n${context()}`
    const passes = (isMeant: (from: End) => boolean, torn = false) => {
      const ends: Among["ends"] = ([from]) => from.address === end.address && isMeant(from)
      return somePass(asked, { protocols: [protocol], ends, torn })
    }
    const told = boxes.filter(box => box.protocols.includes(protocol) && isAtEnd(box.source, end))
    if (told.length === 0)
      expect(
        passes(({ names }) => isSame(names, end.names)),
        about(),
      ).toBe(false)
    // A box that says nothing of a name leaves open in which case it is, and is not about what an address sends itself.
    for (const { source } of told)
      expect(
        passes(from => isAtEnd(source, from), true),
        about(),
      ).toBe(true)
  }
}

/** The same of the destination ports. */
function comparePorts(random: Random, asked: Asked, context: () => string): void {
  const { boxes } = reachablePorts(preparePath(asked.path, asked.group.facts), asked.traffic)
  for (let draws = 0; draws < 12; draws++) {
    const protocol = random.pick(["Tcp", "Udp", "Esp"] as const)
    const point = random.pick(portPoints(asked.group, protocol, []))
    const about = () => `${protocol} ${point.port} in ${[...point.names]}\n${context()}`
    const passes = (isMeant: (to: PortPoint) => boolean, torn = false) =>
      somePass(asked, { protocols: [protocol], ports: ([, to]) => !hasPorts(protocol) || isMeant(to), torn })
    const told = boxes.filter(box => box.protocols.includes(protocol) && (!hasPorts(protocol) || isOnPort(box, point)))
    if (told.length === 0)
      expect(
        passes(to => to.port === point.port && isSame(to.names, point.names)),
        about(),
      ).toBe(false)
    for (const box of told)
      expect(
        passes(to => to.port === point.port && isOnPort(box, to), true),
        about(),
      ).toBe(true)
  }
}

function isOnPort({ destinationPorts, assumptions }: TrafficBox, { port, names }: PortPoint): boolean {
  return (
    destinationPorts.some(({ first, last }) => first <= Number(port) && Number(port) <= last) &&
    assumptions.every(({ part, name, holds }) => part !== "destinationPort" || names.has(name) === holds)
  )
}

/** Whether a packet of the traffic, among these, passes in some case for sure. */
function somePass(asked: Asked, among: Among): boolean {
  return coursesIn(asked, among).some(course => inEveryCase([course], course.passes) === true)
}

/** The courses of all packets of the traffic, among these, in all cases. */
function coursesIn({ path, traffic, group }: Asked, among: Among): TinyCourse[] {
  const { rules } = group
  const masks = takenTogether(group, among).filter(mask => isTaken(rules, traffic as AdminRule, mask))
  const situations = situationsOf([path]).filter(({ direction }) => direction === traffic.direction)
  return situations.flatMap(situation =>
    masks.map(mask => courseOf(path, rule => isTaken(rules, rule, mask), situation)),
  )
}

function isTaken(rules: readonly AdminRule[], rule: AdminRule, mask: number): boolean {
  return has(mask, rules.indexOf(rule))
}

function printCase(one: TinyCase): string {
  return JSON.stringify(one, (_, value) => (value instanceof Set ? [...value] : value))
}
