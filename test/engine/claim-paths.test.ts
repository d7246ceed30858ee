import { expect, test } from "vitest"
import type { Packet, PacketEnd } from "../../server/src/engine/flow.ts"
import { claimCourses } from "../../server/src/engine/questions/claim-courses.ts"
import { preparePath } from "../../server/src/engine/questions/prepare.ts"
import { type AdminRule, rulesOf } from "../../server/src/engine/traffic-path.ts"
import { type End, type PortPoint, standIn } from "./support/brute-force.ts"
import { courseOf, inEveryCase, situationsOf, type TinyPath } from "./support/path-oracle.ts"
import { printJson } from "./support/print-group.ts"
import { seededRandom, seedOfRun } from "./support/random.ts"
import { has, takenTogether } from "./support/taken-together.ts"
import { type TinyRule, tinyRule } from "./support/tiny-group.ts"
import { type PathShape, printPath, type TinyLists, tinyLists, tinyPath } from "./support/tiny-path.ts"

const known: PathShape = { rules: 0, names: 0, unknown: 0, absent: 0, priorities: 1000, access: 0 }
const shapes: Record<string, PathShape> = {
  "everything known": known,
  "named sets": { ...known, names: 2 },
  "unknown values": { ...known, names: 1, unknown: 0.08, absent: 0.08 },
  "unknown accesses": { ...known, names: 1, access: 0.35 },
}
const rounds = 60 * Number(process.env.NSG_SOAK ?? 1)

test.each(Object.entries(shapes))(
  "%s: of the packet that a course surely has all is certain, whatever lists its path has",
  (title, shape) => {
    const seed = seedOfRun(20261201)
    const random = seededRandom(seed)
    let shown = 0
    for (let round = 0; round < rounds; round++) {
      const lists = tinyLists(random, shape)
      const path = tinyPath(random, lists)
      const drawn = tinyRule(random, known, lists.names, 0)
      const isPorted = drawn.protocol === "Tcp" || drawn.protocol === "Udp"
      const traffic: TinyRule = { ...drawn, ...(!isPorted && everyPort), name: "claim", direction: "Inbound" }
      const other = {
        ...tinyRule(random, known, lists.names, 0),
        ...everyPort,
        name: "except",
        direction: "Inbound" as const,
      }
      const except = random.chance(0.4) ? [other] : []
      const { courses, complete } = claimCourses(preparePath(path, lists.facts), { within: [traffic], and: [], except })
      expect(complete).toBe(true)
      for (const { allowed, sure } of courses) {
        if (!sure) continue
        shown++
        const context = `seed ${seed}, round ${round}: ${printJson({ sure, traffic, except })}\n${printPath(path, lists)}`
        expect(endingsOf(sure, { path, traffic, except, lists }), context).toEqual([{ claimed: true, allowed }])
      }
    }
    console.log(`${title}: seed ${seed}, ${shown} packets`)
    expect(shown).toBeGreaterThan(rounds / 2)
  },
  600_000,
)

/** Claims are of particular ports only where packets have ports. */
const everyPort = { sourcePorts: [{ first: 0, last: 65535 }], destinationPorts: [{ first: 0, last: 65535 }] }

interface Asked {
  readonly path: TinyPath
  readonly traffic: TinyRule
  readonly except: readonly AdminRule[]
  readonly lists: TinyLists
}

/** Everything that may become of the packet, case by case: of one in a named set, wherever in the set it is. */
function endingsOf(packet: Packet, { path, traffic, except, lists }: Asked) {
  const rules = [...new Set<AdminRule>(rulesOf(path)), traffic, ...except]
  const isAt = (end: End, { address, of }: PacketEnd) =>
    of.length > 0
      ? of.every(({ key }) => end.names.has(key)) && end.address.includes(".")
      : end.address === standIn(address, lists)
  const isOn = ({ port }: PortPoint, asked: number | null) => asked === null || port === Math.min(asked, 3)
  const masks = takenTogether(
    { ...lists, rules: rules as TinyRule[] },
    {
      protocols: [packet.protocol],
      ends: ([source, destination]) => isAt(source, packet.source) && isAt(destination, packet.destination),
      ports: ([source, destination]) => isOn(source, packet.sourcePort) && isOn(destination, packet.destinationPort),
    },
  )
  const endings = new Map<string, { claimed: boolean; allowed: boolean | null }>()
  for (const mask of masks) {
    const takes = (rule: AdminRule) => has(mask, rules.indexOf(rule))
    for (const situation of situationsOf([path]).filter(({ direction }) => direction === "Inbound")) {
      const course = courseOf(path, takes, situation)
      const ending = { claimed: takes(traffic) && !except.some(takes), allowed: inEveryCase([course], course.passes) }
      endings.set(JSON.stringify(ending), ending)
    }
  }
  return [...endings.values()]
}
