import { performance } from "node:perf_hooks"
import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { analyseRules, type RuleAnalysis } from "../../server/src/engine/analyse-rules.ts"
import { flowIndex, type NumberedPacket } from "../../server/src/engine/flow-index.ts"
import { remainderOf } from "../../server/src/engine/remainder.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import {
  Dice,
  dense,
  fragments,
  guillotine,
  largeTags,
  nested,
  realistic,
  tagged,
  type WrittenRule,
} from "./engine-groups.ts"
import { deadByPairs } from "./engine-pairwise.ts"
import { armText, factsWithTags, openFacts, readRules } from "./engine-read.ts"

// Full analysis is what diagnostics need: dead, one minimal cover, redundant, a witness found (it is put into words when
// asked for). Times are of interleaved rounds in one process, after
// warming up, and such that a tenth of the rounds is faster: on a machine that others share the median tells of these; "first" is the first call.

interface Workload {
  readonly name: string
  readonly written: readonly WrittenRule[]
  readonly facts: AddressFacts
}

const tags = largeTags(5)
const workloads: readonly Workload[] = [
  ...[10, 60, 200, 1000].map(n => ({ name: `realistic ${n}`, written: realistic(n, 7), facts: openFacts })),
  ...[60, 200, 1000].map(n => ({ name: `dense ${n}`, written: dense(n, 1), facts: openFacts })),
  { name: "nested 1000", written: nested(1000, 1), facts: openFacts },
  { name: "nested, wide first 1000", written: nested(1000, 1, true), facts: openFacts },
  { name: "fragments 1000", written: fragments(1000, 3), facts: openFacts },
  ...[100, 400, 963].map(n => ({ name: `guillotine ${n}`, written: guillotine(n, 2), facts: openFacts })),
  { name: "tags 60", written: tagged(60, 3, [...tags.keys()]), facts: factsWithTags(tags) },
]

function quiet(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 10)]!
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!
}

function time<T>(into: number[], run: () => T): T {
  const start = performance.now()
  const result = run()
  into.push(performance.now() - start)
  return result
}

function measure({ name, written, facts }: Workload): Record<string, string | number> {
  const text = armText(written)
  const reading: number[] = []
  const rules = time(reading, () => readRules(written))
  const times: Record<"parse" | "full" | "pairs" | "edit" | "detail", number[]> = {
    parse: [],
    full: [],
    pairs: [],
    edit: [],
    detail: [],
  }
  const start = performance.now()
  let analysis = analyseRules(rules, facts)
  const first = performance.now() - start
  const end = performance.now() + 3000
  while (times.full.length < 5 || (performance.now() < end && times.full.length < 150)) {
    time(times.parse, () => JSON.parse(text))
    analysis = time(times.full, () => analyseRules(rules, facts))
    if (times.pairs.length < 20) time(times.pairs, () => deadByPairs(rules))
  }
  editOften(rules, written.length, facts, analysis, times.edit)
  for (let k = 0; k < 20; k++) time(times.detail, () => remainderOf(analysis, (k * 17) % rules.length))
  const warm = (values: readonly number[]) => quiet(values.slice(values.length >> 1))
  const [json, all] = [warm(times.parse), warm(times.full)]
  const count = (is: (judgement: RuleAnalysis<SecurityRule>["judgements"][number]) => boolean) =>
    analysis.judgements.filter(is).length
  return {
    workload: name,
    "rules/addresses": `${rules.length}/${rules.reduce((sum, rule) => sum + rule.source.length + rule.destination.length, 0)}`,
    "read ms": round(reading[0]!),
    "JSON.parse ms": round(json),
    "first ms": round(first),
    "full ms": round(all),
    "× JSON.parse": round(all / json),
    "× pairwise": round(all / warm(times.pairs)),
    "edit ms": round(median(times.edit)),
    "edit / full": round(median(times.edit) / median(times.full)),
    "one rule ms": round(warm(times.detail)),
    "KB held": Math.round(bytesOf(analysis) / 1024),
    dead: count(({ reach }) => reach === "dead"),
    redundant: count(({ redundant }) => redundant === "yes"),
    "not decided": count(({ reach, redundant }) => reach === "undecided" || redundant === "undecided"),
  }
}

/** One field of one rule takes another rule's value, as typing does; each analysis knows the one before. */
function editOften(
  rules: readonly SecurityRule[],
  custom: number,
  facts: AddressFacts,
  start: RuleAnalysis<SecurityRule>,
  times: number[],
): void {
  const dice = new Dice(custom)
  let current = rules
  let analysis = start
  const end = performance.now() + 3000
  for (let k = 0; k < 120 && (k < 10 || performance.now() < end); k++) {
    const at = dice.below(custom)
    const [rule, other] = [current[at]!, current[dice.below(custom)]!]
    const field = dice.pick(["source", "destination", "destinationPorts", "access"] as const)
    const edited = { ...rule, [field]: other[field] }
    current = current.map((one, index) => (index === at ? edited : one))
    analysis = time(times, () => analyseRules(current, facts, { previous: analysis }))
  }
}

/** The typed arrays that an analysis keeps alive. */
function bytesOf(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 0
  seen.add(value)
  if (ArrayBuffer.isView(value)) {
    if (seen.has(value.buffer)) return 0
    seen.add(value.buffer)
    return value.buffer.byteLength
  }
  if (value instanceof Map)
    return [...value].flat().reduce((sum: number, item) => sum + bytesOf(item, seen), 48 * value.size)
  return Object.values(value).reduce((sum: number, item) => sum + bytesOf(item, seen), 0)
}

function lookups(size: number): Record<string, string | number> {
  const rules = readRules(realistic(size, 7))
  const building: number[] = []
  const analysis = analyseRules(rules, openFacts)
  const find = time(building, () => flowIndex(analysis, "Inbound"))
  const dice = new Dice(3)
  const packets = Array.from({ length: 20_000 }, () => packetFor(dice, dice.pick(rules)))
  const indexed: number[] = []
  const scanned: number[] = []
  let found = 0
  for (let round = 0; round < 15; round++) {
    time(indexed, () => {
      for (const packet of packets) if (find(packet)) found++
    })
    time(scanned, () => {
      for (let k = 0; k < 2000; k++) if (scan(rules, packets[k]!)) found++
    })
  }
  const [perIndexed, perScanned] = [quiet(indexed) / 20_000, quiet(scanned) / 2000]
  return {
    rules: rules.length,
    "indexed, million/s": round(1 / perIndexed / 1000),
    "scanned, million/s": round(1 / perScanned / 1000),
    "× scan": round(perScanned / perIndexed),
    "build ms": round(building[0]!),
    found: found > 0 ? "yes" : "no",
  }
}

function packetFor(dice: Dice, rule: SecurityRule): NumberedPacket {
  const address = (terms: SecurityRule["source"]) => {
    const term = dice.pick(terms)
    return term.kind === "prefix" && term.family === 4
      ? term.first + dice.below(term.last - term.first + 1)
      : dice.word()
  }
  const port = (terms: SecurityRule["sourcePorts"]) => {
    const term = dice.pick(terms)
    return "first" in term ? term.first + dice.below(term.last - term.first + 1) : 0
  }
  return {
    family: 4,
    protocol: rule.protocol === "Udp" ? "Udp" : "Tcp",
    source: address(rule.source),
    sourcePort: port(rule.sourcePorts),
    destination: address(rule.destination),
    destinationPort: port(rule.destinationPorts),
  }
}

/** One rule after the other, over parsed terms: no text is looked at. */
function scan(rules: readonly SecurityRule[], packet: NumberedPacket): SecurityRule | undefined {
  const isIn = (terms: SecurityRule["source"], address: number | bigint) =>
    terms.some(
      term =>
        term.kind === "any" ||
        (term.kind === "prefix" && term.family === 4 && term.first <= address && address <= term.last),
    )
  const hasPort = (terms: SecurityRule["sourcePorts"], port: number) =>
    terms.some(term => "first" in term && term.first <= port && port <= term.last)
  return rules.find(
    rule =>
      (rule.protocol === "*" || rule.protocol === packet.protocol) &&
      hasPort(rule.destinationPorts, packet.destinationPort) &&
      isIn(rule.destination, packet.destination) &&
      isIn(rule.source, packet.source) &&
      hasPort(rule.sourcePorts, packet.sourcePort),
  )
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}

console.log("Analysis of a group")
console.table(workloads.map(measure))
console.log("Deciding rule of a packet, realistic groups")
console.table([60, 1000].map(lookups))
