import fc from "fast-check"
import { expect, test } from "vitest"
import { waysOf } from "../../server/src/features/exposure.ts"
import { type PassageView, passageViews } from "../../server/src/features/passage-view.ts"
import type { RuleBox } from "../../server/src/features/rule-box.ts"
import { effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { type NetworkRule, sampleTopology } from "../support/sample-network.ts"
import { holds, says, serviceBox } from "./service-reading.ts"

const addresses = ["8.8.8.8", "1.1.1.1", "10.0.1.9", "10.0.2.2", "172.31.0.100", "168.63.129.16"]
const ports = [22, 80, 443]
const packets = addresses.flatMap(source =>
  ports.flatMap(port => ["Tcp", "Udp"].map(protocol => ({ source, port, protocol }))),
)
type Packet = (typeof packets)[number]

/** What ports mean to protocols without ports is open: a rule for all protocols has all ports here. */
const service: fc.Arbitrary<Pick<NetworkRule, "protocol" | "port">> = fc.oneof(
  fc.constant({ protocol: "*", port: "*" }),
  fc.record({ protocol: fc.constantFrom("Tcp", "Udp"), port: fc.constantFrom("*", "22", "80", "22-80", "443") }),
)
const rule: fc.Arbitrary<NetworkRule> = fc
  .record({
    access: fc.constantFrom("Allow", "Deny"),
    source: fc.constantFrom("*", "Internet", "VirtualNetwork", "8.8.8.8", "10.0.2.0/24", "8.0.0.0/8"),
    service,
  })
  .map(({ service, ...rest }) => ({ ...rest, ...service }))
const group = fc.array(rule, { maxLength: 4 })

const isWithin = (text: string, address: string): boolean => {
  if (text === "*") return true
  if (text === "VirtualNetwork") return address.startsWith("10.0.") || address === "168.63.129.16"
  if (text === "Internet") return ["8.8.8.8", "1.1.1.1"].includes(address)
  const [prefix = "", length = "32"] = text.split("/")
  const bits = (one: string) => one.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
  return text.includes(":")
    ? false
    : Math.floor(bits(prefix) / 2 ** (32 - Number(length))) === Math.floor(bits(address) / 2 ** (32 - Number(length)))
}

function decides({ protocol = "*", source, port = "*" }: NetworkRule, packet: Packet): boolean {
  const [first = 0, last = first] = port === "*" ? [0, 65_535] : port.split("-").map(Number)
  const isProtocol = protocol === "*" || protocol === packet.protocol
  return isProtocol && first <= packet.port && packet.port <= last && isWithin(`${source}`, packet.source)
}

function allows(rules: readonly NetworkRule[], packet: Packet): boolean {
  const first = rules.find(one => decides(one, packet))
  return first ? first.access === "Allow" : isWithin("VirtualNetwork", packet.source)
}

function isIn(boxes: readonly RuleBox[], { source, port, protocol }: Packet): boolean {
  return boxes
    .filter(box => box.source.some(text => isWithin(text, source)))
    .filter(box => !box.sourceOutside?.some(text => isWithin(text, source)))
    .some(box => holds([box], protocol, port))
}

function inboundOf(subnet: readonly NetworkRule[], own: readonly NetworkRule[]): PassageView {
  const topology = sampleTopology({
    groups: { subnet, own },
    networks: { hub: { prefixes: ["10.0.0.0/16"], subnets: { app: { prefix: "10.0.1.0/24", group: "subnet" } } } },
    interfaces: { web: { subnet: "hub/app", addresses: ["10.0.1.4"], group: "own" } },
  })
  const effective = effectiveInterface(judgedNetwork(topology), topology.networkInterfaces[0]!)
  const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  return passageViews(effective, { name: "web" }, ({ document }) => ({ uri: document, range: nowhere }))[0]!
}

test("what is drawn to pass, and to be stopped at a level, is what the rules of the levels do with each packet", () => {
  fc.assert(
    fc.property(group, group, (subnet, own) => {
      const { known, perhaps, gaps, levels, picture } = inboundOf(subnet, own)
      const hasRest = picture?.svg.includes("everything else, stopped by subnet") === true
      expect([perhaps, gaps]).toEqual([[], []])
      for (const packet of packets) {
        const [outer, inner] = [allows(subnet, packet), allows(own, packet)]
        expect([packet, isIn(known, packet)]).toEqual([packet, outer && inner])
        expect([packet, isIn(levels[1]?.stops ?? [], packet)]).toEqual([packet, outer && !inner])
        if (!outer) expect(hasRest).toBe(true)
      }
    }),
    { numRuns: 25 },
  )
})

const services = fc.constantFrom(
  serviceBox(["*"], ["*"]),
  serviceBox(["Tcp"], ["443"]),
  serviceBox(["*"], ["0-21", "23-65535"]),
  serviceBox(["Udp", "Icmp", "Esp", "Ah"], ["*"]),
)
const peers = fc.subarray(["*", "Internet", "VirtualNetwork", "8.0.0.0/8"], { minLength: 1 })
const boxes = fc.array(
  fc.tuple(services, peers).map(([box, source]) => ({ ...box, source })),
  { maxLength: 5 },
)

test("ways hold just what the boxes hold, however they are joined", () => {
  fc.assert(
    fc.property(boxes, known => {
      const ways = waysOf("Inbound", { known, perhaps: [], levels: [], isRestStopped: false }, [])
      for (const packet of packets) {
        const isOnWay = ways.some(
          way =>
            way.peers.some(peer => isWithin(peer === "anyone" ? "*" : peer, packet.source)) &&
            says(way.service, packet.protocol, packet.port),
        )
        expect([packet, isOnWay]).toEqual([packet, isIn(known, packet)])
      }
    }),
  )
})
