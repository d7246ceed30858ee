import { expect, test } from "vitest"
import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { toldVerdicts } from "./support/told-verdicts.ts"
import { azureFacts, readRules } from "./support/written-rules.ts"

/** Rules as support/written-rules.ts has them, and what is to be said of them, as support/told-verdicts.ts does. */
interface Case {
  readonly title: string
  readonly rules: string
  readonly verdicts: string
  readonly facts?: AddressFacts
}

const cases: readonly Case[] = [
  {
    title: "split halves of the ports",
    rules: `
      100 Allow Tcp * * > * 0-1023
      110 Allow Tcp * * > * 1024-65535
      120 Deny Tcp * * > * *`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "split halves of the source ports, the addresses and the protocols",
    rules: `
      100 Deny Tcp 0.0.0.0/1 0-99 > 10.0.0.0/8 80
      110 Deny Tcp 128.0.0.0/1 0-99 > 10.0.0.0/8 80
      120 Deny Tcp 0.0.0.0/0 100-65535 > 10.0.0.0/8 80
      130 Allow Tcp 0.0.0.0/0 * > 10.1.0.0/16 80`,
    verdicts: "a live needed, b live needed, c live needed, d dead by a+b+c",
  },
  {
    title: "a grid with one hole is not a cover",
    rules: `
      100 Deny Tcp 10.0.0.0/9 * > * 0-99
      110 Deny Tcp 10.128.0.0/9 * > * 0-99
      120 Deny Tcp 10.0.0.0/9 * > * 100-65535
      130 Deny Tcp 10.128.0.0/9 * > * 101-65535
      140 Allow Tcp 10.0.0.0/8 * > * *`,
    verdicts: "a live needed, b live needed, c live needed, d live needed, e live needed",
  },
  {
    title: "the five protocols together are *, four are not",
    rules: `
      100 Deny Tcp * * > * *
      110 Deny Udp * * > * *
      120 Deny Icmp * * > * *
      130 Deny Esp * * > * *
      140 Allow * 10.0.0.0/8 * > * *
      150 Deny Ah * * > * *
      160 Allow * * * > * *`,
    verdicts:
      "a live needed, b live needed, c live needed, d live needed, e live needed, f live needed, g dead by a+b+c+d+f",
  },
  {
    title: "portless traffic of a rule for all ports is not covered by rules for particular ports",
    rules: `
      100 Deny * * * > * 0-32767
      110 Deny * * * > * 32768-65535
      120 Allow * * * > * *
      130 Allow Icmp * * > * 80`,
    verdicts: "a live needed, b live needed, c live needed, d dead by a",
  },
  {
    title: "all ports, however they are spelt, hold portless traffic",
    rules: `
      100 Deny Icmp * * > * 0-99,100-65535
      110 Allow Icmp * * > * *`,
    verdicts: "a live needed, b dead by a",
  },
  {
    title: "0.0.0.0/0 leaves the IPv6 half of * open",
    rules: `
      100 Deny * 0.0.0.0/0 * > * *
      110 Allow * * * > * *
      120 Allow * 2001:db8::/32 * > * *`,
    verdicts: "a live needed, b live needed opened by a, c dead by b",
  },
  {
    title: "IPv4 and IPv6 halves cover *",
    rules: `
      100 Deny * 0.0.0.0/0 * > * *
      110 Deny * ::/0 * > * *
      120 Allow * * * > * *`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "equal priorities are not earlier than one another",
    rules: `
      100 Deny Tcp * * > * 80
      100 Allow Tcp * * > * 80
      110 Allow Tcp * * > * 80`,
    verdicts: "a live ?, b live ?, c dead by a",
  },
  {
    title: "of two rules of one priority it cannot be told which the other would follow",
    rules: `
      100 Deny Tcp * * > * 80
      100 Allow Tcp * * > * 80`,
    verdicts: "a live ?, b live ?",
  },
  {
    title: "a rule without a priority covers nothing, nor does one under a condition",
    rules: `
      ? Deny Tcp * * > * *
      100? Deny Tcp * * > * 80
      110 Allow Tcp * * > * 80`,
    verdicts: "a unplaced ?, b live ?, c live needed",
  },
  {
    title: "equal expressions are one set, different ones are not",
    rules: `
      100 Deny Tcp ?x * > * ?p
      110 Allow Tcp ?x * > 10.0.0.4 ?p
      120 Allow Tcp ?y * > * ?p`,
    verdicts: "a live needed, b dead by a, c live needed",
  },
  {
    title: "an unknown protocol, port or address may be anything, and covers only itself",
    rules: `
      100 Deny ?q * * > * *
      110 Deny ?q * * > * 80
      120 Allow Tcp * * > * *`,
    verdicts: "a live needed, b dead by a, c live needed",
  },
  {
    title: "security groups lie in the virtual network, which shares nothing with the Internet",
    rules: `
      100 Deny * VirtualNetwork * > * *
      110 Allow Tcp asg:web * > * 80
      120 Allow Tcp Internet * > * 443`,
    verdicts: "a live needed, b dead by a, c live needed",
  },
  {
    title: "lists whose names share nothing do not meet where their prefixes are decided already",
    rules: `
      100 Deny Tcp 10.1.0.0/16 * > * 80
      110 Allow Tcp VirtualNetwork,10.1.0.0/16 * > * 80
      120 Deny Tcp Internet,10.1.0.0/16 * > * 80
      130 Allow Tcp * * > * 80`,
    verdicts: "a live needed, b live redundant, c live needed, d live needed",
  },
  {
    title: "a regional tag lies in its base tag, and not the other way round",
    rules: `
      100 Deny * Storage * > * *
      110 Allow Tcp Storage.WestEurope * > * 80
      120 Allow Tcp Sql.WestEurope * > * 80
      130 Deny * Sql * > * *`,
    verdicts: "a live needed, b dead by a, c live needed, d live needed",
  },
  {
    title: "* does not hold platform traffic, and a platform tag holds nothing else",
    rules: `
      100 Deny * * * > * *
      110 Deny * * * > AzurePlatformDNS *
      120 Deny Udp * * > AzurePlatformDNS 53
      130 Deny * * * > AzurePlatformIMDS *`,
    verdicts: "a live needed, b live needed, c dead by b, d live needed",
  },
  {
    title: "the load balancer's address is the tag",
    rules: `
      100 Deny * 168.63.129.16 * > * *
      110 Allow * AzureLoadBalancer * > * *
      120 Allow * VirtualNetwork * > * *`,
    verdicts: "a live needed, b dead by a, c live needed",
  },
  {
    title: "of several that cover alone, the first",
    rules: `
      100 Allow Tcp 10.0.0.0/24 * > * 22
      110 Deny Tcp 10.0.0.0/16 * > * 22
      120 Deny Tcp 10.0.0.0/8 * > * 22
      130 Allow Tcp 10.0.0.0/16 * > * 22`,
    verdicts: "a live needed, b live redundant, c live needed, d dead by b",
  },
  {
    title: "who decides a part with another access and is not in the cover is named",
    rules: `
      100 Allow Tcp 10.0.0.0/24 * > * 22
      110 Deny Tcp 10.0.0.0/16 * > * 22
      120 Deny Tcp 10.0.0.0/20 * > * 22`,
    verdicts: "a live needed, b live needed, c dead by b besides a",
  },
  {
    title: "what a later rule of the same access decides is redundant, unless another is between",
    rules: `
      100 Allow Tcp 10.0.0.0/24 * > * 22
      110 Allow Tcp 10.1.0.0/24 * > * 22
      120 Deny Tcp 10.1.0.0/16 * > * 22
      130 Allow Tcp 10.0.0.0/8 * > * 22`,
    verdicts: "a live redundant, b live needed, c live needed, d live needed",
  },
]

test.each(cases)("$title", ({ rules, verdicts, facts }) => {
  expect(toldVerdicts(rules, facts ?? azureFacts)).toBe(verdicts)
})

test("an empty list matches nothing and does not crash", () => {
  const [rule] = readRules("100 Deny Tcp * * > * *")
  const empty = { ...rule!, source: [] }
  const { judgements } = analyseRules([empty, { ...rule!, sourcePorts: [] }, rule!], azureFacts)
  expect(judgements.map(({ reach, cover }) => [reach, cover])).toEqual([
    ["dead", []],
    ["dead", []],
    ["live", []],
  ])
})

test("five tags of 5,000 prefixes: exact, and no slower than it takes to read them", () => {
  const blocks = Array.from({ length: 10_000 }, (_, k) => parseAddress(`20.${k >> 8}.${k & 255}.0/24`) as AddressPrefix)
  const known = new Map([
    ["tag:all", blocks],
    ["tag:low", blocks.slice(0, 5000)],
    ["tag:high", blocks.slice(5000)],
    ["tag:most", blocks.slice(1)],
    ["tag:odd", blocks.filter((_, k) => k % 2 === 1)],
  ])
  const facts: AddressFacts = {
    about: key => {
      const prefixes = known.get(key)
      return prefixes && { sure: prefixes, possible: prefixes }
    },
  }
  const rules = readRules(`
    100 Deny Tcp Low * > * *
    110 Deny Tcp Most * > * *
    120 Allow Tcp Odd * > * *
    130 Allow Tcp All * > * *
    140 Allow Tcp 20.0.0.0/24 * > * *`)
  const { judgements } = analyseRules(rules, facts)
  expect(judgements.map(({ reach, cover }) => `${reach} ${cover.map(({ name }) => name).join("+")}`)).toEqual([
    "live ",
    "live ",
    "dead b",
    "dead a+b",
    "dead a",
  ])
})

test("1,000 rules of 4,000 addresses a side", () => {
  const address = (n: number): AddressTerm => parseAddress(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`) as AddressTerm
  const [like] = readRules("100 Allow Tcp * * > * 443")
  const lists = Array.from({ length: 1000 }, (_, r) => Array.from({ length: 4 }, (_, k) => address(r * 4 + k)))
  const wide = Array.from({ length: 4000 }, (_, k) => address(k))
  const rules = lists.map((source, r) => ({ ...like!, priority: 100 + r, source, destination: wide }))
  const last = { ...like!, priority: 2000, source: wide, destination: wide }
  const { judgements } = analyseRules([...rules, last], azureFacts)
  expect(judgements.slice(0, -1).every(({ reach }) => reach === "live")).toBe(true)
  expect(judgements.at(-1)!.reach).toBe("dead")
  expect(judgements.at(-1)!.cover.length).toBe(1000)
}, 60_000)

test("where the budget runs out, the rule is undetermined and every other verdict is the one without a bound", () => {
  const rules = readRules(hostile(150))
  const reaches = (budget: number) => analyseRules(rules, azureFacts, { budget }).judgements.map(({ reach }) => reach)
  const [bounded, free] = [reaches(2), reaches(1_000_000)]
  expect(free).not.toContain("undetermined")
  expect(bounded).toContain("undetermined")
  expect(bounded.filter(reach => reach === "undetermined").length).toBeLessThan(30)
  bounded.forEach((reach, r) => {
    if (reach !== "undetermined") expect(reach).toBe(free[r])
  })
})

/** Random blocks of a grid that leave it open whether they cover it. */
function hostile(count: number): string {
  let state = 7
  const below = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * limit)
  }
  const range = () => {
    const first = below(12)
    return `${first * 4096}-${(first + 5) * 4096 - 1}`
  }
  const rules = Array.from({ length: count }, (_, k) => {
    const [from, to] = [below(4) * 64, below(2) * 128]
    return `${100 + k} Deny Tcp ${from}.0.0.0/2 ${range()} > ${to}.0.0.0/1 ${range()}`
  })
  return [...rules, `${100 + count} Allow Tcp 0.0.0.0/0 * > 0.0.0.0/0 *`].join("\n")
}

test("a witness is an example that a reader expects", () => {
  const shown = readRules(`
    100 Allow Tcp Internet * > VirtualNetwork 443
    110 Allow Tcp 10.1.2.0/24 * > asg:web 8000-8999
    120 Allow Udp 2001:db8:1::/48 * > * 53
    130 Allow Icmp * * > 10.0.0.0/8 *
    140 Allow Tcp VirtualNetwork * > 10.9.0.0/16 22
    150 Deny * * * > * *`)
  const { judgements } = analyseRules(shown, azureFacts)
  const text = judgements.map(({ witness }) => {
    const { protocol, source, sourcePort, destination, destinationPort } = witness!
    return `${protocol} ${source.address}:${sourcePort} > ${destination.address}:${destinationPort}`
  })
  expect(text).toEqual([
    "Tcp 203.0.113.7:50000 > 10.0.0.4:443",
    "Tcp 10.1.2.4:50000 > 10.0.0.4:8080",
    "Udp 2001:db8:1::4:50000 > fd00::4:53",
    "Icmp 203.0.113.7:null > 10.0.0.4:null",
    "Tcp 10.0.0.4:50000 > 10.9.0.4:22",
    "Tcp 203.0.113.7:50000 > 10.0.0.4:443",
  ])
})
