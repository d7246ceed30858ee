import ipaddr from "ipaddr.js"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { Dice } from "./engine-dice.ts"
import { readRules } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import type { Cell } from "./engine-table.ts"
import { alternate, time } from "./engine-timing.ts"
import { block } from "./engine-written-rule.ts"

/** Reading texts, the first time in this process (to be measured before anything else is read) and warm. */
export function measureReading(): Record<string, Cell>[] {
  const dice = new Dice(1)
  const four = distinct(6000, () => block(dice.word(), 8 + dice.below(25)))
  const hextet = () => dice.below(65536).toString(16)
  const six = distinct(6000, () => `2603:1030:${hextet()}:${hextet()}::/${64 + dice.below(65)}`)
  const group = realistic(1000, 7)
  return [
    measure(
      "6,000 distinct IPv4 prefixes",
      () => four.map(parseAddress),
      () => four.map(text => ipaddr.parseCIDR(text)),
    ),
    measure(
      "6,000 distinct IPv6 prefixes",
      () => six.map(parseAddress),
      () => six.map(text => ipaddr.parseCIDR(text)),
    ),
    measure("all fields of realistic 1000, each text once", () => readRules(group)),
  ]
}

function measure(name: string, read: () => unknown, peer?: () => unknown): Record<string, Cell> {
  const cold: number[] = []
  time(cold, read)
  const { warm, other } = alternate({ warm: read, other: peer ?? (() => {}) }, { rounds: 40 })
  return { texts: name, "cold ms": cold[0]!, "warm ms": warm, "ipaddr.js, warm ms": peer ? other : "" }
}

function distinct(count: number, make: () => string): string[] {
  const texts = new Set<string>()
  while (texts.size < count) texts.add(make())
  return [...texts]
}
