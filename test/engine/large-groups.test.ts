import { expect, test } from "vitest"
import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { allowedTraffic } from "../../server/src/engine/questions/composition.ts"
import { comparePaths, compareRules } from "../../server/src/engine/questions/difference.ts"
import { evaluateFlow } from "../../server/src/engine/questions/evaluate-flow.ts"
import { prepare, preparePath } from "../../server/src/engine/questions/prepare.ts"
import { reachingSources } from "../../server/src/engine/questions/query.ts"
import { remainderOf } from "../../server/src/engine/questions/remainder.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { readRules } from "./support/written-rules.ts"

const openFacts: AddressFacts = { about: () => undefined }
const address = (text: string) => parseAddress(text) as AddressTerm
const names = (rules: readonly (SecurityRule | null)[]) => rules.map(rule => rule?.name ?? "none").join("+")

/** Five tags of 5,000 blocks of 256 addresses each: the second lies in the first, the others in no other. */
const blocks = Array.from({ length: 25_000 }, (_, k) => address(`20.${k >> 8}.${k & 255}.0/24`) as AddressPrefix)
const tags = new Map([0, 1, 2, 3, 4].map(t => [`tag:tag${t}`, blocks.slice(5000 * t, 5000 * (t + 1))]))
const tagFacts: AddressFacts = {
  about: key => {
    const prefixes = tags.get(key)
    return prefixes && { sure: prefixes, possible: prefixes }
  },
}
const tagged = readRules(`
  100 Allow Tcp Tag0,Tag1 * > 10.0.0.0/8 443
  110 Deny Tcp Tag1,Tag2,Tag3 * > * *
  120 Allow Tcp Tag2 * > 10.0.0.4 443
  130 Allow Tcp Tag4,Tag0 * > * 0-1023
  140 Deny * * * > * *`)

test("tags in full: what is dead, what is left, who takes the rest", () => {
  const analysis = analyseRules(tagged, tagFacts)
  expect(analysis.judgements.map(({ reach, cover }) => `${reach} ${names(cover)}`.trim())).toEqual([
    "live",
    "live",
    "dead b",
    "live",
    "live",
  ])
  const left = remainderOf(analysis, 3)!
  expect(left.blockingRules.map(({ rule, relation }) => `${rule.name} ${relation}`)).toEqual(["a null"])
  expect(left.boxes.map(({ destinationPorts }) => destinationPorts)).toEqual([
    [
      { first: 0, last: 442 },
      { first: 444, last: 1023 },
    ],
    [{ first: 443, last: 443 }],
    [{ first: 443, last: 443 }],
  ])
})

test("tags in full: one packet, and all of one tag", () => {
  const flow = { direction: "Inbound", protocol: "Tcp", sourcePort: "*", destinationPort: 443 } as const
  const ask = (source: string, destination: string) => {
    const verdict = evaluateFlow(prepare(tagged, tagFacts), {
      ...flow,
      source: address(source),
      destination: address(destination),
    })
    return `${verdict.access} ${names(verdict.outcomes.map(({ rule }) => rule))}`
  }
  expect(ask("20.0.0.7", "10.0.0.4")).toBe("Allow a")
  expect(ask("20.60.0.7", "10.0.0.4")).toBe("Deny b")
  expect(ask("20.97.167.255", "172.16.0.4")).toBe("Allow d")
  expect(ask("20.97.168.0", "172.16.0.4")).toBe("Deny e")
  expect(ask("Tag3", "10.0.0.4")).toBe("Deny b")
  expect(ask("*", "10.0.0.4")).toBe("Unknown a+b+d+e")
})

test("tags in full: difference and paths", () => {
  const after = tagged.map(rule => (rule.name === "b" ? { ...rule, source: rule.source.slice(1) } : rule))
  const { allowed, denied, complete } = compareRules(prepare(tagged, tagFacts), prepare(after, tagFacts))
  // What Tag1 is no longer denied, the last rule denies.
  expect([allowed, denied, complete]).toEqual([[], [], true])
  const without = tagged.filter(({ name }) => name !== "b")
  const changes = compareRules(prepare(tagged, tagFacts), prepare(without, tagFacts)).allowed
  expect(
    changes.map(({ before, after, witness }) => [before[0]!.rule!.name, after[0]!.rule!.name, witness.source.address]),
  ).toEqual([["b", "c", "20.39.16.4"]])
  const path = [
    {
      groups: [
        { name: "subnet", rules: tagged },
        { name: "nic", rules: readRules("100 Allow * Tag4 * > * 22") },
      ],
    },
  ]
  const [any] = readRules("100 Allow * * * > * *")
  const { boxes } = allowedTraffic(preparePath(path, tagFacts), any!)
  expect(boxes).toHaveLength(1)
  expect(boxes[0]!.destinationPorts).toEqual([{ first: 22, last: 22 }])
  expect(comparePaths(preparePath(path, tagFacts), preparePath(path, tagFacts)).complete).toBe(true)
})

test("what passes is told in few boxes: neighbours are joined, and nothing is cut that joining would only cut further", () => {
  const [any] = readRules("100 Allow * * * > * *")
  const boxesOf = (written: string) =>
    allowedTraffic(
      preparePath([{ direction: "Inbound", groups: [{ name: "", rules: readRules(written) }] }], openFacts),
      any!,
    ).boxes
  // One of both families.
  expect(boxesOf("100 Allow Tcp * * > * 0-99\n110 Deny Udp * * > * *\n120 Allow Tcp * * > * 100-65535")).toHaveLength(1)
  // Each of these takes a few ports of a few addresses out of what the others leave: joined they would be 1,916 boxes.
  const holes = Array.from({ length: 40 }, (_, k) => {
    const ports = `${(k * 7919) % 50000}-${((k * 7919) % 50000) + 9000}`
    return `${100 + k} Deny Tcp ${16 * (k % 16)}.0.0.0/${2 + (k % 4)} ${ports} > ${((k * 37) % 32) * 8}.0.0.0/${1 + (k % 5)} ${ports}`
  })
  expect(boxesOf([...holes, "400 Allow Tcp * * > * *"].join("\n")).length).toBeLessThan(1000)
})

/** A thousand rules of 4,000 addresses in all, each from four addresses to all; the last denies every one of them. */
const hosts = Array.from({ length: 4000 }, (_, k) => address(`10.0.${k >> 8}.${k & 255}`))
const [like] = readRules("100 Allow Tcp * * > * 443")
const wide = Array.from(
  { length: 1000 },
  (_, k): SecurityRule => ({
    ...like!,
    name: `r${k}`,
    priority: 100 + k,
    source: hosts.slice(4 * k, 4 * k + 4),
    destination: hosts,
  }),
)
const last: SecurityRule = { ...like!, name: "last", priority: 4096, access: "Deny", source: hosts, destination: hosts }

test("1,000 rules of 4,000 addresses: one flow, one edit, the sources of a port", () => {
  const rules = [...wide, last]
  const flow = { direction: "Inbound", protocol: "Tcp", sourcePort: "*", destinationPort: 443 } as const
  const verdict = evaluateFlow(prepare(rules, openFacts), { ...flow, source: hosts[2001]!, destination: hosts[7]! })
  expect(`${verdict.access} ${names(verdict.outcomes.map(({ rule }) => rule))}`).toBe("Allow r500")

  const edited = rules.map(rule => (rule.name === "r500" ? { ...rule, source: rule.source.slice(1) } : rule))
  const { allowed, denied, complete } = compareRules(prepare(rules, openFacts), prepare(edited, openFacts))
  expect([allowed, complete]).toEqual([[], true])
  expect(denied.map(({ before, after }) => `${before[0]!.rule!.name} → ${after[0]!.rule!.name}`)).toEqual([
    "r500 → last",
  ])
  expect(denied[0]!.boxes!.map(({ source }) => source.prefixes)).toEqual([["10.0.7.208"]])

  const traffic = { ...like!, destination: [hosts[7]!], source: [address("10.0.15.0/24")] }
  const { boxes } = reachingSources(preparePath([{ groups: [{ name: "", rules }] }], openFacts), traffic)
  expect(boxes.map(({ source }) => source.prefixes)).toEqual([["10.0.15.0/25", "10.0.15.128/27"]])
})

test("a list renumbered, with one rule gone and one moved, costs as these two do", () => {
  const before = Array.from(
    { length: 400 },
    (_, k): SecurityRule => ({
      ...like!,
      name: `r${k}`,
      priority: 100 + k,
      access: k % 2 ? "Allow" : "Deny",
      source: [hosts[k]!, hosts[k + 1]!],
    }),
  )
  const [gone, moved] = [before[100]!, before[300]!]
  const kept = before.filter(rule => rule !== gone && rule !== moved)
  const after = [moved, ...kept].map((rule, k) => ({ ...rule, priority: 200 + 7 * k }))
  const { allowed, denied, complete } = compareRules(prepare(before, openFacts), prepare(after, openFacts), {
    budget: 20_000,
  })
  const texts = (changes: typeof allowed) => changes.map(one => names([one.before[0]!.rule, one.after[0]!.rule]))
  expect([texts(allowed), texts(denied), complete]).toEqual([["r100+r101"], ["r299+r300"], true])
})

test("where the work is cut off, that is said, and what is found until then is true", () => {
  const grid = Array.from({ length: 60 }, (_, k) => {
    const [a, b] = [(k * 7) % 14, (k * 11) % 14]
    return `${100 + k} ${k % 3 ? "Deny" : "Allow"} Tcp ${a * 16}.0.0.0/6 ${a * 4000}-${a * 4000 + 9000} > ${b * 16}.0.0.0/6 ${b * 4000}-${b * 4000 + 9000}`
  })
  const before = readRules(grid.join("\n")).map((rule, k) => ({ ...rule, name: `r${k}` }))
  const after = before.map(rule => ({
    ...rule,
    access: rule.access === "Deny" ? ("Allow" as const) : ("Deny" as const),
  }))
  const pairs = (budget?: number) => {
    const { allowed, denied, complete } = compareRules(
      prepare(before, openFacts),
      prepare(after, openFacts),
      budget === undefined ? {} : { budget },
    )
    const texts = [...allowed, ...denied].map(change => names([change.before[0]!.rule, change.after[0]!.rule]))
    return { texts, complete }
  }
  const all = pairs()
  expect(all.complete).toBe(true)
  expect(all.texts.length).toBeGreaterThan(10)
  const some = pairs(600)
  expect(some.complete).toBe(false)
  expect(some.texts.length).toBeLessThan(all.texts.length)
  expect(some.texts.filter(text => !all.texts.includes(text))).toEqual([])
  const [any] = readRules("100 Allow * * * > * *")
  expect(
    allowedTraffic(preparePath([{ groups: [{ name: "", rules: before }] }], openFacts), any!, { budget: 100 }).complete,
  ).toBe(false)
})
