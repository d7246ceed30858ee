import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import type { TagData } from "../server/src/azure/tag-data.ts"
import { isProblem, parseFlow } from "../server/src/features/flow-text.ts"
import { verdictText } from "../server/src/features/verification-text.ts"
import { deadByTagData, deadRules, type JudgedGroup } from "../server/src/judging/judged-group.ts"
import { networkContext, noNetwork } from "../server/src/judging/network-context.ts"
import { verifyFlow } from "../server/src/judging/verify-flow.ts"
import { type Random, seededRandom, seedOfRun } from "./engine/support/random.ts"
import { tagDataOf, tagFileText } from "./support/tag-data.ts"

const listed: Readonly<Record<string, readonly string[]>> = {
  AzureCloud: ["20.0.0.0/8", "52.0.0.0/10", "2603:1000::/24"],
  Storage: ["20.38.96.0/19", "52.1.0.0/16", "2603:1000::/47"],
  "Storage.WestEurope": ["20.38.98.0/24"],
  Sql: ["13.64.0.0/11", "52.1.2.0/24"],
  // New, and unknown to us.
  AzureTomorrow: ["20.38.98.0/25", "13.65.0.0/16"],
}
const data = tagDataOf(tagFileText(listed), "ServiceTags_Public_20251028.json")

interface Rule {
  readonly name: string
  readonly priority: number
  readonly direction: string
  readonly access: string
  readonly protocol: string
  readonly source: string
  readonly destination: string
  readonly port: string
}

const ends = [
  ...["*", "Storage", "Storage.WestEurope", "Sql", "AzureCloud", "AzureTomorrow", "Internet", "VirtualNetwork"],
  ...["20.38.98.0/24", "20.38.98.0/26", "52.1.0.0/16", "20.0.0.0/8", "13.65.7.0/24", "10.0.0.0/8", "2603:1000::/48"],
]

function drawRules(random: Random): Rule[] {
  return Array.from({ length: 1 + random.below(7) }, (_, index) => ({
    name: `r${index}`,
    priority: 100 + index,
    direction: random.pick(["Inbound", "Outbound"]),
    access: random.pick(["Allow", "Deny"]),
    protocol: random.pick(["*", "Tcp"]),
    source: random.pick(ends),
    destination: random.pick(ends),
    port: random.pick(["*", "443"]),
  }))
}

/** A group as az prints it; `expand` writes the prefixes of tags in place of them. */
function judge(
  rules: readonly Rule[],
  options: { readonly expand?: boolean; readonly tagData?: TagData },
): JudgedGroup {
  const side = (key: string, end: string) => {
    const prefixes = options.expand ? listed[end] : undefined
    return prefixes ? { [`${key}es`]: prefixes } : { [key]: end }
  }
  const securityRules = rules.map(({ source, destination, port, ...rule }) => ({
    ...rule,
    ...side("sourceAddressPrefix", source),
    sourcePortRange: "*",
    ...side("destinationAddressPrefix", destination),
    destinationPortRange: port,
  }))
  const text = JSON.stringify({ name: "web", type: "Microsoft.Network/networkSecurityGroups", securityRules })
  const network = networkContext({ tagData: options.tagData })
  const { groups } = analyseDocument({ uri: "file:///a.json", language: "json", text }, defaultSettings, { network })
  return groups[0]!
}

function names(rules: Iterable<{ readonly name: string }>): string[] {
  return [...rules].map(({ name }) => name).sort()
}

test("with data a tag is its prefixes: rules are dead, and flows fare, as if these were written out", () => {
  const seed = seedOfRun(20261130)
  const random = seededRandom(seed)
  let news = 0
  for (let round = 0; round < 100; round++) {
    const rules = drawRules(random)
    const told = `seed ${seed}, round ${round}: ${JSON.stringify(rules)}`
    const [tagged, written] = [judge(rules, { tagData: data }), judge(rules, { expand: true })]
    const dead = deadByTagData(tagged).map(({ judgement }) => judgement.rule)
    const custom = new Set(names(tagged.group.rules))
    const all = names([...deadRules(tagged), ...dead]).filter(name => custom.has(name))
    expect(all, told).toEqual(names(deadRules(written)).filter(name => custom.has(name)))
    news += dead.length
    for (const line of flowLines(random)) {
      const flow = parseFlow(line)
      if (isProblem(flow)) throw new Error(flow.problem)
      const one = verifyFlow(tagged, flow, tagged.context)
      const other = verifyFlow(written, flow, noNetwork)
      expect([one.access, one.decider?.name, line], told).toEqual([other.access, other.decider?.name, line])
    }
  }
  expect(news).toBeGreaterThan(8)
})

function flowLines(random: Random): string[] {
  const addresses = [
    "20.38.98.7",
    "20.38.98.200",
    "20.1.1.1",
    "52.1.2.3",
    "13.65.7.7",
    "8.8.8.8",
    "10.0.0.9",
    "52.200.0.1",
  ]
  return Array.from({ length: 4 }, () => {
    const [remote, port] = [random.pick(addresses), random.pick([80, 443])]
    return random.chance(0.5)
      ? `inbound tcp ${remote}:50000 -> 10.0.0.4:${port}`
      : `outbound tcp 10.0.0.4:50000 -> ${remote}:${port}`
  })
}

const outbound = { direction: "Outbound", protocol: "Tcp", source: "*", port: "443" }
const storageFirst: readonly Rule[] = [
  { ...outbound, name: "no-storage", priority: 100, access: "Deny", destination: "Storage" },
  { ...outbound, name: "blob", priority: 200, access: "Allow", destination: "20.38.98.0/24" },
]

test("the proof without data stays as it is: what the data adds is told apart", () => {
  const judged = judge(storageFirst, { tagData: data })
  expect(names(deadRules(judged))).not.toContain("blob")
  expect(deadByTagData(judged)).toMatchObject([
    { judgement: { rule: { name: "blob" }, cover: [{ name: "no-storage" }] }, tags: [{ name: "Storage" }] },
  ])
  expect(deadByTagData(judge(storageFirst, {}))).toEqual([])
})

test("a group that names no tag of the data is judged once", () => {
  const rules = storageFirst.map(rule => ({ ...rule, destination: "8.8.8.8" }))
  expect(judge(rules, { tagData: data }).dataAnalysis).toBeUndefined()
})

test("of tags that the data does not list only what is known without it holds", () => {
  const rules: readonly Rule[] = [
    { ...outbound, name: "hubs", priority: 100, access: "Deny", destination: "EventHub" },
    { ...outbound, name: "hub", priority: 200, access: "Allow", destination: "EventHub.WestEurope" },
    { ...outbound, name: "sql", priority: 300, access: "Allow", destination: "Sql.WestEurope" },
    { ...outbound, name: "storage", priority: 400, access: "Deny", destination: "Storage" },
  ]
  const judged = judge(rules, { tagData: data })
  expect(names(deadRules(judged)).filter(name => !name.endsWith("Bound"))).toEqual(["hub"])
  expect(deadByTagData(judged)).toEqual([])
  // Whether an older file has all of Sql, a region of which it does not list, is not known.
  const flow = parseFlow("outbound tcp 10.0.0.4 -> 20.38.98.7:443")
  if (isProblem(flow)) throw new Error(flow.problem)
  const verdict = verifyFlow(judged, flow, judged.context)
  const matches = Object.fromEntries(verdict.rows.map(({ rule, destination }) => [rule.name, destination]))
  expect(matches).toEqual({ hubs: null, hub: null, sql: null, storage: true })
})

test("an answer names the data where a tag of it counts, and only there", () => {
  const about = (line: string, tagData?: TagData) => {
    const judged = judge(storageFirst, tagData ? { tagData } : {})
    const flow = parseFlow(line)
    if (isProblem(flow)) throw new Error(flow.problem)
    return verdictText(verifyFlow(judged, flow, judged.context))
  }
  const line = "outbound tcp 10.0.0.4 -> 20.38.98.7:443"
  const remark = "- The addresses of Storage are those in the service tag data of 2025-10-28 (Public)."
  expect(about(line)).toContain("Depends: Deny if 20.38.98.7 is in Storage, otherwise Allow.")
  expect(about(line, data)).toContain('by "no-storage" (100) of web.')
  expect(about(line, data)).toContain(remark)
  expect(about("outbound tcp 10.0.0.4 -> 20.38.98.7:80", data)).not.toContain("service tag data")
  expect(about(line, { ...data, date: undefined })).toContain("in the service tag data of change 375 (Public).")
  expect(about("outbound tcp 10.0.0.4 -> AzureTomorrow:443", data)).not.toContain("not a known service tag")
})
