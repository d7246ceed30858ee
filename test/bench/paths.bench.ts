// Flows on a topology of 1,000 network interfaces, from the text of the flow to the verdict, and the effective rules of one.
import { performance } from "node:perf_hooks"
import process from "node:process"
import { effectiveOfInterface } from "../../server/src/features/effective-interface.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { askPath } from "../../server/src/judging/ask-path.ts"
import { effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import { type JudgedNetwork, judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { verifyPath } from "../../server/src/judging/verify-path.ts"
import { type NetworkRule, type SampleNetwork, sampleTopology } from "../support/sample-network.ts"
import { Dice } from "./engine-dice.ts"

const flows = 10_000
const networks = 10
const subnetsEach = 10
const interfacesEach = 10

const topology = sampleTopology(largeNetwork())
const asked = drawFlows()

console.log(`\n${flows} flows on ${networks * subnetsEach * interfacesEach} network interfaces`)
for (const title of ["first", "anew, code warm", "anew, code warm"]) {
  const start = measure()
  const network = judgedNetwork(topology)
  report(`${title}: made ready`, start, 1)
  const told = measure()
  const accesses = asked.map(line => judge(network, line))
  report(`${title}: 10,000 flows, nothing remembered`, told, flows)
  const again = measure()
  for (const line of asked) judge(network, line)
  report(`${title}: the same again`, again, flows)
  const counts = ["Allow", "Deny", "Unknown"].map(access => accesses.filter(one => one === access).length)
  console.log(`  ${counts.join(" / ")} Allow / Deny / Unknown`)
}

console.log("\nEffective rules of a network interface with two groups of 200 rules, and what gets through both")
for (const title of ["first", "code warm", "code warm"]) {
  const two = judgedNetwork(sampleTopology(twoGroups()))
  const [networkInterface] = two.index.interfacesCalled("nic")
  if (!networkInterface) throw new Error("no network interface")
  const start = measure()
  const { aggregate } = effectiveOfInterface(effectiveInterface(two, networkInterface))
  report(title, start, 1)
  const { inbound, outbound, uncertain, gaps = ["Nothing else does."] } = aggregate
  const perhaps = (uncertain?.inbound.length ?? 0) + (uncertain?.outbound.length ?? 0)
  console.log(`  ${inbound.length} boxes in, ${outbound.length} out, ${perhaps} perhaps. ${gaps.join(" ")}`)
}

function judge(network: JudgedNetwork, line: string): string {
  const written = parsePathFlow(line)
  if (isProblem(written)) throw new Error(written.problem)
  const question = askPath(network, written)
  if ("candidates" in question) throw new Error(line)
  const verdict = verifyPath(network, question)
  if ("kind" in verdict) throw new Error(line)
  return verdict.access
}

interface Moment {
  readonly wall: number
  readonly user: number
}

function measure(): Moment {
  return { wall: performance.now(), user: process.cpuUsage().user / 1000 }
}

/** By the clock, and by the processor, of which other work on the machine takes nothing. */
function report(title: string, { wall, user }: Moment, count: number): void {
  const now = measure()
  const rate = count > 1 ? `, ${Math.round(count / ((now.user - user) / 1000)).toLocaleString("en")} a second` : ""
  console.log(
    `  ${title.padEnd(48)} ${(now.wall - wall).toFixed(0).padStart(6)} ms, processor ${(now.user - user).toFixed(0)} ms${rate}`,
  )
}

/** Hub and spokes; groups of 5 to 20 rules at both levels, some of which name application security groups. */
function largeNetwork(): SampleNetwork {
  const dice = new Dice(11)
  const numbers = Array.from({ length: networks }, (_, index) => index)
  const groups = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `g${index}`,
      Array.from({ length: 5 + dice.below(16) }, () => drawRule(dice)),
    ]),
  )
  const names = Object.keys(groups)
  return {
    groups,
    networks: Object.fromEntries(
      numbers.map(network => [
        `n${network}`,
        {
          prefixes: [`10.${network}.0.0/16`],
          subnets: Object.fromEntries(
            Array.from({ length: subnetsEach }, (_, subnet) => [
              `s${subnet}`,
              {
                prefix: `10.${network}.${subnet}.0/24`,
                group: dice.pick(names),
                ...(dice.chance(0.1) && { routes: [["0.0.0.0/0", "VirtualAppliance"]] as const }),
              },
            ]),
          ),
        },
      ]),
    ),
    peerings: numbers.slice(1).map(spoke => ["n0", `n${spoke}`] as const),
    interfaces: Object.fromEntries(
      numbers.flatMap(network =>
        Array.from({ length: subnetsEach * interfacesEach }, (_, index) => {
          const [subnet, host] = [index % subnetsEach, 4 + Math.floor(index / subnetsEach)]
          return [
            `nic-${network}-${index}`,
            {
              subnet: `n${network}/s${subnet}`,
              addresses: [dice.chance(0.2) ? "" : `10.${network}.${subnet}.${host}`],
              securityGroups: dice.chance(0.5) ? [`asg${dice.below(8)}`] : [],
              ...(dice.chance(0.5) && { group: dice.pick(names) }),
            },
          ]
        }),
      ),
    ),
  }
}

function twoGroups(): SampleNetwork {
  const dice = new Dice(7)
  const rules = () => Array.from({ length: 200 }, () => drawRule(dice))
  return {
    groups: { subnet: rules(), own: rules() },
    networks: { n0: { prefixes: ["10.0.0.0/16"], subnets: { s0: { prefix: "10.0.0.0/24", group: "subnet" } } } },
    interfaces: { nic: { subnet: "n0/s0", addresses: ["10.0.0.4"], group: "own", securityGroups: ["asg0"] } },
  }
}

function drawRule(dice: Dice): NetworkRule {
  const end = () =>
    dice.pick([
      "*",
      "*",
      "VirtualNetwork",
      "Internet",
      `10.${dice.below(10)}.0.0/16`,
      `10.${dice.below(10)}.${dice.below(10)}.0/24`,
      `asg:asg${dice.below(8)}`,
    ])
  return {
    access: dice.chance(0.7) ? "Allow" : "Deny",
    direction: dice.chance(0.6) ? "Inbound" : "Outbound",
    protocol: dice.pick(["*", "Tcp", "Udp"]),
    source: end(),
    destination: end(),
    port: dice.pick(["*", "22", "80", "443", "1433", "8000-8999"]),
  }
}

function drawFlows(): readonly string[] {
  const dice = new Dice(5)
  const nic = () => `nic:nic-${dice.below(networks)}-${dice.below(subnetsEach * interfacesEach)}`
  return Array.from({ length: flows }, () => {
    const ends = dice.chance(0.8) ? [nic(), nic()] : [nic(), `${1 + dice.below(220)}.1.2.3`]
    const [from, to] = dice.chance(0.5) ? ends : ends.toReversed()
    return `tcp ${from}:${1024 + dice.below(60_000)} -> ${to}:${dice.pick([22, 80, 443, 1433, 8080])}`
  })
}
