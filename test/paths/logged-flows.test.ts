import { expect, test } from "vitest"
import type { Protocol } from "../../server/src/engine/security-rule.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { tupleText } from "../../server/src/flows/replay/tuple-text.ts"
import { askPathOf } from "../../server/src/judging/ask-path.ts"
import { type LoggedPacket, packetClasses } from "../../server/src/judging/flow-classes.ts"
import type { JudgedNetwork } from "../../server/src/judging/judged-network.ts"
import { type LoggedVerdict, memberJudge } from "../../server/src/judging/logged-flow.ts"
import { rulesAtMember } from "../../server/src/judging/member-rules.ts"
import { type PathVerdict, verifyPath } from "../../server/src/judging/verify-path.ts"
import { parsePoint, pointTerm } from "../../server/src/values/address-point.ts"
import { isPrefixWithin } from "../../server/src/values/prefix-within.ts"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import { networkOf } from "./ask.ts"
import { drawNetwork } from "./random-network.ts"

const others = [
  ...["10.0.1.1", "10.0.1.6", "10.0.2.1", "10.0.255.9", "10.1.1.1", "10.1.2.6", "10.9.0.1", "8.8.8.8", "20.1.2.3"],
  ...["168.63.129.16", "169.254.169.254", "192.168.0.1"],
]

function drawPacket(random: Random, own: string): LoggedPacket {
  const direction = random.pick(["Inbound", "Outbound"] as const)
  const other = random.pick(others)
  const [source, destination] = (direction === "Inbound" ? [other, own] : [own, other]).map(text => parsePoint(text)!)
  const protocol = random.pick<Protocol>(["Tcp", "Tcp", "Udp", "Icmp"])
  const port = () => (protocol === "Icmp" ? 0 : random.pick([22, 53, 80, 443, 1024, 3389, 50000]))
  return {
    direction,
    protocol,
    source: source!,
    destination: destination!,
    sourcePort: port(),
    destinationPort: port(),
  }
}

/** Without levels at which nothing stands. */
function toldPath({ access, levels }: PathVerdict) {
  const told = levels.flatMap(level =>
    level.kind !== "networkManager" && (level.group.kind === "none" || level.group.kind === "ignored")
      ? []
      : [`${level.access} ${level.decider?.name ?? null}`],
  )
  return { access, levels: told }
}

function isUnclaimed({ index }: JudgedNetwork, { direction, source, destination }: LoggedPacket): boolean {
  const far = pointTerm(direction === "Inbound" ? source : destination)
  const isInside = index.subnets.some(({ prefixes }) => prefixes.known.some(prefix => isPrefixWithin(far, prefix)))
  return isInside && index.membersAt(far).length === 0
}

function told({ access, levels }: LoggedVerdict) {
  return { access, levels: levels.map(level => `${level.access} ${level.decider?.name ?? null}`) }
}

test("a logged flow fares as verify says of its network interface, and those of one class fare alike", () => {
  const seed = seedOfRun(20261202)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  let [asked, shared, open] = [0, 0, 0]
  for (let round = 0; round < 8; round++) {
    const network = networkOf(drawNetwork(random).sample)
    for (const networkInterface of network.index.topology.networkInterfaces) {
      const [configuration] = networkInterface.configurations
      if (!configuration?.address) continue
      const member = { networkInterface, configuration }
      const [judge, classOf] = [memberJudge(network, member), packetClasses(rulesAtMember(network, member))]
      const own = configuration.address.key.replace("/32", "")
      const classes = new Map<number | string, string>()
      for (let count = 0; count < 60; count++) {
        const packet = drawPacket(random, own)
        const verdict = judge(packet)
        const line = tupleText({
          ...packet,
          sourcePort: Number(packet.sourcePort),
          time: 0,
          access: "Allow",
          isOpening: true,
          bytes: 0,
        })
        const written = parsePathFlow(line)
        if (isProblem(written)) throw new Error(written.problem)
        const question = askPathOf(network, written, networkInterface)
        if (!question || "candidates" in question) continue
        const path = verifyPath(network, question)
        if ("kind" in path || path.courses.length > 1) continue
        asked++
        // Verify takes an address that Azure may have chosen to be that of whoever may have it; a replay leaves that open.
        const isLeftOpen = verdict.access === "Unknown" && isUnclaimed(network, packet)
        if (isLeftOpen) open++
        else expect(told(verdict), `round ${round}: ${networkInterface.name} ${line}`).toEqual(toldPath(path))
        const text = JSON.stringify([
          told(verdict),
          verdict.levels.map(({ possible }) => possible?.map(({ name }) => name)),
        ])
        const before = classes.get(classOf(packet))
        if (before !== undefined) shared++
        expect(before ?? text, line).toBe(text)
        classes.set(classOf(packet), text)
      }
    }
  }
  expect(asked).toBeGreaterThan(500)
  expect(shared).toBeGreaterThan(100)
  expect(open).toBeLessThan(asked / 10)
}, 60_000)
