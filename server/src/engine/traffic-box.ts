import type { AddressTerm } from "../values/address.ts"
import { prefixTexts } from "../values/format-address.ts"
import type { PortRange } from "../values/port.ts"
import type { Direction, Protocol } from "./security-rule.ts"
import { contains, type IntervalSet, intersect, intervalsOf, isEqual } from "./traffic/interval-set.ts"
import { isPortless, nameOf } from "./traffic/pinned-packet.ts"
import { allPorts, portlessPoints } from "./traffic/port-set.ts"
import { directions, type Part, parts, protocols } from "./traffic/rule-fields.ts"
import type { TrafficCase, World } from "./traffic/traffic-case.ts"
import { type Box, boxesOf, boxSet, count, nothing, type TrafficSet, unite, without } from "./traffic/traffic-set.ts"

/** Traffic to be read: every combination of its parts. */
export interface TrafficBox {
  readonly directions: readonly Direction[]
  readonly protocols: readonly Protocol[]
  readonly source: BoxEnd
  readonly sourcePorts: readonly PortRange[]
  readonly destination: BoxEnd
  readonly destinationPorts: readonly PortRange[]
  /** What is taken to be so of values that cannot be known. */
  readonly conditions: readonly BoxCondition[]
  /** The box is of a protocol without ports, and in it because of what a particular port is taken to mean for it. */
  readonly readsPorts: boolean
}

/** Addresses of the prefixes that lie in all sets of `inside` and in none of `outside`. */
export interface BoxEnd {
  readonly prefixes: readonly string[]
  readonly inside: readonly AddressTerm[]
  readonly outside: readonly AddressTerm[]
}

/** The value with this identity, as the packet's part, holds it or does not; "presence" names rules and their conditions. */
export interface BoxCondition {
  readonly part: Part
  readonly name: string
  readonly holds: boolean
}

/** The dimensions of a box, those first that rules cut least. */
const dimensions = ["direction", "protocol", "destinationPort", "destination", "source", "sourcePort"] as const

/** The cases as few disjoint boxes under each set of conditions, the largest first; less what others say without condition. */
export function trafficBoxes(
  cases: readonly TrafficCase[],
  world: World,
  others: readonly TrafficCase[] = [],
): TrafficBox[] {
  const known = trafficSet(others.filter(isUnconditional))
  return [...alike(cases).values()].flatMap(some =>
    boxesOf(without(trafficSet(some), known))
      .toSorted((a, b) => Number(count(boxSet(b)) - count(boxSet(a))))
      .map(box => readable(box, some[0]!, world)),
  )
}

/** The cases apart by what is taken to be so for them, and by whether they have ports. */
function alike(cases: readonly TrafficCase[]): ReadonlyMap<string, TrafficCase[]> {
  const groups = new Map<string, TrafficCase[]>()
  for (const one of cases) {
    const key = JSON.stringify([isPortless(one), parts.map(part => [one[part].inside, one[part].outside])])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}

function trafficSet(cases: readonly TrafficCase[]): TrafficSet {
  return cases.map(one => boxSet(dimensions.map(part => one[part].points))).reduce(unite, nothing)
}

function isUnconditional(one: TrafficCase): boolean {
  return parts.every(part => one[part].inside.length + one[part].outside.length === 0)
}

function readable(box: Box, like: TrafficCase, world: World): TrafficBox {
  const points = (part: (typeof dimensions)[number]) => box[dimensions.indexOf(part)]!
  const words = <T>(part: "direction" | "protocol", all: readonly T[]) =>
    all.filter((_, index) => contains(points(part), index))
  const end = (part: "source" | "destination"): BoxEnd => ({
    prefixes: addressTexts(points(part), world),
    inside: like[part].inside.map(name => world.setOf.get(name)!),
    outside: like[part].outside.map(name => world.setOf.get(name)!),
  })
  return {
    directions: words("direction", directions),
    protocols: words("protocol", protocols),
    source: end("source"),
    sourcePorts: portRanges(points("sourcePort")),
    destination: end("destination"),
    destinationPorts: portRanges(points("destinationPort")),
    conditions: conditionsOf(like),
    readsPorts: isPortless(like) && ![points("sourcePort"), points("destinationPort")].every(isEveryReading),
  }
}

/** The addresses of the set in fewest CIDR blocks, IPv4 first, then the names of what stands apart. */
function addressTexts(set: IntervalSet, { line, setOf }: World): string[] {
  const blocks = line.rangesOf(set).flatMap(({ family, first, last }) => prefixTexts(family, first, last))
  return [...blocks, ...line.apartKeysOf(set).map(key => nameOf(setOf.get(key)) ?? key)]
}

function portRanges(set: IntervalSet): PortRange[] {
  return intervalsOf(intersect(set, allPorts)).map(([first, end]) => ({ first, last: end - 1 }))
}

/** What is assumed of values other than addresses. */
function conditionsOf(one: TrafficCase): BoxCondition[] {
  return parts
    .filter(part => part !== "source" && part !== "destination")
    .flatMap(part => [
      ...one[part].inside.map(name => ({ part, name, holds: true })),
      ...one[part].outside.map(name => ({ part, name, holds: false })),
    ])
}

function isEveryReading(set: IntervalSet): boolean {
  return isEqual(set, portlessPoints)
}
