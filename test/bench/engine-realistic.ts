import { Dice } from "./engine-dice.ts"
import { block, numbered, type WrittenRule, wildcard } from "./engine-written-rule.ts"

/** Subnets, hosts and public blocks, few hot ports, copies with one field changed, wide rules near the end. */
export function realistic(count: number, seed: number): WrittenRule[] {
  const dice = new Dice(seed)
  const places = placesOf(dice, count)
  const rules: WrittenRule[] = []
  for (let i = 0; i < count; i++) {
    if (i > 3 && dice.chance(0.12)) rules.push(changedCopy(dice, dice.pick(rules), places))
    else rules.push(ordinaryRule(dice, places, i < count * 0.93))
  }
  if (dice.chance(0.5) && count > 5) rules[count - 1] = wildcard("Deny")
  for (const rule of rules) if (rule.protocol === "Icmp") rule.destinationPorts = ["*"]
  return numbered(rules)
}

/** Where the rules of one group come from and go to. */
interface Places {
  readonly subnets: readonly string[]
  readonly hosts: readonly string[]
  readonly public: readonly string[]
  readonly company: readonly string[]
}

function placesOf(dice: Dice, count: number): Places {
  const network = 10 * 2 ** 24 + dice.below(200) * 65536
  const many = (size: number, make: () => string) => Array.from({ length: Math.ceil(size) }, make)
  const prefix = (address: number, lengths: readonly number[]) => block(address, dice.pick(lengths))
  return {
    subnets: many(Math.max(6, Math.min(200, count / 4)), () =>
      prefix(network + dice.below(256) * 256, [24, 24, 24, 25, 26, 27, 28]),
    ),
    hosts: many(Math.max(8, count / 3), () => block(network + dice.below(65536), 32)),
    public: many(Math.max(8, count / 2), () =>
      prefix(
        dice.pick([20, 13, 40, 52, 81, 195]) * 2 ** 24 + (dice.word() % 2 ** 24),
        [32, 32, 32, 29, 28, 24, 22, 16],
      ),
    ),
    company: [
      ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
      ...[block(network, 16), block(network, 17), block(network + 32768, 17)],
    ],
  }
}

const ports = "22 80 443 3389 1433 5985 5986 8080 8443 53 123 389 636 445 135 5432 3306 6379 9090 25".split(" ")
const ranges = "1024-65535 49152-65535 8000-8999 5000-5999 0-1023 30000-32767 135-139 9000-9100 1-65535".split(" ")
const six = ["2001:db8::/32", "2001:db8:1::/48", "fd00::/8", "2603:1030::/28", "2001:db8:1:2::/64"]
const tags = ["GatewayManager", "AzureMonitor", "Storage.EastUS", "Storage", "AzureCloud"]
const broad = ["*", "Internet", "VirtualNetwork", "10.0.0.0/8", "1-65535", "1024-65535"]

/** A narrow one has one broad field at most. */
function ordinaryRule(dice: Dice, places: Places, narrow: boolean): WrittenRule {
  const protocol = protocolOf(dice)
  const rule: WrittenRule = {
    ...wildcard(dice.chance(0.75) ? "Allow" : "Deny"),
    protocol,
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

function protocolOf(dice: Dice): WrittenRule["protocol"] {
  const x = dice.fraction()
  if (x < 0.68) return "Tcp"
  if (x < 0.9) return "*"
  return x < 0.97 ? "Udp" : "Icmp"
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
    const kinds = [places.public, places.public, places.subnets, places.subnets, places.hosts, places.company]
    return [dice.pick(dice.pick(kinds))]
  }
  if (x < 0.79) return [dice.pick(six)]
  const count = 2 + dice.below(7)
  const from = dice.pick([places.public, places.subnets, places.hosts, places.public])
  return several(count, () => dice.pick(from))
}

function destinationOf(dice: Dice, places: Places): string[] {
  const x = dice.fraction()
  if (x < 0.28) return ["*"]
  if (x < 0.42) return ["VirtualNetwork"]
  if (x < 0.46) return [`asg:${dice.pick(["web", "app", "db", "jump"])}`]
  if (x < 0.78) return [dice.pick(places.subnets)]
  if (x < 0.9) return [dice.pick(places.hosts)]
  const count = 2 + dice.below(5)
  const from = dice.pick([places.subnets, places.hosts])
  return several(count, () => dice.pick(from))
}

function portsOf(dice: Dice): string[] {
  const x = dice.fraction()
  if (x < 0.12) return ["*"]
  if (x < 0.65) return [dice.pick(ports)]
  if (x < 0.75) return [dice.pick(ranges)]
  if (x < 0.8) return [String(1024 + dice.below(60000))]
  return several(2 + dice.below(4), () => dice.pick(dice.chance(0.85) ? ports : ranges))
}

function several(count: number, make: () => string): string[] {
  return [...new Set(Array.from({ length: count }, make))]
}

/** As a rule is copied and one field edited, or forgotten. */
function changedCopy(dice: Dice, rule: WrittenRule, places: Places): WrittenRule {
  const change = dice.pick<() => Partial<WrittenRule>>([
    () => ({ access: rule.access === "Allow" ? "Deny" : "Allow" }),
    () => ({ destinationPorts: [dice.pick(ports)] }),
    () => ({ source: [dice.pick(places.public)] }),
    () => ({ destination: [dice.pick(places.subnets)] }),
    () => ({ protocol: dice.pick(["*", "Tcp", "Udp"] as const) }),
    () => ({}),
  ])
  return { ...rule, ...change() }
}
