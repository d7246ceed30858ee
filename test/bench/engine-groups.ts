import { Dice } from "./engine-dice.ts"
import { block, numbered, type WrittenRule, wildcard } from "./engine-written-rule.ts"

// Groups to measure with; same seed, same group. Beside realistic ones (engine-realistic.ts) the shapes that tell engines
// apart: everything overlapping, deep nesting, many partial fragments, a wildcard that only all rules together cover.

/** Two prefixes on each side out of few, overlapping lists of port ranges: with 1,000 rules Azure's 4,000 prefixes. */
export function dense(count: number, seed: number, prefixes = 64): WrittenRule[] {
  const dice = new Dice(seed)
  const make = () => {
    const length = dice.pick([1, 2, 3, 4, 5, 6, 8, 10])
    return block(dice.word(), length)
  }
  const sources = Array.from({ length: prefixes }, make)
  const destinations = Array.from({ length: prefixes }, make)
  return overlapping(
    count,
    dice,
    () => dice.pick(sources),
    () => dice.pick(destinations),
  )
}

/** The same with prefixes that hardly ever come twice. */
export function denseDistinct(count: number, seed: number): WrittenRule[] {
  const dice = new Dice(seed)
  const make = () => block(dice.word(), 1 + dice.below(12))
  return overlapping(count, dice, make, make)
}

function overlapping(count: number, dice: Dice, source: () => string, destination: () => string): WrittenRule[] {
  const range = () => {
    const [a, b] = [dice.below(65536), dice.below(65536)]
    return `${Math.min(a, b)}-${Math.max(a, b)}`
  }
  const rules = Array.from(
    { length: count },
    (): WrittenRule => ({
      ...wildcard(dice.chance(0.5) ? "Allow" : "Deny"),
      protocol: dice.pick(["*", "*", "Tcp", "Tcp", "Udp", "Icmp"] as const),
      source: [source(), source()],
      destination: [destination(), destination()],
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
  const pieces = Array.from({ length: count - tail }, () => fragment(dice, fields, grid))
  const wildcards = Array.from(
    { length: tail },
    (_, i): WrittenRule => ({
      ...wildcard(i % 2 === 1 ? "Allow" : "Deny"),
      protocol: i % 3 === 2 ? "Tcp" : "*",
      destinationPorts: [i < 3 ? "*" : `${i}-${60000 + i}`],
    }),
  )
  return numbered([...pieces, ...wildcards])
}

function fragment(dice: Dice, fields: number, grid: number): WrittenRule {
  const rule = wildcard(dice.chance(0.5) ? "Allow" : "Deny")
  const left = ["protocol", "source", "destination", "sourcePorts", "destinationPorts"] as const
  const open = [...left]
  for (let k = 0; k < fields; k++) {
    const [field] = open.splice(dice.below(open.length), 1)
    if (field === "protocol") rule.protocol = dice.pick(["Tcp", "Udp", "Icmp"] as const)
    else if (field === "source" || field === "destination") rule[field] = [shortPrefix(dice)]
    else rule[field!] = [gridRange(dice, grid)]
  }
  return rule
}

function shortPrefix(dice: Dice): string {
  const length = Math.min(4, 1 + dice.below(4))
  return block(dice.word(), length)
}

/** A quarter to three quarters of all ports, on a grid. */
function gridRange(dice: Dice, grid: number): string {
  const width = Math.min(grid, Math.max(1, Math.round(grid * 0.5 * (0.5 + dice.fraction()))))
  const start = dice.below(Math.max(1, grid - width + 1))
  const unit = 65536 / grid
  return `${start * unit}-${(start + width) * unit - 1}`
}

/** The whole space cut again and again into boxes, and a rule for all of its TCP that only all of them together cover. */
export function guillotine(boxes: number, seed: number): WrittenRule[] {
  const dice = new Dice(seed)
  const rules = shuffled(partition(dice, boxes), dice).map(
    (box): WrittenRule => ({
      ...wildcard(dice.chance(0.5) ? "Allow" : "Deny"),
      source: [block(...box.source)],
      destination: [block(...box.destination)],
      sourcePorts: [box.sourcePort.join("-")],
      destinationPorts: [box.port.join("-")],
    }),
  )
  // Only TCP and IPv4: no range of ports surely covers a packet without ports, and no 0.0.0.0/0 one of IPv6.
  const space = ["0.0.0.0/0"]
  return numbered([...rules, { ...wildcard("Allow"), protocol: "Tcp", source: space, destination: space }])
}

type Pair = readonly [number, number]

/** Addresses by first and prefix length, ports by first and last. */
interface Box {
  readonly source: Pair
  readonly destination: Pair
  readonly sourcePort: Pair
  readonly port: Pair
}

function partition(dice: Dice, boxes: number): Box[] {
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
  return [...done, ...open]
}

/** Across a field, across the destination ports where that field is too narrow, or not at all. */
function cut(dice: Dice, box: Box): [Box, Box] | undefined {
  const field = dice.pick(["source", "destination", "sourcePort", "port"] as const)
  const [first, size] = box[field]
  if ((field === "source" || field === "destination") && size < 16) {
    return [
      { ...box, [field]: [first, size + 1] },
      { ...box, [field]: [first + 2 ** (31 - size), size + 1] },
    ]
  }
  if (field === "sourcePort" && size > first) return cutPorts(dice, box, field)
  return box.port[1] > box.port[0] ? cutPorts(dice, box, "port") : undefined
}

function cutPorts(dice: Dice, box: Box, field: "sourcePort" | "port"): [Box, Box] {
  const [first, last] = box[field]
  const middle = first + dice.below(last - first)
  return [
    { ...box, [field]: [first, middle] },
    { ...box, [field]: [middle + 1, last] },
  ]
}

function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  const result = [...list]
  for (let i = result.length - 1; i > 0; i--) {
    const j = dice.below(i + 1)
    const swapped = result[i]!
    result[i] = result[j]!
    result[j] = swapped
  }
  return result
}
