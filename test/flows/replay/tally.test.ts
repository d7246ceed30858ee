import fc from "fast-check"
import { expect, test } from "vitest"
import type { FlowTuple } from "../../../server/src/flows/replay/flow-tuple.ts"
import { peerText, portBlock } from "../../../server/src/flows/replay/peer-blocks.ts"
import { addTally, emptyTally, type Tally, tallyFlow } from "../../../server/src/flows/replay/tally.ts"
import { seededRandom } from "../../engine/support/random.ts"

function drawTuples(seed: number, count: number, spread: number): FlowTuple[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => ({
    ...{ time: random.below(50), access: "Allow", protocol: random.pick(["Tcp", "Udp"] as const) },
    source: random.chance(0.1) ? BigInt(random.below(spread)) << 70n : random.below(spread) * 7919,
    ...{ destination: 1, sourcePort: random.below(3), destinationPort: random.below(Math.min(65536, spread)) },
    ...{ direction: "Inbound", isOpening: random.chance(0.5), bytes: random.below(100) },
  }))
}

function tallied(tuples: readonly FlowTuple[]): Tally {
  const tally = emptyTally()
  for (const tuple of tuples) tallyFlow(tally, tuple)
  return tally
}

function told({ ports, peers, ...rest }: Tally) {
  const sorted = (counts: Tally["ports"] | Tally["peers"]) =>
    [...counts.amounts].map(([key, { flows, bytes }]) => `${key} ${flows} ${bytes}`).sort()
  return { ...rest, ports: [ports.level, sorted(ports)], peers: [peers.level, sorted(peers)] }
}

test("what is counted in parts and in any order adds up to the same, also where it gets coarse", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(30, 3000, 500_000), fc.nat(2999), (seed, spread, cut) => {
      const tuples = drawTuples(seed, 3000, spread)
      const whole = told(tallied(tuples))
      const parts = [tuples.slice(cut).reverse(), tuples.slice(0, cut)].map(tallied)
      const sum = emptyTally()
      for (const part of parts) addTally(sum, part)
      expect(told(sum)).toEqual(whole)
      expect(sum.peers.amounts.size).toBeLessThanOrEqual(1000)
    }),
    { numRuns: 30 },
  )
})

test("blocks are read as prefixes and ranges", () => {
  expect([peerText(0xcb007107, 0), peerText(0xcb007100, 1), peerText(0xcb000000, 3)]).toEqual([
    "203.0.113.7",
    "203.0.113.0/24",
    "203.0.0.0/8",
  ])
  expect(peerText(0x20010db8n << 96n, 2)).toBe("2001:db8::/48")
  expect(portBlock(443, 0)).toEqual({ protocol: "Tcp", ports: "443" })
  expect(portBlock(65536 + 1024, 1)).toEqual({ protocol: "Udp", ports: "1024-1039" })
  expect(portBlock(2 * 65536, 0)).toEqual({ protocol: "Icmp", ports: null })
})
