import { prefixTexts } from "../../values/format-address.ts"
import type { PortRange } from "../../values/port.ts"
import type { ValueAssumption } from "../flow.ts"
import type { BoxEnd, TrafficBox } from "../traffic-box.ts"
import type { AddressRange } from "./address-numbering.ts"
import type { AddressSpace } from "./address-space.ts"
import { contains, type IntervalSet, intersect, intervalsOf, isEqual, size } from "./interval-set.ts"
import { directions, parts, protocols } from "./parts.ts"
import { isPortless, nameOf } from "./pinned-packet.ts"
import { allPorts, portlessPoints } from "./port-set.ts"
import type { TrafficCase } from "./traffic-case.ts"
import { type Box, boxesOf, boxSet, subtractSets, type TrafficSet, uniteAll } from "./traffic-set.ts"

/** The dimensions of a box, those first that rules cut least. */
const dimensions = ["direction", "protocol", "destinationPort", "destination", "source", "sourcePort"] as const

/**
 * Puts cases that share no packet into few disjoint boxes, the largest first; those with different assumptions stay apart.
 * Boxes are joined where that makes fewer. It may make many more, and is given up where it would take much more work than
 * finding the cases did.
 */
export function trafficBoxes(cases: readonly TrafficCase[], space: AddressSpace): TrafficBox[] {
  return largestBoxes(cases, space, Number.POSITIVE_INFINITY).boxes
}

/** Does the same, but gives only the first of the boxes, and how many more there are. */
export function largestBoxes(
  cases: readonly TrafficCase[],
  space: AddressSpace,
  most: number,
): { readonly boxes: TrafficBox[]; readonly more: number } {
  return rankedBoxes(cases, space, most, sets => {
    const joined = uniteAll(sets, { left: 1000 + 100 * sets.length })
    const boxes = joined && boxesOf(joined)
    return boxes && boxes.length <= sets.length ? boxes : sets.flatMap(boxesOf)
  })
}

/** Does the same with cases that may share packets, without what the others hold without assuming anything. */
export function unitedBoxes(
  cases: readonly TrafficCase[],
  space: AddressSpace,
  others: readonly TrafficCase[] = [],
): TrafficBox[] {
  const known = uniteAll(others.filter(isUnconditional).map(caseSet))
  const boxesIn = (sets: readonly TrafficSet[]) => boxesOf(subtractSets(uniteAll(sets), known))
  return rankedBoxes(cases, space, Number.POSITIVE_INFINITY, boxesIn).boxes
}

function rankedBoxes(
  cases: readonly TrafficCase[],
  space: AddressSpace,
  most: number,
  boxesIn: (sets: readonly TrafficSet[]) => readonly Box[],
): { boxes: TrafficBox[]; more: number } {
  const addresses = addressReader(space)
  const ranked = [...alike(cases).values()].flatMap(some =>
    boxesIn(some.map(caseSet)).map(box => ({ box, like: some[0]!, share: shareOf(box, addresses) })),
  )
  ranked.sort((a, b) => b.share - a.share)
  const boxes = ranked.slice(0, most).map(({ box, like }) => readable(box, like, space, addresses))
  return { boxes, more: ranked.length - boxes.length }
}

/** Groups the cases by what is assumed for them, and by whether they have ports. */
function alike(cases: readonly TrafficCase[]): ReadonlyMap<string, TrafficCase[]> {
  const groups = new Map<string, TrafficCase[]>()
  for (const one of cases) {
    const names = parts.map(part => [one[part].inside.toSorted(), one[part].outside.toSorted()])
    const key = JSON.stringify([isPortless(one), names])
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

function readable(box: Box, like: TrafficCase, space: AddressSpace, addresses: AddressReader): TrafficBox {
  const points = (part: (typeof dimensions)[number]) => box[dimensions.indexOf(part)]!
  const words = <T>(part: "direction" | "protocol", all: readonly T[]) =>
    all.filter((_, index) => contains(points(part), index))
  const end = (part: "source" | "destination"): BoxEnd => ({
    prefixes: addresses(points(part)).texts,
    inside: like[part].inside.map(name => space.setOf.get(name)!),
    outside: like[part].outside.map(name => space.setOf.get(name)!),
  })
  return {
    directions: words("direction", directions),
    protocols: words("protocol", protocols),
    source: end("source"),
    sourcePorts: portRanges(points("sourcePort")),
    destination: end("destination"),
    destinationPorts: portRanges(points("destinationPort")),
    assumptions: assumptionsOf(like),
    readsPorts: isPortless(like) && ![points("sourcePort"), points("destinationPort")].every(isEveryReading),
  }
}

/** The box's share of all packets, for order only; each family counts as all addresses. */
function shareOf(box: Box, addresses: AddressReader): number {
  const shareOfPart = (points: IntervalSet, place: number) =>
    isAddress(dimensions[place]!) ? addresses(points).share : size(points)
  return box.map(shareOfPart).reduce((product, part) => product * part, 1)
}

function isAddress(part: (typeof dimensions)[number]): boolean {
  return part === "source" || part === "destination"
}

/** What is to be known of a set of addresses. */
type AddressReader = (set: IntervalSet) => {
  readonly share: number
  /** In fewest CIDR blocks, IPv4 first, then the names of what stands apart. */
  readonly texts: readonly string[]
}

/** Many boxes have the same few sets of addresses, and what rules leave of all addresses takes many blocks. */
function addressReader({ numbering, setOf }: AddressSpace): AddressReader {
  const known = new Map<string, ReturnType<AddressReader>>()
  return set => {
    const key = set.join()
    const found = known.get(key)
    if (found) return found
    const ranges = numbering.rangesOf(set)
    const apart = numbering.apartKeysOf(set)
    let texts: string[] | undefined
    const read = {
      share: ranges.reduce((sum, range) => sum + shareOfRange(range), 0) || Number.EPSILON,
      get texts() {
        texts ??= [
          ...ranges.flatMap(({ family, first, last }) => prefixTexts(family, first, last)),
          ...apart.map(name => nameOf(setOf.get(name)) ?? name),
        ]
        return texts
      },
    }
    known.set(key, read)
    return read
  }
}

function shareOfRange({ family, first, last }: AddressRange): number {
  return (Number(last) - Number(first) + 1) / 2 ** (family === 4 ? 32 : 128)
}

function portRanges(set: IntervalSet): PortRange[] {
  return intervalsOf(intersect(set, allPorts)).map(([first, end]) => ({ first, last: end - 1 }))
}

/** What is taken to be so of values other than addresses. */
function assumptionsOf(one: TrafficCase): ValueAssumption[] {
  return parts.flatMap((part): ValueAssumption[] => {
    if (part === "source" || part === "destination") return []
    const taken = (holds: boolean) => (name: string) => ({ kind: "value", part, name, rule: null, holds }) as const
    return [...one[part].inside.map(taken(true)), ...one[part].outside.map(taken(false))]
  })
}

function isEveryReading(set: IntervalSet): boolean {
  return isEqual(set, portlessPoints)
}
