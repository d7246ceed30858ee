import { expect, test } from "vitest"
import type { TrafficBox } from "../../server/src/engine/traffic-box.ts"
import { effectiveOfInterface } from "../../server/src/features/effective-interface.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { askPath } from "../../server/src/judging/ask-path.ts"
import { type EffectiveInterface, effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import { verifyPath } from "../../server/src/judging/verify-path.ts"
import type { NetworkInterface } from "../../server/src/topology/topology.ts"
import { seededRandom, seedOfRun } from "../engine/support/random.ts"
import type { SampleNetwork } from "../support/sample-network.ts"
import { networkOf } from "./ask.ts"
import { inPrefix } from "./path-reference.ts"
import { type DrawnFlow, drawFlow, drawNetwork, expectedPath, toldLevel } from "./random-network.ts"

const networks = 40 * Number(process.env.NSG_SOAK ?? 1)
const flowsEach = 250

test("10,000 flows on random topologies fare as rule after rule says, level by level", () => {
  const seed = seedOfRun(20261201)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  const seen = new Map<string, number>()
  for (let round = 0; round < networks; round++) {
    const drawn = drawNetwork(random)
    const network = networkOf(drawn.sample)
    for (let count = 0; count < flowsEach; count++) {
      const flow = drawFlow(random, drawn)
      const written = parsePathFlow(flow.line)
      if (isProblem(written)) throw new Error(written.problem)
      const question = askPath(network, written)
      if ("candidates" in question) throw new Error(flow.line)
      const verdict = verifyPath(network, question)
      if ("kind" in verdict) throw new Error(`${flow.line} ${verdict.kind}`)
      const expected = expectedPath(drawn, flow)
      const told = { access: verdict.access, levels: verdict.levels.map(toldLevel(expected.levels)) }
      seen.set(told.access, (seen.get(told.access) ?? 0) + 1)
      // A comparison that prints is many times slower.
      if (JSON.stringify(told) !== JSON.stringify(expected)) {
        expect(told, `round ${round} ${flow.line}\n${JSON.stringify(drawn.sample)}`).toEqual(expected)
      }
    }
  }
  for (const access of ["Allow", "Deny", "Unknown"]) expect(seen.get(access)).toBeGreaterThan(200)
}, 600_000)

test("what gets through all levels in boxes is what is allowed packet by packet", () => {
  const seed = seedOfRun(20261202)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  let compared = 0
  for (let round = 0; round < networks / 2; round++) {
    const drawn = drawNetwork(random)
    const network = networkOf(drawn.sample)
    for (const nic of network.index.topology.networkInterfaces.filter(hasAddress)) {
      const effective = effectiveInterface(network, nic)
      if (!effectiveOfInterface(effective).aggregate.complete || namesSets(effective)) continue
      for (let count = 0; count < 20; count++) {
        const flow = drawFlow(random, drawn, nic.name)
        const isPlatform = [flow.source, flow.destination].includes("168.63.129.16")
        const ends = [flow.source, flow.destination].map(name => addressIn(drawn.sample, name))
        if (isPlatform || ends.includes("")) continue
        const direction = flow.source === nic.name ? "Outbound" : "Inbound"
        const [only] = expectedPath(drawn, { ...flow, direction }).levels.slice(-1)
        const boxes = direction === "Inbound" ? effective.inbound.boxes : effective.outbound.boxes
        const isIn = boxes.some(box => holds(box, flow, ends))
        if (isIn !== (only?.access === "Allow")) {
          expect(isIn, `round ${round} ${direction} ${flow.line}\n${JSON.stringify(drawn.sample)}`).toBe(!isIn)
        }
        compared++
      }
    }
  }
  expect(compared).toBeGreaterThan(500)
}, 600_000)

/** Whether boxes speak of sets of which it is not known just what they hold. */
function namesSets({ inbound, outbound }: EffectiveInterface): boolean {
  const ends = [...inbound.boxes, ...outbound.boxes].flatMap(({ source, destination }) => [source, destination])
  return ends.some(({ inside, outside }) => inside.length + outside.length > 0)
}

function hasAddress({ configurations }: NetworkInterface): boolean {
  return configurations.every(({ address }) => address)
}

/** "" for one that Azure chooses. */
function addressIn({ interfaces }: SampleNetwork, name: string): string {
  return interfaces?.[name] ? (interfaces[name].addresses?.[0] ?? "") : name
}

function holds(box: TrafficBox, { protocol, port }: DrawnFlow, [from = "", to = ""]: readonly string[]): boolean {
  const isAt = (prefixes: readonly string[], address: string) =>
    prefixes.some(prefix => !prefix.includes(":") && inPrefix(prefix, address))
  return (
    box.protocols.some(one => one === protocol) &&
    isAt(box.source.prefixes, from) &&
    isAt(box.destination.prefixes, to) &&
    box.destinationPorts.some(({ first, last }) => first <= port && port <= last)
  )
}
