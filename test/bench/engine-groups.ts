import type { Access, Protocol } from "../../server/src/engine/security-rule.ts"

/**
 * Groups to measure with, as a person or a tool would write them: texts, to be parsed like any other. Same seed, same
 * group. The shapes are the ones that tell engines apart: realistic, everything overlapping, deep nesting, many partial
 * fragments, a wildcard that only all rules together cover, and large service tags.
 */
export interface WrittenRule {
  name: string
  priority: number
  access: Access
  protocol: Protocol | "*"
  source: string[]
  sourcePorts: string[]
  destination: string[]
  destinationPorts: string[]
}

/** A small generator of reproducible numbers (xorshift). */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (seed * 2654435761) >>> 0 || 1
    for (let i = 0; i < 8; i++) this.word()
  }

  word(): number {
    let x = this.state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.state = x >>> 0
    return this.state
  }

  fraction(): number {
    return this.word() / 2 ** 32
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }
}

/** Subnets, hosts and public blocks, few hot ports, copies with one field changed, wide rules near the end. */
export function realistic(count: number, seed: number): WrittenRule[] {
  const dice = new Dice(seed)
  const network = 10 * 2 ** 24 + dice.below(200) * 65536
  const many = (size: number, make: () => string) => Array.from({ length: Math.ceil(size) }, make)
  const places: Places = {
    subnets: many(Math.max(6, Math.min(200, count / 4)), () =>
      block(network + dice.below(256) * 256, dice.pick([24, 24, 24, 25, 26, 27, 28])),
    ),
    hosts: many(Math.max(8, count / 3), () => block(network + dice.below(65536), 32)),
    public: many(Math.max(8, count / 2), () =>
      block(
        dice.pick([20, 13, 40, 52, 81, 195]) * 2 ** 24 + (dice.word() % 2 ** 24),
        dice.pick([32, 32, 32, 29, 28, 24, 22, 16]),
      ),
    ),
    company: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", block(network, 16), block(network, 17)],
  }
  const rules: WrittenRule[] = []
  for (let i = 0; i < count; i++) {
    if (i > 3 && dice.chance(0.12)) rules.push(changedCopy(dice, dice.pick(rules), places))
    else rules.push(ordinaryRule(dice, places, i < count * 0.93))
  }
  if (dice.chance(0.5) && count > 5) rules[count - 1] = wildcard("Deny")
  for (const rule of rules) if (rule.protocol === "Icmp") rule.destinationPorts = ["*"]
  return numbered(rules)
}

interface Places {
  readonly subnets: readonly string[]
  readonly hosts: readonly string[]
  readonly public: readonly string[]
  readonly company: readonly string[]
}

const ports = "22 80 443 3389 1433 5985 5986 8080 8443 53 123 389 636 445 135 5432 3306 6379 9090 25".split(" ")
const ranges = "1024-65535 49152-65535 8000-8999 5000-5999 0-1023 30000-32767 135-139 9000-9100 1-65535".split(" ")
const six = ["2001:db8::/32", "2001:db8:1::/48", "fd00::/8", "2603:1030::/28", "2001:db8:1:2::/64"]
const tags = ["GatewayManager", "AzureMonitor", "Storage.EastUS", "Storage", "AzureCloud"]
const broad = ["*", "Internet", "VirtualNetwork", "10.0.0.0/8", "1-65535", "1024-65535"]

function ordinaryRule(dice: Dice, places: Places, narrow: boolean): WrittenRule {
  const rule: WrittenRule = {
    ...wildcard(dice.chance(0.75) ? "Allow" : "Deny"),
    protocol: weighted(dice, [0.68, "Tcp"], [0.9, "*"], [0.97, "Udp"], [1, "Icmp"]),
    source: sourceOf(dice, places),
    sourcePorts: dice.chance(0.98) ? ["*"] : ["1024-65535"],
    destination: destinationOf(dice, places),
    destinationPorts: portsOf(dice),
  }
  const isBroad = (field: readonly string[]) => field.some(value => broad.includes(value))
  const fields = () => [rule.source, rule.destination, rule.destinationPorts].filter(isBroad).length
  while (narrow && fields() > 1) {
    if (isBroad(rule.destinationPorts)) rule.destinationPorts = [dice.pick(ports)]
    else if (dice.chance(0.5)) rule.destination = destinationOf(dice, places)
    else rule.source = sourceOf(dice, places)
  }
  return rule
}

function weighted<T>(dice: Dice, ...choices: readonly (readonly [number, T])[]): T {
  const x = dice.fraction()
  return choices.find(([limit]) => x < limit)![1]
}

function some(dice: Dice, least: number, spread: number, make: () => string): string[] {
  return [...new Set(Array.from({ length: least + dice.below(spread) }, make))]
}

function sourceOf(dice: Dice, places: Places): string[] {
  const x = dice.fraction()
  if (x < 0.1) return ["*"]
  if (x < 0.2) return ["Internet"]
  if (x < 0.31) return ["VirtualNetwork"]
  if (x < 0.34) return ["AzureLoadBalancer"]
  if (x < 0.37) return [dice.pick(tags)]
  if (x < 0.4) return [`asg:${dice.pick(["web", "app", "db", "jump"])}`]
  if (x < 0.76) {
    return [
      dice.pick(
        dice.pick([places.public, places.public, places.subnets, places.subnets, places.hosts, places.company]),
      ),
    ]
  }
  if (x < 0.79) return [dice.pick(six)]
  const from = dice.pick([places.public, places.subnets, places.hosts, places.public])
  return some(dice, 2, 7, () => dice.pick(from))
}

function destinationOf(dice: Dice, places: Places): string[] {
  const x = dice.fraction()
  if (x < 0.28) return ["*"]
  if (x < 0.42) return ["VirtualNetwork"]
  if (x < 0.46) return [`asg:${dice.pick(["web", "app", "db", "jump"])}`]
  if (x < 0.78) return [dice.pick(places.subnets)]
  if (x < 0.9) return [dice.pick(places.hosts)]
  const from = dice.pick([places.subnets, places.hosts])
  return some(dice, 2, 5, () => dice.pick(from))
}

function portsOf(dice: Dice): string[] {
  const x = dice.fraction()
  if (x < 0.12) return ["*"]
  if (x < 0.65) return [dice.pick(ports)]
  if (x < 0.75) return [dice.pick(ranges)]
  if (x < 0.8) return [String(1024 + dice.below(60000))]
  return some(dice, 2, 4, () => dice.pick(dice.chance(0.85) ? ports : ranges))
}

function changedCopy(dice: Dice, rule: WrittenRule, places: Places): WrittenRule {
  const changes: Partial<WrittenRule>[] = [
    { access: rule.access === "Allow" ? "Deny" : "Allow" },
    { destinationPorts: [dice.pick(ports)] },
    { source: [dice.pick(places.public)] },
    { destination: [dice.pick(places.subnets)] },
    { protocol: dice.pick(["*", "Tcp", "Udp"] as const) },
    {},
  ]
  return { ...rule, ...dice.pick(changes) }
}

/** Two prefixes on each side out of few, overlapping lists of port ranges: with 1,000 rules Azure's 4,000 prefixes. */
export function dense(count: number, seed: number, universe = 64): WrittenRule[] {
  const dice = new Dice(seed)
  const make = () => Array.from({ length: universe }, () => block(dice.word(), dice.pick([1, 2, 3, 4, 5, 6, 8, 10])))
  const sources = make()
  const destinations = make()
  const range = () => {
    const [a, b] = [dice.below(65536), dice.below(65536)]
    return `${Math.min(a, b)}-${Math.max(a, b)}`
  }
  const rules = Array.from(
    { length: count },
    (): WrittenRule => ({
      ...wildcard(dice.chance(0.5) ? "Allow" : "Deny"),
      protocol: dice.pick(["*", "*", "Tcp", "Tcp", "Udp", "Icmp"] as const),
      source: [dice.pick(sources), dice.pick(sources)],
      destination: [dice.pick(destinations), dice.pick(destinations)],
      sourcePorts: dice.chance(0.6) ? ["*"] : [range()],
      destinationPorts: [range(), range()],
    }),
  )
  return numbered(rules)
}

/** Chains of prefixes and ranges inside one another, the narrow ones first (all live) or the wide ones (all dead). */
export function nested(count: number, seed: number, wideFirst = false): WrittenRule[] {
  const dice = new Dice(seed)
  const [from, to] = [dice.word(), dice.word()]
  const rules = Array.from({ length: count }, (_, i): WrittenRule => {
    const depth = wideFirst ? i : count - 1 - i
    return {
      ...wildcard(i % 2 === 0 ? "Allow" : "Deny"),
      source: [block(from, Math.floor((depth * 32) / count))],
      destination: [block(to, Math.floor((depth * 31) / count))],
      destinationPorts: [`${depth}-${65535 - depth}`],
    }
  })
  return numbered(rules)
}

/** Each rule constrains some of the five fields to about half; the wildcards at the end have to be proved. */
export function fragments(count: number, seed: number, fields = 3, grid = 16, tail = 10): WrittenRule[] {
  const dice = new Dice(seed)
  const prefix = () => block(dice.word(), Math.min(4, 1 + dice.below(4)))
  const range = () => {
    const width = Math.min(grid, Math.max(1, Math.round(grid * 0.5 * (0.5 + dice.fraction()))))
    const start = dice.below(Math.max(1, grid - width + 1))
    const unit = 65536 / grid
    return `${start * unit}-${(start + width) * unit - 1}`
  }
  const rules = Array.from({ length: count }, (_, i): WrittenRule => {
    const rule = wildcard(dice.chance(0.5) ? "Allow" : "Deny")
    if (i >= count - tail) {
      const t = i - (count - tail)
      return { ...rule, protocol: t % 3 === 2 ? "Tcp" : "*", destinationPorts: [t < 3 ? "*" : `${t}-${60000 + t}`] }
    }
    const left = [0, 1, 2, 3, 4]
    for (let k = 0; k < fields; k++) {
      const [field] = left.splice(dice.below(left.length), 1)
      if (field === 0) rule.protocol = dice.pick(["Tcp", "Udp", "Icmp"] as const)
      else if (field === 1) rule.source = [prefix()]
      else if (field === 2) rule.destination = [prefix()]
      else if (field === 3) rule.sourcePorts = [range()]
      else rule.destinationPorts = [range()]
    }
    return rule
  })
  return numbered(rules)
}

/** The whole space cut again and again into boxes, and a rule for all of its TCP that only all of them together cover. */
export function guillotine(boxes: number, seed: number): WrittenRule[] {
  const dice = new Dice(seed)
  const open: Box[] = [{ source: [0, 0], destination: [0, 0], sourcePort: [0, 65535], port: [0, 65535] }]
  const done: Box[] = []
  while (open.length > 0 && open.length + done.length < boxes) {
    const chosen = dice.below(open.length)
    const box = open[chosen]!
    open[chosen] = open.at(-1)!
    open.pop()
    const halves = cut(dice, box)
    if (halves) open.push(...halves)
    else done.push(box)
  }
  const leaves = [...done, ...open]
  for (let i = leaves.length - 1; i > 0; i--) {
    const j = dice.below(i + 1)
    const swapped = leaves[i]!
    leaves[i] = leaves[j]!
    leaves[j] = swapped
  }
  const rules = leaves.map(
    (box): WrittenRule => ({
      ...wildcard(dice.chance(0.5) ? "Allow" : "Deny"),
      source: [block(...box.source)],
      destination: [block(...box.destination)],
      sourcePorts: [box.sourcePort.join("-")],
      destinationPorts: [box.port.join("-")],
    }),
  )
  const whole: WrittenRule = {
    ...wildcard("Allow"),
    protocol: "Tcp",
    source: ["0.0.0.0/0"],
    destination: ["0.0.0.0/0"],
  }
  return numbered([...rules, whole])
}

type Pair = readonly [number, number]
interface Box {
  readonly source: Pair
  readonly destination: Pair
  readonly sourcePort: Pair
  readonly port: Pair
}

function cut(dice: Dice, box: Box): [Box, Box] | undefined {
  const field = dice.pick(["source", "destination", "sourcePort", "port"] as const)
  const [a, b] = box[field]
  if (field === "source" || field === "destination") {
    if (b >= 16) return undefined
    return [
      { ...box, [field]: [a, b + 1] },
      { ...box, [field]: [a + 2 ** (31 - b), b + 1] },
    ]
  }
  if (b <= a) return undefined
  const middle = a + dice.below(b - a)
  return [
    { ...box, [field]: [a, middle] },
    { ...box, [field]: [middle + 1, b] },
  ]
}

/** Realistic, with a tenth and more of the sources a tag whose prefixes are known. */
export function tagged(count: number, seed: number, names: readonly string[]): WrittenRule[] {
  const dice = new Dice(seed + 99)
  return realistic(count, seed).map(rule => (dice.chance(0.15) ? { ...rule, source: [dice.pick(names)] } : rule))
}

/** Tags of `size` prefixes each, overlapping and nested as Microsoft's are: name → prefixes. */
export function largeTags(seed: number, size = 5000): Map<string, string[]> {
  const dice = new Dice(seed)
  const all = new Set<string>()
  while (all.size < size * 2) {
    const first = dice.pick([13, 20, 23, 40, 51, 52, 65, 70, 74, 98, 102, 104, 131, 137, 138, 157, 168, 191])
    all.add(
      block(first * 2 ** 24 + (dice.word() % 2 ** 24), dice.pick([19, 20, 21, 22, 23, 24, 24, 26, 28, 30, 31, 32])),
    )
  }
  const list = [...all]
  return new Map([
    ["BigCloud", list.slice(0, size)],
    ["BigStorage", list.slice(0, size)],
    ["BigSql", list.slice(size >> 1, size + (size >> 1))],
    ["BigFrontDoor", list.slice(size)],
    ["BigAppService", list.filter((_, i) => i % 2 === 0)],
  ])
}

function wildcard(access: Access): WrittenRule {
  return {
    name: "",
    priority: 0,
    access,
    protocol: "*",
    source: ["*"],
    sourcePorts: ["*"],
    destination: ["*"],
    destinationPorts: ["*"],
  }
}

function numbered(rules: readonly WrittenRule[]): WrittenRule[] {
  return rules.map((rule, i) => ({ ...rule, name: `r${i}_${rule.access}`, priority: 100 + i }))
}

/** The CIDR block of this length around an address. */
function block(address: number, length: number): string {
  const size = 2 ** (32 - length)
  const first = Math.floor(address / size) * size
  return `${[24, 16, 8, 0].map(shift => Math.floor(first / 2 ** shift) % 256).join(".")}/${length}`
}
