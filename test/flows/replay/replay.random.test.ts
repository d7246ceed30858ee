import { expect, test } from "vitest"
import type { Flow } from "../../../server/src/engine/flow.ts"
import type { Protocol } from "../../../server/src/engine/security-rule.ts"
import { Replay } from "../../../server/src/flows/replay/replay.ts"
import type { ReplaySide } from "../../../server/src/flows/replay/replay-side.ts"
import { keyOfGroup } from "../../../server/src/flows/replay/replay-side.ts"
import { hitKey, type ReplayTotals } from "../../../server/src/flows/replay/replay-totals.ts"
import { judgedNetwork } from "../../../server/src/judging/judged-network.ts"
import { type NetworkContext, networkContext } from "../../../server/src/judging/network-context.ts"
import { type FlowVerdict, verifyFlow } from "../../../server/src/judging/verify-flow.ts"
import type { AddressPrefix, AddressTerm } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import { type Random, seededRandom, seedOfRun } from "../../engine/support/random.ts"
import { analyseRules, drawRules } from "../../support/random-group.ts"
import { sampleTopology } from "../../support/sample-network.ts"
import { flowRecord, type LoggedFlow } from "./flow-log.ts"

const rounds = 12 * Number(process.env.NSG_SOAK ?? 1)
const flowsEach = 150

const near = ["10.0.0.4", "10.0.0.5", "10.1.0.7", "10.200.3.4", "192.168.0.9"]
const far = [
  ...["8.8.8.8", "8.255.255.255", "9.0.0.0", "203.0.113.9", "20.60.1.2", "198.51.100.1", "192.0.2.1", "10.1.255.255"],
  ...["168.63.129.16", "168.63.129.17", "169.254.169.254", "23.102.135.246", "172.16.0.1", "100.64.0.1", "224.0.0.1"],
]
const six = ["2603:1030::5", "2001:db8::1", "fd00::1", "fd00::2"]
const empty = judgedNetwork(sampleTopology({ networks: {} }))

function drawFlow(random: Random): Omit<LoggedFlow, "rule" | "access"> {
  const direction = random.pick(["Inbound", "Outbound"] as const)
  const isSix = random.chance(0.15)
  const [own, other] = isSix
    ? [random.pick(six), random.pick(six)]
    : [random.pick(near), random.pick([...far, ...near])]
  const protocol = random.pick<Protocol>(["Tcp", "Tcp", "Udp", "Icmp", "Esp"])
  const port = () => random.pick([22, 53, 67, 80, 443, 1023, 1024, 1688, 3389, 32526, 65535])
  const isPortless = protocol === "Icmp" || protocol === "Esp"
  return {
    ...{ direction, protocol, bytes: random.chance(0.3) ? random.below(5000) : undefined!, at: random.below(3600) },
    ...(direction === "Inbound" ? { source: other, destination: own } : { source: own, destination: other }),
    ...(isPortless ? {} : { sourcePort: port(), destinationPort: port() }),
  }
}

function flowOf({
  direction,
  protocol,
  source,
  destination,
  sourcePort,
  destinationPort,
}: Omit<LoggedFlow, "rule" | "access">): Flow {
  const [from, to] = [parseAddress(source), parseAddress(destination)] as [AddressTerm, AddressTerm]
  return {
    ...{ direction, protocol, source: from, destination: to },
    ...{ sourcePort: sourcePort ?? null, destinationPort: destinationPort ?? null },
  }
}

interface Drawn {
  readonly side: ReplaySide
  verdictOn(flow: Flow): FlowVerdict
}

function drawSide(random: Random, context: NetworkContext, title: string): Drawn {
  const wide = { name: "wide", priority: 4000, protocol: "*", access: title === "NEW" ? "Allow" : "Deny" }
  const [judged] = analyseRules([...drawRules(random), ...(title === "" ? [] : [wide])]).groups
  const side = { title, groups: [{ document: "file:///a.json", ruled: judged! }], network: empty, context }
  return { side, verdictOn: flow => verifyFlow(judged!, flow, context) }
}

const contexts = [
  networkContext({}),
  networkContext({ virtualNetwork: [parseAddress("10.0.0.0/16") as AddressPrefix] }),
  networkContext({ virtualNetwork: [parseAddress("10.0.0.0/8"), parseAddress("fd00::/8")] as AddressPrefix[] }),
]

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function found({ findings }: ReplayTotals): object {
  const counts = new Map<string, number>()
  for (const { kind, rule, other, before, tally } of findings.values()) {
    const key = `${kind} ${rule} ${other} ${before}`
    counts.set(key, (counts.get(key) ?? 0) + tally.flows)
  }
  return sorted(counts)
}

function sorted(entries: Iterable<readonly [string, number]>): object {
  return Object.fromEntries([...entries].filter(([, count]) => count > 0).sort())
}

function replayed(sides: readonly ReplaySide[], logged: readonly LoggedFlow[]): ReplayTotals {
  const replay = new Replay(sides)
  const problems: string[] = []
  for (let at = 0; at < logged.length; at += 40) {
    replay.add(JSON.stringify(flowRecord(logged.slice(at, at + 40))), ({ text }) => problems.push(text))
  }
  expect(problems).toEqual([])
  return replay.totals
}

test("against one state: what verify says of each flow, and just the drift that was put in", () => {
  const seed = seedOfRun(20261130)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  const seen = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    const { side, verdictOn } = drawSide(random, random.pick(contexts), "")
    const [group] = side.groups
    const [drift, hits] = [new Map<string, number>(), new Map<string, number>()]
    let [undecided, platform] = [0, 0]
    const logged = Array.from({ length: flowsEach }, (): LoggedFlow => {
      const drawn = drawFlow(random)
      const verdict = verdictOn(flowOf(drawn))
      const possible = verdict.outcomes.flatMap(({ rule }) => rule ?? [])
      const isFree = verdict.platform !== undefined && verdict.decider === null
      const isOdd = random.chance(0.2)
      const truth = random.pick(possible.length > 0 ? possible : group!.ruled.rules)
      const access = isUnknown(truth.access) ? "Allow" : truth.access
      // Another rule, another access, or both.
      const rule = isOdd ? random.pick(["gone", ...group!.ruled.rules.map(({ name }) => name)]) : truth.name
      const done = isOdd && random.chance(0.5) ? (access === "Allow" ? "Deny" : "Allow") : access
      const flow: LoggedFlow = { ...drawn, rule: `UserRule_${rule}`, access: done }
      if (isFree) platform++
      else {
        const named = possible.filter(({ name }) => name === rule)
        const isDrift = named.length === 0 || named.every(one => one.access !== done)
        const hit = possible.length === 1 ? possible[0] : named[0]
        if (hit) add(hits, hitKey(keyOfGroup(group!), hit))
        if (isDrift) add(drift, `drift ${rule} ${verdict.decider?.name ?? null} ${done}`)
        else if (possible.length > 1 || verdict.access === "Unknown") undecided++
        add(seen, isDrift ? "drift" : possible.length > 1 ? "undecided" : "sure")
      }
      return flow
    })
    const totals = replayed([side], logged)
    const told = `round ${round} ${JSON.stringify(group!.ruled.group.rules.map(({ written }) => written))}`
    expect({ flows: totals.flows, undecided: totals.undecided, platform: totals.platform }, told).toEqual({
      flows: flowsEach,
      undecided,
      platform,
    })
    expect(found(totals), told).toEqual(sorted(drift))
    expect(sorted([...totals.hits].map(([key, { flows }]) => [key, flows] as const)), told).toEqual(sorted(hits))
  }
  expect([...seen.values()].every(count => count > 30)).toBe(true)
}, 60_000)

test("against two states: just the flows that verify says are newly denied or allowed", () => {
  const seed = seedOfRun(20261201)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  let changes = 0
  for (let round = 0; round < rounds; round++) {
    const context = random.pick(contexts)
    const [old, now] = [drawSide(random, context, "OLD"), drawSide(random, context, "NEW")]
    const changed = new Map<string, number>()
    let undecided = 0
    const logged = Array.from({ length: flowsEach }, (): LoggedFlow => {
      const drawn = drawFlow(random)
      const [before, after] = [old, now].map(({ verdictOn }) => verdictOn(flowOf(drawn)))
      if (before!.access === "Unknown" || after!.access === "Unknown") undecided++
      else if (before!.access !== after!.access) {
        const kind = after!.access === "Deny" ? "newlyDenied" : "newlyAllowed"
        add(changed, `${kind} ${after!.decider?.name ?? null} ${before!.decider?.name ?? null} ${before!.access}`)
        changes++
      }
      return { ...drawn, rule: "UserRule_any", access: random.pick(["Allow", "Deny"]) }
    })
    const totals = replayed([old.side, now.side], logged)
    expect({ flows: totals.flows, undecided: totals.undecided }).toEqual({ flows: flowsEach, undecided })
    expect(found(totals), `round ${round}`).toEqual(sorted(changed))
  }
  expect(changes).toBeGreaterThan(100)
}, 60_000)
