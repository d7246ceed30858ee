import { expect, test } from "vitest"
import { toldVerdicts } from "./support/told-verdicts.ts"
import { azureFacts } from "./support/written-rules.ts"

/** Rules as support/written-rules.ts has them, and what is to be said of them, as support/told-verdicts.ts does. */
const cases: readonly { title: string; rules: string; verdicts: string }[] = [
  {
    title: "a union over the source addresses",
    rules: `
      100 Deny Tcp 10.0.0.0/9 * > 10.9.0.4 80
      110 Deny Tcp 10.128.0.0/9 * > 10.9.0.4 80
      120 Allow Tcp 10.0.0.0/8 * > 10.9.0.4 80`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "a union over the destination addresses",
    rules: `
      100 Deny Tcp * * > 10.0.0.0/25 80
      110 Deny Tcp * * > 10.0.0.128/25 80
      120 Allow Tcp * * > 10.0.0.0/24 80`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "a union over the source ports",
    rules: `
      100 Deny Tcp * 0-1023 > * 80
      110 Deny Tcp * 1024-65535 > * 80
      120 Allow Tcp 10.0.0.4 * > 10.0.0.5 80`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "a union over the protocols",
    rules: `
      100 Deny Tcp * * > * *
      110 Deny Udp * * > * *
      120 Deny Icmp * * > * *
      130 Deny Ah * * > * *
      140 Deny Esp * * > * *
      150 Allow * * * > * *`,
    verdicts: "a live needed, b live needed, c live needed, d live needed, e live needed, f dead by a+b+c+d+e",
  },
  {
    title: "a union over the families, at either end",
    rules: `
      100 Deny Tcp 0.0.0.0/0 * > * 80
      110 Deny Tcp * * > ::/0 80
      120 Allow Tcp * * > * 80`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "a union of lists that overlap, none of which is enough",
    rules: `
      100 Deny Tcp 10.0.0.0/10,10.128.0.0/10 * > * 80
      110 Deny Tcp 10.64.0.0/10,10.128.0.0/9 * > * 80
      120 Allow Tcp 10.0.0.0/8 * > * 80`,
    verdicts: "a live needed, b live needed, c dead by a+b",
  },
  {
    title: "a pinwheel: no straight cut parts the five",
    rules: `
      100 Deny Tcp * 0-199 > * 0-99
      110 Deny Tcp * 200-65535 > * 0-199
      120 Deny Tcp * 100-65535 > * 200-65535
      130 Deny Tcp * 0-99 > * 100-65535
      140 Deny Tcp * 100-199 > * 100-199
      150 Allow Tcp * * > * *`,
    verdicts: "a live needed, b live needed, c live needed, d live needed, e live needed, f dead by a+b+c+d+e",
  },
  {
    title: "the pinwheel without its middle",
    rules: `
      100 Deny Tcp * 0-199 > * 0-99
      110 Deny Tcp * 200-65535 > * 0-199
      120 Deny Tcp * 100-65535 > * 200-65535
      130 Deny Tcp * 0-99 > * 100-65535
      150 Allow Tcp * * > * *`,
    verdicts: "a live needed, b live needed, c live needed, d live needed, e live needed",
  },
  {
    title: "eight octants of three dimensions",
    rules: `
      100 Deny Tcp 0.0.0.0/1 * > 0.0.0.0/1 0-99
      110 Deny Tcp 0.0.0.0/1 * > 0.0.0.0/1 100-65535
      120 Deny Tcp 0.0.0.0/1 * > 128.0.0.0/1 0-99
      130 Deny Tcp 0.0.0.0/1 * > 128.0.0.0/1 100-65535
      140 Deny Tcp 128.0.0.0/1 * > 0.0.0.0/1 0-99
      150 Deny Tcp 128.0.0.0/1 * > 0.0.0.0/1 100-65535
      160 Deny Tcp 128.0.0.0/1 * > 128.0.0.0/1 0-99
      170 Deny Tcp 128.0.0.0/1 * > 128.0.0.0/1 100-65535
      180 Allow Tcp 0.0.0.0/0 * > 0.0.0.0/0 *`,
    verdicts:
      "a live needed, b live needed, c live needed, d live needed, e live needed, f live needed, g live needed, h live needed, i dead by a+b+c+d+e+f+g+h",
  },
  {
    title: "a nested chain, the widest first",
    rules: `
      100 Deny Tcp 10.0.0.0/8 * > * *
      110 Allow Tcp 10.0.0.0/16 * > * 0-1023
      120 Deny Tcp 10.0.0.0/24 * > * 80
      130 Allow Tcp 10.0.0.4 * > * 80`,
    verdicts: "a live needed, b dead by a, c dead by a, d dead by a",
  },
  {
    title: "a nested chain, the narrowest first",
    rules: `
      100 Allow Tcp 10.0.0.4 * > * 80
      110 Deny Tcp 10.0.0.0/24 * > * 80
      120 Allow Tcp 10.0.0.0/16 * > * 0-1023
      130 Allow Tcp 10.0.0.0/8 * > * *
      140 Deny Tcp * * > * *`,
    verdicts: "a live needed, b live needed, c live redundant, d live needed, e live needed",
  },
  {
    title: "both ends are of one family",
    rules: `
      100 Deny * 0.0.0.0/0 * > * *
      110 Allow * * * > 10.0.0.0/8 *
      120 Allow * * * > fd00::/8 *
      130 Allow * 10.0.0.0/8 * > fd00::/8 *`,
    verdicts: "a live needed, b dead by a, c live needed, d dead by",
  },
  {
    title: "an IPv4 address written in IPv6 is another address",
    rules: `
      100 Deny * 0.0.0.0/0 * > * *
      110 Allow * ::ffff:0:0/96 * > * *
      120 Allow * ::ffff:a00:0/104 * > * *`,
    verdicts: "a live needed, b live needed, c dead by b",
  },
  {
    title: "what a particular port means to protocols without ports is left open",
    rules: `
      100 Deny Tcp * * > * 80
      110 Deny Udp * * > * 80
      120 Allow * * * > * 80
      130 Deny Icmp * * > * 80
      140 Deny Esp * * > * 80
      150 Deny Ah * * > * 80`,
    verdicts: "a live needed, b live needed, c live needed, d dead by c, e dead by c, f dead by c",
  },
  {
    title: "all three protocols without ports, and those with",
    rules: `
      100 Deny Icmp * * > * 80-90
      110 Deny Esp * * > * 80-90
      120 Deny Ah * * > * 80-90
      130 Deny Tcp * * > * 80
      140 Deny Udp * * > * 80
      150 Allow * * * > * 80`,
    verdicts: "a live needed, b live needed, c live needed, d live needed, e live needed, f dead by a+b+c+d+e",
  },
  {
    title: "a source port of a protocol without ports is left open as well",
    rules: `
      100 Deny Icmp * 0-1023 > * *
      110 Deny Icmp * 1024-65535 > * *
      120 Allow Icmp * * > * *
      130 Allow Icmp * 1024 > * *`,
    verdicts: "a live needed, b live needed, c live needed, d dead by b",
  },
  {
    title: "platform traffic, at either end and in lists",
    rules: `
      100 Deny * AzurePlatformIMDS * > * *
      110 Deny * *,AzurePlatformDNS * > * *
      120 Allow * AzurePlatformDNS * > * *
      130 Allow * 168.63.129.16 * > * 53
      140 Allow * AzurePlatformDNS,AzurePlatformLKM * > * *`,
    verdicts: "a live needed, b live needed, c dead by b, d dead by b, e live needed",
  },
  {
    title: "rules of one priority cover a later one together, and not each other",
    rules: `
      100 Deny Tcp * * > * 0-99
      100 Deny Tcp * * > * 50-65535
      100 Deny Tcp * * > * 60
      110 Allow Tcp * * > * *`,
    verdicts: "a live needed, b live needed, c live redundant, d dead by a+b besides c",
  },
  {
    title: "an access that cannot be known covers all the same",
    rules: `
      100 ?a Tcp * * > * 80
      110 Allow Tcp * * > * 80`,
    verdicts: "a live ?, b dead by a",
  },
  {
    title: "two expressions are not each other, and both are themselves",
    rules: `
      100 Deny Tcp ?x,?y * > * *
      110 Allow Tcp ?y * > * ?p
      120 Allow Tcp ?x,?z * > * ?p`,
    verdicts: "a live needed, b dead by a, c live needed",
  },
  {
    title: "neither is earlier: unknown priorities and conditions cover nothing together either",
    rules: `
      ?p Deny Tcp * * > * 0-99
      100? Deny Tcp * * > * 100-65535
      110 Allow Tcp * * > * *
      120 Deny Tcp * * > * *`,
    verdicts: "a unplaced ?, b live needed, c live needed, d dead by c",
  },
  {
    title: "the other direction is another list",
    rules: `
      100 Deny * * * > * *
      110 Allow * * * > * * out
      120 Deny Tcp * * > * 22 out
      130 ?d Tcp * * > * 22 ?d`,
    verdicts: "a live needed, b live needed, c dead by b, d unplaced ?",
  },
  {
    title: "one address, however it is spelt",
    rules: `
      100 Deny Tcp 10.0.0.4/32 * > 2001:DB8::0:1,10.0.0.5 80-80
      110 Allow Tcp 10.0.0.4 * > 10.0.0.5 80
      120 Deny Tcp 2001:db8:0::4 * > 2001:db8::1/128 80
      130 Allow Tcp 2001:db8::4/128 * > 2001:db8:0:0::1 80`,
    verdicts: "a live needed, b dead by a, c live needed, d dead by c",
  },
]

test.each(cases)("$title", ({ rules, verdicts }) => {
  expect(toldVerdicts(rules, azureFacts)).toBe(verdicts)
})
