import { expect, test } from "vitest"
import { allowedTraffic } from "../../server/src/engine/composition.ts"
import { reachablePorts, reachingSources } from "../../server/src/engine/query.ts"
import type { MatchingRule } from "../../server/src/engine/rule-fields.ts"
import type { AdminRule, PathEnd } from "../../server/src/engine/traffic-path.ts"
import { decidersOfPacket, everyTinyPacket, type TinyPacket, takesPacket } from "./support/difference-oracle.ts"
import { printGroup, printJson } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { isInBox } from "./support/tiny-box.ts"
import { type TinyGroup, type TinyRule, type TinyShape, tinyGroup } from "./support/tiny-group.ts"

const shape: TinyShape = { rules: 5, names: 0, unknown: 0, absent: 0, priorities: 1000 }
const rounds = 12 * Number(process.env.NSG_SOAK ?? 1)
const packets = everyTinyPacket().filter(({ sourcePort }) => sourcePort !== null)

test("what passes admin rules and two groups is what passes packet by packet, and so are its sources and ports", () => {
  const seed = seedOfRun(20261125)
  console.log(`seed ${seed}, ${rounds} paths, ${packets.length} packets each`)
  const random = seededRandom(seed)
  for (let round = 0; round < rounds; round++) {
    const lists = Array.from({ length: 4 }, () => tinyGroup(random, shape))
    const path = pathOf(random, lists)
    const traffic = lists[3]!.rules[0]!
    const context = () => lists.map(printGroup).join("\n\n")
    comparePackets(path, traffic, context)
  }
}, 3_600_000)

type TinyEnd = PathEnd<TinyRule, AdminRule>

function pathOf(random: Random, [admin, ...groups]: readonly TinyGroup[]): TinyEnd {
  const adminRules = admin!.rules
    .slice(0, 3)
    .map((rule): AdminRule => ({ ...rule, access: random.pick(["Allow", "Deny", "AlwaysAllow"]) }))
  return {
    admin: { name: "admin", rules: adminRules },
    groups: groups.slice(0, 2).map(({ rules }, index) => ({ name: `group ${index}`, rules })),
  }
}

function comparePackets(path: TinyEnd, traffic: MatchingRule, context: () => string): void {
  const facts = { about: () => undefined }
  const allowed = allowedTraffic([path], traffic, facts)
  const sources = reachingSources([path], traffic, facts)
  const ports = reachablePorts([path], traffic, facts)
  expect([allowed, sources, ports].every(({ complete, uncertain }) => complete && uncertain.length === 0)).toBe(true)
  const passing = packets.filter(packet => takesPacket(traffic, packet) && passes(path, packet))
  const reach = {
    sources: new Set(passing.map(({ direction, protocol, source }) => `${direction} ${protocol} ${source}`)),
    ports: new Set(
      passing.map(({ direction, protocol, destinationPort }) => `${direction} ${protocol} ${destinationPort}`),
    ),
  }
  for (const packet of packets) {
    const { direction, protocol, source, destinationPort } = packet
    const found = [allowed, sources, ports].map(({ boxes }) => boxes.filter(box => isInBox(box, packet)).length)
    const expected = [
      passing.includes(packet),
      reach.sources.has(`${direction} ${protocol} ${source}`),
      reach.ports.has(`${direction} ${protocol} ${destinationPort}`),
    ].map(Number)
    if (printJson(found) !== printJson(expected)) expect(found, `${printJson(packet)}\n${context()}`).toEqual(expected)
  }
}

function passes({ admin, groups }: TinyEnd, packet: TinyPacket): boolean {
  const access = decidersOfPacket(admin!.rules, packet)?.access
  if (access === "AlwaysAllow" || access === "Deny") return access === "AlwaysAllow"
  return groups.every(({ rules }) => decidersOfPacket(rules, packet)?.access === "Allow")
}
