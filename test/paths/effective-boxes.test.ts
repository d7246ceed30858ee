import { expect, test } from "vitest"
import type { TrafficBox } from "../../server/src/engine/traffic-box.ts"
import { effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import type { NetworkRule } from "../support/sample-network.ts"
import { networkOf, verdictOn } from "./ask.ts"
import { inPrefix } from "./path-reference.ts"

const hosts = ["10.0.0.4", "10.0.1.4", "10.0.1.9", "10.1.0.4", "10.2.3.4", "8.8.8.8", "203.0.113.9", "203.0.113.200"]
const remotes = [
  ...["*", "VirtualNetwork", "Internet", "10.0.1.0/24", "10.0.0.0/8", "10.1.0.4", "203.0.113.0/25", "203.0.113.0/24"],
  ...["8.8.8.8", "0.0.0.0/1", "10.2.0.0/16"],
]
const ports = [22, 80, 443, 1433, 8080]

test.each([
  { rules: 6, rounds: 60 },
  { rules: 200, rounds: 3 },
])(
  "with $rules rules at each level, what is told to get through is what both levels let through",
  ({ rules, rounds }) => {
    const random = seededRandom(seedOfRun(20261203))
    const seen = new Map<string, number>()
    for (let round = 0; round < rounds * Number(process.env.NSG_SOAK ?? 1); round++) {
      const list = () => Array.from({ length: rules }, () => drawRule(random, rules))
      const network = networkOf({
        groups: { subnet: list(), own: list() },
        networks: { n0: { prefixes: ["10.0.0.0/16"], subnets: { s0: { prefix: "10.0.0.0/24", group: "subnet" } } } },
        interfaces: { nic: { subnet: "n0/s0", addresses: ["10.0.0.4"], group: "own" } },
      })
      const { inbound, outbound } = effectiveInterface(network, network.index.interfacesCalled("nic")[0]!)
      expect([inbound.complete, outbound.complete, inbound.uncertain, outbound.uncertain]).toEqual([true, true, [], []])
      for (let count = 0; count < 300; count++) {
        const [protocol, host, port] = [random.pick(protocols), random.pick(hosts.slice(1)), random.pick(ports)]
        const isIn = random.chance(0.6)
        const [from, to] = isIn ? [host, "nic:nic"] : ["nic:nic", host]
        const end = protocol === "tcp" || protocol === "udp" ? `:${port}` : ""
        const line = `${isIn ? "inbound" : "outbound"} ${protocol} ${from} -> ${to}${end}`
        const { access } = verdictOn(network, line)
        const addresses = isIn ? [host, "10.0.0.4"] : ["10.0.0.4", host]
        const holding = (isIn ? inbound : outbound).boxes.filter(box => holds(box, protocol, addresses, port))
        const told = holding.some(({ readsPorts }) => !readsPorts) ? "Allow" : holding.length > 0 ? "Unknown" : "Deny"
        // Judged level by level, a path may be open where no reading of a port lets anything through both.
        if (told !== access && (access !== "Unknown" || rules < 50)) expect([line, told]).toEqual([line, access])
        seen.set(access, (seen.get(access) ?? 0) + 1)
      }
    }
    for (const access of ["Allow", "Deny", "Unknown"]) expect(seen.get(access)).toBeGreaterThan(5)
  },
  600_000,
)

const protocols = ["tcp", "udp", "icmp", "esp"] as const

/** In a long list wide rules come late, as people have them. */
function drawRule(random: Random, rules: number): NetworkRule {
  const direction = random.pick(["Inbound", "Outbound"])
  const remote = random.pick(rules > 50 ? remotes.slice(3) : remotes)
  return {
    access: random.chance(0.6) ? "Allow" : "Deny",
    direction,
    protocol: random.pick(["*", "Tcp", "Udp", "Icmp"]),
    [direction === "Inbound" ? "source" : "destination"]: remote,
    port: String(random.pick(rules > 50 ? ports : ["*", ...ports])),
  }
}

function holds(box: TrafficBox, protocol: string, [from = "", to = ""]: readonly string[], port: number): boolean {
  const isAt = (prefixes: readonly string[], address: string) =>
    prefixes.some(prefix => !prefix.includes(":") && inPrefix(prefix, address))
  const isPortless = protocol !== "tcp" && protocol !== "udp"
  return (
    box.protocols.some(one => one.toLowerCase() === protocol) &&
    isAt(box.source.prefixes, from) &&
    isAt(box.destination.prefixes, to) &&
    (isPortless || box.destinationPorts.some(({ first, last }) => first <= port && port <= last))
  )
}
