import { withoutPrefixes } from "../../server/src/azure/prefix-difference.ts"
import { prefix } from "../../server/src/azure/special-addresses.ts"
import { Dice } from "./engine-dice.ts"
import { realistic } from "./engine-realistic.ts"
import { block, type WrittenRule } from "./engine-written-rule.ts"

/** What each name stands for: prefixes. */
export type Names = ReadonlyMap<string, readonly string[]>

/** Realistic, with some of the sources one of these tags. */
export function tagged(count: number, seed: number, names: readonly string[]): WrittenRule[] {
  const dice = new Dice(seed + 99)
  return realistic(count, seed).map(rule => (dice.chance(0.15) ? { ...rule, source: [dice.pick(names)] } : rule))
}

/** Tags of `size` prefixes and more, overlapping and nested as Microsoft's are. */
export function largeTags(seed: number, size = 5000): Names {
  const dice = new Dice(seed)
  const all = new Set<string>()
  while (all.size < size * 2) {
    const length = dice.pick([19, 20, 21, 22, 23, 24, 24, 25, 26, 27, 28, 29, 30, 31, 32])
    const first = dice.pick([13, 20, 23, 40, 51, 52, 65, 70, 74, 98, 102, 104, 108, 131, 137, 138, 157, 168, 191])
    all.add(block(first * 2 ** 24 + (dice.word() % 2 ** 24), length))
  }
  const list = [...all]
  return new Map([
    ["AzureCloud", list],
    ["Storage", list.slice(0, size)],
    ["Sql", list.slice(size >> 1, size + (size >> 1))],
    ["AzureCloud.westeurope", list.slice(0, size)],
    ["AzureFrontDoor.Backend", list.slice(size)],
    ["Storage.WestEurope", list.slice(0, size >> 3)],
    ["AppService", list.filter((_, i) => i % 2 === 0)],
  ])
}

/** What the names of a realistic group might stand for in one network. */
export const fewPrefixes: Names = new Map([
  ["VirtualNetwork", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
  ["Internet", publicPrefixes()],
  ["AzureLoadBalancer", ["168.63.129.16/32"]],
  ["GatewayManager", ["20.1.0.0/16", "40.2.0.0/16"]],
  ["AzureMonitor", ["13.66.60.0/24", "20.42.128.0/22", "40.71.14.0/25"]],
  ["Storage.EastUS", ["20.38.98.0/24", "52.239.152.0/22", "20.60.4.0/22"]],
  ["Storage", ["20.38.98.0/24", "52.239.152.0/22", "20.60.4.0/22", "20.60.0.0/16", "52.239.0.0/16"]],
  ["AzureCloud", ["20.0.0.0/8", "52.0.0.0/8", "40.64.0.0/10", "13.64.0.0/11"]],
  ["asg:web", ["10.50.1.4/32", "10.50.1.5/32"]],
  ["asg:app", ["10.50.2.4/32", "10.50.2.5/32", "10.50.2.6/32"]],
  ["asg:db", ["10.50.3.4/32"]],
  ["asg:jump", ["10.50.4.4/32"]],
])

function publicPrefixes(): string[] {
  const privates = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(prefix)
  return withoutPrefixes([prefix("0.0.0.0/0")], privates).map(({ first, length }) => block(Number(first), length))
}

/** The same rules with the prefixes in place of these names, as people write groups without tags. */
export function writtenOut(rules: readonly WrittenRule[], names: Names): WrittenRule[] {
  const prefixes = (field: readonly string[]) => [...new Set(field.flatMap(text => names.get(text) ?? [text]))]
  return rules.map(rule => ({ ...rule, source: prefixes(rule.source), destination: prefixes(rule.destination) }))
}
