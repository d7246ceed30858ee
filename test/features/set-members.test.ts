import { expect, test } from "vitest"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { verdictText } from "../../server/src/features/verification-text.ts"
import { parseNetworkContext } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import { analyseRules, drawRules } from "../support/random-group.ts"

const rounds = 200 * Number(process.env.NSG_SOAK ?? 1)

const outside = ["8.8.8.8", "8.1.2.3", "203.0.113.7", "20.1.2.3", "168.1.2.3"]
const inside = ["10.0.0.4", "10.1.2.3", "10.200.0.1"]

/** Addresses that surely are among those that the end stands for. */
const membersOf: Readonly<Record<string, readonly string[]>> = {
  "10.0.0.0/8": inside,
  "10.1.0.0/16": ["10.1.2.3", "10.1.9.9"],
  "8.0.0.0/8": ["8.8.8.8", "8.1.2.3"],
  Internet: outside,
  "*": [...outside, ...inside, "127.0.0.1"],
  VirtualNetwork: inside,
  AzureLoadBalancer: ["168.63.129.16"],
  "172.16.3.4": ["172.16.3.4"],
  "168.63.129.16": ["168.63.129.16"],
}

interface Drawn {
  readonly direction: string
  readonly protocol: string
  readonly local: string
  readonly remote: string
  readonly port: string
}

function lineOf({ direction, protocol, local, remote, port }: Drawn, sourcePort = ""): string {
  const [source, destination] = direction === "inbound" ? [remote, local] : [local, remote]
  return `${direction} ${protocol} ${source}${sourcePort} -> ${destination}${port}`
}

function drawFlow(random: Random): Drawn {
  const protocol = random.pick(["tcp", "tcp", "udp", "icmp"])
  return {
    ...{ direction: random.pick(["inbound", "outbound"]), protocol },
    ...{
      local: random.pick(["10.0.0.0/8", "10.1.0.0/16", "VirtualNetwork"]),
      remote: random.pick(Object.keys(membersOf)),
    },
    port: protocol === "icmp" ? "" : random.pick([":22", ":53", ":80", ":443", ":1024", ":*"]),
  }
}

test("every packet of a set ends as the set does, and no text says a thing twice", () => {
  const seed = seedOfRun(20261130)
  const random = seededRandom(seed)
  const network = parseNetworkContext(["10.0.0.0/8"])
  if (isProblem(network)) throw new Error(network.problem)
  let asked = 0
  for (let round = 0; round < rounds; round++) {
    const rules = drawRules(random)
    const judged = analyseRules(rules).groups[0]!
    const ask = (line: string) => {
      const flow = parseFlow(line)
      if (isProblem(flow)) throw new Error(`${line}: ${flow.problem}`)
      return verifyFlow(judged, flow, network)
    }
    const set = drawFlow(random)
    const verdict = ask(lineOf(set))
    const about = `seed ${seed}: ${lineOf(set)}\n${JSON.stringify(rules, null, 1)}`
    const sentences = verdictText(verdict)
      .split("\n")
      .filter(line => line.startsWith("- "))
    expect(new Set(sentences).size, about).toBe(sentences.length)
    if (verdict.access === "Unknown") continue
    for (let member = 0; member < 6; member++) {
      const ends = { local: random.pick(membersOf[set.local]!), remote: random.pick(membersOf[set.remote]!) }
      const port = set.port === ":*" ? random.pick([":0", ":22", ":1023", ":5353", ":65535"]) : set.port
      const one = lineOf({ ...set, ...ends, port }, set.protocol === "icmp" ? "" : random.pick([":80", ":50000"]))
      expect(ask(one).access, `${one}\n${about}`).toBe(verdict.access)
      asked++
    }
  }
  expect(asked).toBeGreaterThan(100)
})
