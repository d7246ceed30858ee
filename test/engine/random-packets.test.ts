import { expect, test } from "vitest"
import type { Flow } from "../../server/src/engine/flow.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { evaluateFlow } from "../../server/src/engine/questions/evaluate-flow.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { addressText } from "../../server/src/values/format-address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { readRules } from "../bench/engine-read.ts"
import { realistic } from "../bench/engine-realistic.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"

const packetsEach = 400 * Number(process.env.NSG_SOAK ?? 1)
const facts = { about: () => undefined }

test.each([20, 63, 200])("%s realistic rules: a scan, the evaluation and the witnesses agree", count => {
  const seed = seedOfRun(20261125)
  console.log(`${count} rules: seed ${seed}, ${packetsEach} packets`)
  const random = seededRandom(seed)
  const rules = readRules(realistic(count, seed), false).filter(isLiteral)
  const analysis = analyseRules(rules, facts)
  const prepared = prepare(rules, facts)
  for (const { rule, witness, reach } of analysis.judgements) {
    const flow =
      witness && flowOf({ ...witness, source: witness.source.address, destination: witness.destination.address })
    expect(flow ? scan(rules, flow)?.name : reach).toBe(flow ? rule.name : "dead")
  }
  for (let round = 0; round < packetsEach; round++) {
    const flow = randomFlow(random, rules)
    const expected = scan(rules, flow)
    const { outcomes, access } = evaluateFlow(prepared, flow)
    expect(outcomes.map(({ rule }) => rule)).toEqual([expected])
    expect(access).toBe(expected?.access ?? "Unknown")
  }
})

/** Everything known, so that one rule decides: no names, and ports only where they mean something. */
function isLiteral({ source, destination, protocol }: SecurityRule): boolean {
  return protocol !== "*" && [...source, ...destination].every(({ kind }) => kind === "any" || kind === "prefix")
}

interface Ends {
  readonly protocol: Protocol
  readonly source: string
  readonly sourcePort: number | null
  readonly destination: string
  readonly destinationPort: number | null
}

function flowOf({ protocol, source, sourcePort, destination, destinationPort }: Ends): Flow {
  const term = (text: string) => parseAddress(text) as AddressTerm
  return {
    direction: "Inbound",
    protocol,
    source: term(source),
    sourcePort,
    destination: term(destination),
    destinationPort,
  }
}

/** A packet at the edges of what the rules name, where mistakes are. */
function randomFlow(random: Random, rules: readonly SecurityRule[]): Flow {
  const [one, other] = [random.pick(rules), random.pick(rules)]
  const protocol = random.pick(["Tcp", "Tcp", "Udp", "Icmp"] as const)
  const family = random.chance(0.8) ? 4 : 6
  const port = () => (protocol === "Icmp" ? null : portNear(random, random.pick([one, other])))
  return flowOf({
    protocol,
    source: addressNear(random, one.source, family),
    sourcePort: port(),
    destination: addressNear(random, other.destination, family),
    destinationPort: port(),
  })
}

function addressNear(random: Random, terms: readonly AddressTerm[], family: 4 | 6): string {
  const prefixes = terms.filter((term): term is AddressPrefix => term.kind === "prefix" && term.family === family)
  if (prefixes.length === 0) return addressText(family, random.below(2 ** 32))
  const { first, last } = random.pick(prefixes)
  const end = family === 4 ? 2n ** 32n : 2n ** 128n
  const value = BigInt(random.pick([first, last])) + BigInt(random.pick([-1, 0, 0, 0, 1]))
  return addressText(family, (value + end) % end)
}

function portNear(random: Random, { destinationPorts }: SecurityRule): number {
  const range = random.pick(destinationPorts)
  if ("unknown" in range) return 0
  const port = random.pick([range.first, range.last]) + random.pick([-1, 0, 0, 0, 1])
  return Math.min(Math.max(port, 0), 65535)
}

/** The first rule that takes the packet, one after the other. */
function scan(rules: readonly SecurityRule[], flow: Flow): SecurityRule | null {
  const ordered = rules.toSorted((a, b) => Number(a.priority) - Number(b.priority))
  return ordered.find(rule => takes(rule, flow)) ?? null
}

function takes(rule: SecurityRule, { protocol, source, sourcePort, destination, destinationPort }: Flow): boolean {
  const isAt = (terms: readonly AddressTerm[], end: AddressTerm) =>
    terms.some(term => term.kind === "any" || isInside(end as AddressPrefix, term as AddressPrefix))
  const isOn = (terms: SecurityRule["sourcePorts"], port: Flow["sourcePort"]) =>
    terms.some(term => "first" in term && (port === null || (term.first <= Number(port) && Number(port) <= term.last)))
  return (
    (rule.protocol === "*" || rule.protocol === protocol) &&
    isAt(rule.source, source) &&
    isAt(rule.destination, destination) &&
    isOn(rule.sourcePorts, sourcePort) &&
    isOn(rule.destinationPorts, destinationPort)
  )
}

function isInside(one: AddressPrefix, other: AddressPrefix): boolean {
  return one.family === other.family && other.first <= one.first && one.last <= other.last
}
