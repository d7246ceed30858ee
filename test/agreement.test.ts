import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { platformPrefix } from "../server/src/azure/special-addresses.ts"
import type { Finding } from "../server/src/checks/check.ts"
import type { Flow } from "../server/src/engine/flow.ts"
import { hasPorts } from "../server/src/engine/traffic/flow-case.ts"
import { effectiveRules, effectiveRulesText } from "../server/src/features/effective-rules.ts"
import { formatFlow } from "../server/src/features/flow-text.ts"
import { countRules, summariseGroup } from "../server/src/features/group-summary.ts"
import { ruleMarkdown } from "../server/src/features/rule-markdown.ts"
import { verdictText } from "../server/src/features/verification-text.ts"
import { type GroupRule, isDefault, isLocated } from "../server/src/judging/group-rule.ts"
import { customJudgements, type JudgedGroup } from "../server/src/judging/judged-group.ts"
import { noNetwork } from "../server/src/judging/network-context.ts"
import { type FlowVerdict, verifyFlow } from "../server/src/judging/verify-flow.ts"
import type { AddressPrefix, AddressTerm } from "../server/src/values/address.ts"
import { parseAddress } from "../server/src/values/parse-address.ts"
import type { PortTerm } from "../server/src/values/port.ts"
import { type Random, seededRandom, seedOfRun } from "./engine/support/random.ts"
import { corpusEntries, corpusFolder, hasCorpus } from "./readers/corpus.ts"

/**
 * What is said of one group in several places is one and the same: findings, verdicts, effective rules, hovers and lenses of
 * all real files at hand, none of which is known to be right by itself.
 */

if (!hasCorpus) console.log("No corpus beside the working copy: whether all answers agree on real files is not tested.")

/** Larger groups are no different, and take long. */
const mostRules = 60

/** Of each group some flows and rules are asked about, drawn by the seed; NSG_SOAK=10 asks about ten times as many. */
const soak = Number(process.env.NSG_SOAK ?? 1)
const flowsOfGroup = 2 * soak
const rulesOfGroup = 2 * soak

interface RealGroup {
  readonly path: string
  readonly judged: JudgedGroup
  readonly findings: readonly Finding[]
}

function* realGroups(): Generator<RealGroup> {
  for (const { path } of corpusEntries()) {
    const text = readFileSync(`${corpusFolder}/${path}`, "utf8")
    const language = path.endsWith(".json") ? "json" : "yaml"
    const analysed = analyseDocument({ uri: `file:///${path}`, language, text }, defaultSettings)
    for (const judged of analysed.groups) {
      const findings = analysed.findings.filter(({ group }) => group === judged.group)
      if (judged.rules.length <= mostRules) yield { path, judged, findings }
    }
  }
}

test.skipIf(!hasCorpus)(
  "check, verify, effective rules, hovers and lenses agree on every real file",
  () => {
    const seed = seedOfRun(20261130)
    const random = seededRandom(seed)
    const faults: string[] = []
    let groups = 0
    let flows = 0
    for (const { path, judged, findings } of realGroups()) {
      groups++
      const about = `${path}, ${judged.group.name}`
      const asked = drawFlows(random, judged)
      flows += asked.length
      faults.push(
        ...[
          ...listsDiffer(judged),
          ...deadRulesDiffer(random, judged, findings),
          ...asked.flatMap(flow => verdictFaults(judged, verdictOf(judged, flow))),
          ...drawn(random, [...judged.analysis.judgements.keys()]).flatMap(place => witnessFaults(judged, place)),
          ...probeFaults(judged, findings),
        ].map(fault => `${about}: ${fault}`),
      )
    }
    console.log(`seed ${seed}: ${groups} groups, ${flows} flows`)
    expect(faults.slice(0, 20)).toEqual([])
    expect(groups).toBeGreaterThan(500)
  },
  600_000,
)

function verdictOf(judged: JudgedGroup, flow: Flow): FlowVerdict {
  return verifyFlow(judged, flow, noNetwork)
}

/** Effective rules, lens and hovers list the same rules, and call the same ones dead. */
function listsDiffer(judged: JudgedGroup): string[] {
  const listed = effectiveRules([judged]).value[0]?.effectiveSecurityRules ?? []
  const dead = customJudgements(judged).filter(({ reach, rule }) => reach === "dead" && !rule.implied).length
  const summary = summariseGroup(judged)
  const implied = judged.group.rules.filter(rule => rule.implied).length
  const custom = listed.filter(({ name }) => name.startsWith("securityRules/")).length
  const marked = effectiveRulesText([judged])
    .split("\n")
    .filter(line => line.endsWith("never matches")).length
  const allDead = judged.analysis.judgements.filter(({ reach }) => reach === "dead").length
  return [
    ...(listed.length === judged.rules.length
      ? []
      : [`effective lists ${listed.length} of ${judged.rules.length} rules`]),
    ...(custom === countRules(judged) + implied ? [] : [`effective lists ${custom} custom rules, the lens ${summary}`]),
    ...(summary.includes(`${dead} dead`) || dead === 0 ? [] : [`the lens says ${summary} of ${dead} dead rules`]),
    ...(marked === allDead ? [] : [`effective marks ${marked} of ${allDead} dead rules`]),
  ]
}

/** What a finding calls dead is dead, and hovers say so of just these rules. */
function deadRulesDiffer(random: Random, judged: JudgedGroup, findings: readonly Finding[]): string[] {
  const dead = new Set(judged.analysis.judgements.filter(({ reach }) => reach === "dead").map(({ rule }) => rule))
  const found = findings.filter(({ code }) => code === "shadowed-rule").flatMap(({ rule }) => rule ?? [])
  const located = judged.rules.filter(isLocated)
  const alive = located.filter(rule => !dead.has(rule))
  const hovers = [...located.filter(rule => dead.has(rule)), ...drawn(random, alive)].filter(rule => {
    const isSaid = /^Never matches:/m.test(ruleMarkdown(judged, rule))
    return isSaid !== dead.has(rule)
  })
  return [
    ...found.filter(rule => !dead.has(rule)).map(({ name }) => `a finding calls "${name}" dead`),
    ...hovers.map(({ name }) => `the hover of "${name}" says otherwise`),
  ]
}

/** A dead rule decides nothing, and what decides is listed. */
function verdictFaults(judged: JudgedGroup, verdict: FlowVerdict): string[] {
  const { flow, outcomes, decider, access, platform } = verdict
  const text = formatFlow(flow)
  const dead = new Set(judged.analysis.judgements.filter(({ reach }) => reach === "dead").map(({ rule }) => rule))
  const word = verdictText(verdict).split(":")[0]
  const isWord = access === "Unknown" ? word === "Partly" || word === "Depends" : word === access
  return [
    ...outcomes.flatMap(({ rule }) => (rule && dead.has(rule) ? [`the dead "${rule.name}" may decide ${text}`] : [])),
    ...(decider === null && !platform && judged.group.incompleteReason === undefined
      ? [`nothing decides ${text}`]
      : []),
    ...(isWord ? [] : [`${text} is ${access} and told as ${word}`]),
  ]
}

/** The packet that shows that a custom rule lives is one that the rule may decide. */
function witnessFaults(judged: JudgedGroup, place: number): string[] {
  const { rule, witness } = judged.analysis.judgements[place]!
  if (!witness || isDefault(rule) || typeof rule.direction !== "string" || namesSets(judged)) return []
  const [source, destination] = [witness.source, witness.destination].map(({ address }) => parseAddress(address))
  const isPlain = [witness.source, witness.destination].every(({ of }) => of.length === 0)
  if (!isPlain || !isPrefix(source) || !isPrefix(destination)) return []
  const flow: Flow = { ...witness, direction: rule.direction, source, destination }
  const { outcomes, platform, hidden } = verdictOf(judged, flow)
  if (platform || hidden || outcomes.some(outcome => outcome.rule === rule)) return []
  return [`"${rule.name}" does not decide its own example ${formatFlow(flow)}`]
}

/** Verify knows more of sets than a proof does: that the local side is in the virtual network, and public addresses are not. */
function namesSets({ rules }: JudgedGroup): boolean {
  const custom = rules.filter(rule => !isDefault(rule))
  return custom.some(({ source, destination }) =>
    [...source, ...destination].some(({ kind }) => kind !== "any" && kind !== "prefix"),
  )
}

/** What check is certain of, verify is, too: nothing from the platform's address gets in where its probes are surely stopped. */
function probeFaults(judged: JudgedGroup, findings: readonly Finding[]): string[] {
  return findings
    .filter(
      ({ code, data }) => code === "blocked-platform-address" && data.direction === "Inbound" && data.certain === true,
    )
    .flatMap(({ rule }) => {
      const port = probePort(rule)
      if (!rule || port === undefined) return []
      const local = rule.destination.find(isPrefix) ?? anyHost
      const flow: Flow = {
        ...{ direction: "Inbound", protocol: "Tcp", source: platformPrefix, sourcePort: "*" },
        ...{ destination: local, destinationPort: port },
      }
      const { access } = verdictOf(judged, flow)
      return access === "Deny" ? [] : [`probes are surely stopped, and ${formatFlow(flow)} is ${access}`]
    })
}

function isPrefix(term: unknown): term is AddressPrefix {
  return typeof term === "object" && term !== null && "kind" in term && term.kind === "prefix"
}

const anyHost = parseAddress("10.0.0.4") as AddressPrefix

function probePort(rule: GroupRule | null): number | undefined {
  const [range] = rule?.destinationPorts.filter(port => "first" in port) ?? []
  return range && "first" in range ? range.last : undefined
}

/** Some of the items, each at most once. */
function drawn<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items]
  const count = Math.min(rulesOfGroup, left.length)
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!)
}

/** Flows at the boundaries of the group's own rules. */
function drawFlows(random: Random, { rules }: JudgedGroup): Flow[] {
  const ends = [...rules.flatMap(({ source, destination }) => [...source, ...destination]).flatMap(endsAt), ...usual]
  const ports = [...rules.flatMap(({ destinationPorts }) => destinationPorts.flatMap(portsAt)), 22, 443]
  const draw = (): Flow => {
    const protocol = random.pick(["Tcp", "Tcp", "Udp", "Icmp"] as const)
    const [source, destination] = [random.pick(ends), random.pick(ends)]
    const port = hasPorts(protocol)
    return {
      ...{ direction: random.pick(["Inbound", "Outbound"] as const), protocol, source, destination },
      ...{ sourcePort: port ? random.pick(["*", 50000] as const) : null },
      ...{ destinationPort: port ? random.pick(ports) : null },
    }
  }
  return Array.from({ length: flowsOfGroup }, draw).filter(flow => !areOfTwoFamilies(flow.source, flow.destination))
}

const usual = [
  "8.8.8.8",
  "10.0.0.4",
  "172.31.0.100",
  "168.63.129.16",
  "2a00:1450::1",
  "Internet",
  "VirtualNetwork",
  "*",
].map(text => parseAddress(text) as AddressTerm)

/** The set itself, its first and last address, and the one behind it. */
function endsAt(term: AddressTerm): AddressTerm[] {
  if (term.kind !== "prefix") return term.kind === "unknown" ? [] : [term]
  if (term.family === 6) return [term]
  const host = (value: number): AddressPrefix => ({
    ...term,
    key: `${text(value)}/32`,
    first: value,
    last: value,
    length: 32,
  })
  return [term, host(term.first), host(term.last), host((term.last + 1) % 2 ** 32)]
}

function text(value: number): string {
  return [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join(".")
}

function portsAt(port: PortTerm): number[] {
  return "first" in port ? [port.first, port.last, Math.min(port.last + 1, 65535)] : []
}

function areOfTwoFamilies(a: AddressTerm, b: AddressTerm): boolean {
  return a.kind === "prefix" && b.kind === "prefix" && a.family !== b.family
}
