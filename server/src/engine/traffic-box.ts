import type { AddressTerm } from "../values/address.ts"
import { prefixTexts } from "../values/format-address.ts"
import type { PortRange } from "../values/port.ts"
import type { Direction, Protocol } from "./security-rule.ts"
import { contains, type IntervalSet, intersect, intervalsOf, isEqual } from "./traffic/interval-set.ts"
import { isPortless, nameOf } from "./traffic/pinned-packet.ts"
import { allPorts, portlessPoints } from "./traffic/port-set.ts"
import { directions, type Part, parts, protocols } from "./traffic/rule-fields.ts"
import type { TrafficCase, World } from "./traffic/traffic-case.ts"
import { type Box, boxesOf, boxSet, count, type TrafficSet, uniteAll, without } from "./traffic/traffic-set.ts"

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

/**
 * Cases that share no packet as few disjoint boxes under each set of conditions, the largest first. They are joined where
 * that makes fewer; it may make many more, and is given up where it would take much more work than to find the cases.
 */
export function trafficBoxes(cases: readonly TrafficCase[], world: World): TrafficBox[] {
  return readableBoxes(cases, world, sets => {
    const joined = uniteAll(sets, { left: 1000 + 100 * sets.length })
    const boxes = joined && boxesOf(joined)
    return boxes && boxes.length <= sets.length ? boxes : sets.flatMap(boxesOf)
  })
}

/** The same of cases that may share packets, less what others say without condition. */
export function unitedBoxes(
  cases: readonly TrafficCase[],
  world: World,
  others: readonly TrafficCase[] = [],
): TrafficBox[] {
  const known = uniteAll(others.filter(isUnconditional).map(caseSet))
  return readableBoxes(cases, world, sets => boxesOf(without(uniteAll(sets), known)))
}

function readableBoxes(
  cases: readonly TrafficCase[],
  world: World,
  boxesIn: (sets: readonly TrafficSet[]) => readonly Box[],
): TrafficBox[] {
  const textsOf = addressTexts(world)
  return [...alike(cases).values()].flatMap(some =>
    boxesIn(some.map(caseSet))
      .map(box => ({ box, points: count(boxSet(box)) }))
      .sort((a, b) => (a.points === b.points ? 0 : a.points < b.points ? 1 : -1))
      .map(({ box }) => readable(box, some[0]!, world, textsOf)),
  )
}

/** The cases apart by what is taken to be so for them, and by whether they have ports. */
function alike(cases: readonly TrafficCase[]): ReadonlyMap<string, TrafficCase[]> {
  const groups = new Map<string, TrafficCase[]>()
  for (const one of cases) {
    const key = JSON.stringify([isPortless(one), parts.map(part => [one[part].inside, one[part].outside])])
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

function caseSet(one: TrafficCase): TrafficSet {
  return boxSet(dimensions.map(part => one[part].points))
}

function isUnconditional(one: TrafficCase): boolean {
  return parts.every(part => one[part].inside.length + one[part].outside.length === 0)
}

function readable(box: Box, like: TrafficCase, world: World, textsOf: TextsOf): TrafficBox {
  const points = (part: (typeof dimensions)[number]) => box[dimensions.indexOf(part)]!
  const words = <T>(part: "direction" | "protocol", all: readonly T[]) =>
    all.filter((_, index) => contains(points(part), index))
  const end = (part: "source" | "destination"): BoxEnd => ({
    prefixes: textsOf(points(part)),
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

/** The addresses of a set in fewest CIDR blocks, IPv4 first, then the names of what stands apart. */
type TextsOf = (set: IntervalSet) => readonly string[]

/** Many boxes have the same few sets of addresses, and what rules leave of all addresses takes many blocks. */
function addressTexts({ line, setOf }: World): TextsOf {
  const known = new Map<string, readonly string[]>()
  return set => {
    const key = set.join()
    const found = known.get(key)
    if (found) return found
    const blocks = line.rangesOf(set).flatMap(({ family, first, last }) => prefixTexts(family, first, last))
    const texts = [...blocks, ...line.apartKeysOf(set).map(apart => nameOf(setOf.get(apart)) ?? apart)]
    known.set(key, texts)
    return texts
  }
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
