import { expect, test } from "vitest"
import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { mergeableRules } from "../../server/src/engine/questions/mergeable-rules.ts"
import { preparePath } from "../../server/src/engine/questions/prepare.ts"
import { reachingSources } from "../../server/src/engine/questions/query.ts"
import { remainderOf } from "../../server/src/engine/questions/remainder.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix } from "../../server/src/values/address.ts"
import { azureFacts, readRules } from "./support/written-rules.ts"

// What lies at an end: of the address space, of what is counted, of the work that may be done.

const witnessOf = (rules: string, place: number) =>
  analyseRules(readRules(rules), azureFacts).judgements[place]!.witness

test.each([
  ["255.255.255.248/30,255.255.255.252/31", "255.255.255.248/29", "255.255.255.25[45]"],
  [
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff8/126,ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffc/127",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff8/125",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff[ef]",
  ],
])("a witness among the last addresses of a family: %s of %s", (taken, all, left) => {
  const witness = witnessOf(`100 Deny Tcp ${taken} * > * 80\n120 Allow Tcp ${all} * > * 80`, 1)
  expect(witness?.source.address).toMatch(new RegExp(`^${left}$`))
})

test("however many expressions there are, none is taken for another", () => {
  const verdicts = (fillers: number) => {
    const rules = readRules(`
      100 Deny Tcp 10.0.0.4 * > * ?n0
      110 Allow Icmp * * > * 1
      120 Allow Tcp * * > * ?n0,80
      130 Allow Tcp 10.0.0.4 * > * 443
      140 Deny Tcp 10.0.0.4 * > * ?last
      150 Allow Tcp 10.0.0.4 * > * 443
      160 Allow Tcp 10.0.0.0/24 * > * 443`)
    const ports = Array.from({ length: fillers }, (_, k) => ({ unknown: { identity: `filler ${k}`, reason: "" } }))
    const all = rules.map((rule, index): SecurityRule => (index === 1 ? { ...rule, destinationPorts: ports } : rule))
    return analyseRules(all, azureFacts).judgements.map(({ reach, redundant }) => `${reach} ${redundant}`)
  }
  const few = verdicts(1)
  const many = verdicts(65_535)
  expect(few[3]).toBe("live no")
  expect(many.toSpliced(1, 1)).toEqual(few.toSpliced(1, 1))
})

/** Two interlocking staircases, which a proof can only take down one step after the other; then rules they cover. */
function staircases(steps: number, covered: number): SecurityRule[] {
  const host = (k: number) => `10.0.0.${k}`
  const hosts = Array.from({ length: steps }, (_, k) => host(k))
  const lines = hosts.flatMap((_, k) => [
    `${100 + 2 * k} Allow Tcp ${hosts.slice(k).join()} * > * ${1 + k}`,
    ...(k + 1 < steps ? [`${101 + 2 * k} Allow Tcp ${host(k)} * > * ${2 + k}-${steps}`] : []),
  ])
  for (let k = 0; k < covered; k++) lines.push(`${1000 + k} Deny Tcp ${hosts.join()} ${2 * k} > * 1-${steps}`)
  return readRules(lines.join("\n"))
}

test("every pass of a proof is paid for, and where it cannot be paid the rule is not decided", () => {
  const reaches = (budget: number) =>
    new Set(
      analyseRules(staircases(100, 3), azureFacts, { budget })
        .judgements.slice(-3)
        .map(({ reach }) => reach),
    )
  expect(reaches(100_000)).toEqual(new Set(["dead"]))
  expect(reaches(300)).toEqual(new Set(["undetermined"]))
})

test("what was not decided before an edit is looked at again, and a question has steps of its own", () => {
  const later = (rule: SecurityRule) => ({ ...rule, protocol: "Udp" as const, priority: Number(rule.priority) + 2000 })
  const rules = [...staircases(100, 40), ...staircases(30, 1).map(later)]
  const budget = 600
  const before = analyseRules(rules, azureFacts, { budget })
  expect(before.judgements.at(-1)!.reach).toBe("undetermined")
  const open = { source: [{ kind: "any", key: "*" }], destinationPorts: [{ first: 0, last: 65535 }] } as const
  const edited = rules.map((rule, index) => (index === 0 ? { ...rule, ...open } : rule))
  const anew = analyseRules(edited, azureFacts, { budget }).judgements
  const after = analyseRules(edited, azureFacts, { budget, previous: before }).judgements
  expect(anew.at(-1)!.reach).toBe("dead")
  expect(after.map(({ reach }) => reach)).toEqual(anew.map(({ reach }) => reach))
  const place = rules.length - 1
  const asked = remainderOf(before, place)!
  void before.judgements[0]!.witness
  expect(remainderOf(before, place)!.blockingRules.map(({ rule }) => rule)).toEqual(
    asked.blockingRules.map(({ rule }) => rule),
  )
  expect(remainderOf(before, place)!.complete).toBe(asked.complete)
})

test("what a particular port may take of traffic without ports is not passed over in silence", () => {
  const analysis = analyseRules(readRules("100 Deny Icmp * * > * 443\n110 Allow Icmp * * > * 80"), azureFacts)
  expect(remainderOf(analysis, 1)!.blockingRules.map(({ rule }) => rule.name)).toEqual(["a"])
})

test("one set of conditions is one, in whatever order rules name them", () => {
  const groups = [
    "100 Allow Tcp ?A * > * 80\n110 Allow Tcp ?B * > * 443",
    "100 Allow Tcp ?B * > * 80\n110 Allow Tcp ?A * > * 443",
  ]
  const path = [
    { direction: "Inbound" as const, groups: groups.map((text, k) => ({ name: `${k}`, rules: readRules(text) })) },
  ]
  const [traffic] = readRules("100 Allow Tcp * * > 10.0.0.4 *")
  const { boxes } = reachingSources(preparePath(path, azureFacts), traffic!)
  const sides = boxes.map(({ source }) => JSON.stringify([source.prefixes, source.inside.map(({ key }) => key).sort()]))
  expect(new Set(sides).size).toBe(sides.length)
})

test("a rule is not offered for merging past one of its own priority that decides otherwise", () => {
  const rules = readRules(`
    100 Allow Tcp 10.0.0.4 * > * 80
    200 Allow Tcp 10.0.0.5 * > * 80
    200 Deny Tcp 10.0.0.5 * > * 80-90`)
  expect(mergeableRules(analyseRules(rules, azureFacts)).filter(({ keep }) => keep === "first")).toEqual([])
})

test("names on both sides of a rule do not multiply before anyone asks", () => {
  const names = (word: string) => Array.from({ length: 700 }, (_, k) => `?${word}${k}`).join()
  const rules = readRules(`100 Deny Tcp 10.0.0.4 * > * 80\n110 Allow Tcp ${names("a")} * > ${names("b")} *`)
  const { boxes, more } = remainderOf(analyseRules(rules, azureFacts), 1)!
  expect([boxes.length, more]).toEqual([8, null])
})

test("a packet's names are told in the same order after an edit as anew", () => {
  const [hosts] = readRules("100 Allow Tcp 10.0.0.0/24 * > * *")[0]!.source as AddressPrefix[]
  const exact = { sure: [hosts!], possible: [hosts!] }
  const facts: AddressFacts = { about: key => (key === "tag:exact" ? exact : undefined) }
  const sources = ["Other", "?x", "Exact"]
  const texts = sources.map(source => `100 Allow Tcp ${source} * > ?x,Exact *\n107 Allow Tcp ?x * > * *`)
  let edited = analyseRules<SecurityRule>(readRules(texts[0]!), facts)
  for (const text of texts.slice(1)) edited = analyseRules<SecurityRule>(readRules(text), facts, { previous: edited })
  const anew = analyseRules(readRules(texts.at(-1)!), facts)
  expect(edited.judgements.map(({ witness }) => witness)).toEqual(anew.judgements.map(({ witness }) => witness))
})

test("particular ports that become all ports are not offered for merging where protocols have none", () => {
  const offered = (protocol: string) =>
    mergeableRules(
      analyseRules(
        readRules(`
          100 Allow ${protocol} * * > 10.0.0.4 0-442
          110 Allow ${protocol} * * > 10.0.0.4 443-65535
          4096 Deny * * * > * *`),
        azureFacts,
      ),
    ).length
  expect(["*", "Icmp", "Tcp"].map(offered)).toEqual([0, 0, 1])
})

test("where the order of equal priorities decides, so does it whether a rule is redundant", () => {
  const rules = readRules("100 Allow * * * > * 0-443\n100 Deny Tcp 10.0.0.2 * > * 0-443\n4096 Allow * * * > * *")
  expect(analyseRules(rules, azureFacts).judgements[1]!.redundant).toBe("undetermined")
})

test("a witness goes from one host to another, even where its destination is a single one", () => {
  const [hosts] = readRules("100 Allow Tcp 10.0.0.0/31 * > * *")[0]!.source as AddressPrefix[]
  const facts: AddressFacts = { about: key => (key.startsWith("unknown:") ? { possible: [hosts!] } : undefined) }
  const rules = readRules("100 Deny Tcp ?x * > ?x *\n110 Allow Tcp ?x * > 10.0.0.1 *")
  const { witness } = analyseRules(rules, facts).judgements[1]!
  expect([witness?.source.address, witness?.destination.address]).toEqual(["10.0.0.0", "10.0.0.1"])
})
