import { expect, test } from "vitest"
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { fileTag } from "../../server/src/azure/service-tags.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import type { ClaimWorld } from "../../server/src/flows/claim-world.ts"
import type { Expectation } from "../../server/src/flows/expectation.ts"
import { counterexampleOf } from "../../server/src/flows/expectation-text.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"
import { proveFlowFile } from "../../server/src/flows/prove-flow-file.ts"
import { judgeGroup } from "../../server/src/judging/judged-group.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import { drawRules } from "../support/random-group.ts"
import { azGroup } from "../support/sample-groups.ts"

const groups = 30 * Number(process.env.NSG_SOAK ?? 1)
const locals = ["10.0.0.4", "10.1.0.4", "10.2.0.4", "192.168.0.4", "8.8.8.8", "168.63.129.16"]
const remotes = [...locals, "8.0.0.1", "203.0.113.9", "169.254.169.254", "1.1.1.1"]
const sets = ["*", "Internet", "VirtualNetwork", "Storage", "10.0.0.0/8", "10.0.0.0/24", "8.0.0.0/8"]

test("a claim about one packet says what verify says of it, however many ends the claims beside it are about", () => {
  const told = { Allow: 0, Deny: 0, Unknown: 0 }
  forGroups((random, group, world) => {
    const flows = Array.from({ length: 30 }, () => drawLine(random, locals, remotes))
    const lines = flows.flatMap(flow => [`allow ${flow}`, `deny ${flow}`])
    const statuses = prove(lines, world).map(({ status }) => status)
    for (const [place, line] of flows.entries()) {
      const flow = parseFlow(line)
      if (isProblem(flow)) throw new Error(flow.problem)
      const { access } = verifyFlow(group, flow, noNetwork)
      told[access]++
      if (access === "Unknown") continue
      const expected = access === "Allow" ? ["holds", "fails"] : ["fails", "holds"]
      expect(statuses.slice(2 * place, 2 * place + 2), line).toEqual(expected)
    }
  })
  expect(Math.min(told.Allow, told.Deny)).toBeGreaterThan(groups)
})

test("claims of one file are judged as each of them alone", () => {
  const seen = new Map<string, number>()
  forGroups((random, _, world) => {
    const ends = [...locals, ...sets]
    const lines = Array.from({ length: 15 }, () => `${random.pick(["allow", "deny"])} ${drawLine(random, ends, ends)}`)
    const together = prove(lines, world).map(toldOf)
    expect(together).toEqual(lines.flatMap(line => prove([line], world)).map(toldOf))
    for (const { status } of together) seen.set(status, (seen.get(status) ?? 0) + 1)
  })
  for (const status of ["holds", "fails", "unknown"]) expect(seen.get(status), status).toBeGreaterThan(groups / 2)
})

test("verify says of the packet that a failing claim shows what the claim says it does not", () => {
  let shown = 0
  forGroups((random, group, world) => {
    // A claim about a prefix of this side takes all of it to be in the network, and verify one address of it.
    const [near, far] = [
      [...locals, "*", "*", "Storage", "VirtualNetwork"],
      [...locals, ...sets],
    ]
    const lines = Array.from({ length: 15 }, () => `${random.pick(["allow", "deny"])} ${drawLine(random, near, far)}`)
    for (const one of prove(lines, world)) {
      if (one.status !== "fails") continue
      const example = counterexampleOf(one)
      const flow = parseFlow(example ?? "")
      if (isProblem(flow)) throw new Error(`${one.line.text}: ${flow.problem}`)
      // Of a packet somewhere in a set verify tells what all of the set do.
      if (flow.source.kind !== "prefix" || flow.destination.kind !== "prefix") continue
      const { access, outcomes } = verifyFlow(group, flow, noNetwork)
      // Documentation addresses are in no tag of Microsoft's files; in a question they stand for any address.
      const isOfFileTag = outcomes.some(({ assumptions }) =>
        assumptions.some(made => made.kind === "address" && fileTag(made.set.key) !== undefined),
      )
      if (access === "Unknown" && isOfFileTag) continue
      expect(access, `${one.line.text}: ${example}`).toBe(one.line.access === "Allow" ? "Deny" : "Allow")
      shown++
    }
  })
  expect(shown).toBeGreaterThan(groups)
})

test("of a claim about all machines but some that holds, verify says the same of each machine", () => {
  const taken = { "": [], "10.0.0.0/8": ["10."], [outsideOfPrivate]: ["10.", "192.168."], "asg:web": [] }
  let [held, outside] = [0, 0]
  forGroups((random, group, world) => {
    for (let round = 0; round < 12; round++) {
      const except = random.pick(Object.keys(taken) as (keyof typeof taken)[])
      const [access, direction] = [random.pick(["allow", "deny"]), random.pick(["inbound", "outbound"])]
      const [far, port] = [random.pick([...remotes, ...sets]), random.pick([22, 53, 80, 443, 8080])]
      const flowOf = (near: string, behind = "") => {
        const local = (ports: string) => `${near}${ports}${behind}`
        const [from, to] =
          direction === "inbound" ? [`${far}:50000`, local(`:${port}`)] : [local(":50000"), `${far}:${port}`]
        return `${direction} tcp ${from} -> ${to}`
      }
      const line = `${access} ${flowOf("*", except && ` except ${except}`)}`
      const [one] = prove([line], world)
      if (one?.status !== "holds") continue
      for (const near of ["10.0.0.4", "192.168.0.4", "8.8.8.8", "20.1.2.3"].filter(
        near => !taken[except].some(start => near.startsWith(start)),
      )) {
        const flow = parseFlow(flowOf(near))
        if (isProblem(flow)) throw new Error(flow.problem)
        // What a machine sends to itself comes from its network, whatever else has its address.
        if (far === near || (/^(8|Storage|Virtual)/.test(far) && !near.startsWith("1"))) continue
        const { access: said } = verifyFlow(group, flow, noNetwork)
        expect(said.toLowerCase(), `${line}: ${near}`).toBe(access)
        held++
        if (except === outsideOfPrivate) outside++
      }
    }
  })
  expect(Math.min(held / 20, outside)).toBeGreaterThan(groups / 6)
})

const outsideOfPrivate = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,168.63.129.16"

type Group = ClaimWorld["groups"][number]["ruled"]

function forGroups(check: (random: Random, group: Group, world: ClaimWorld) => void): void {
  const seed = seedOfRun(20261219)
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  for (let round = 0; round < groups; round++) {
    const text = azGroup("web", drawRules(random))
    const [group] = readText({ uri: "file:///a.json", language: "json", text }, defaultSettings).read?.groups ?? []
    if (!group) throw new Error("no group")
    const ruled = judgeGroup(group, noNetwork)
    check(random, ruled, {
      groups: [{ ruled, path: "a.json", document: "file:///a.json" }],
      documentOf: () => undefined,
      lines: new Map(),
      network: () => {
        throw new Error("no network is asked")
      },
    })
  }
}

/** The local end is known to be on the side that the direction says. */
function drawLine(random: Random, near: readonly string[], far: readonly string[]): string {
  const ends = [random.pick(far), random.pick(near)]
  const direction = random.pick(["inbound", "outbound"])
  const [from, to] = direction === "inbound" ? ends : ends.toReversed()
  return `${direction} ${random.pick(["tcp", "udp"])} ${from}:50000 -> ${to}:${random.pick([22, 53, 80, 443, 8080])}`
}

function prove(lines: readonly string[], world: ClaimWorld): readonly Expectation[] {
  return proveFlowFile(parseFlowFile(lines.join("\n")), () => world)
}

function toldOf(one: Expectation) {
  if (one.status === "error") return { status: one.status, problem: one.problem }
  const { decidedBy, counterexample, doubt } = one.verdict
  return { status: one.status, decidedBy: decidedBy.map(({ name }) => name), counterexample, doubt }
}
