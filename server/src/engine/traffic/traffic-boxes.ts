import { prefixTexts } from "../../values/format-address.ts"
import { groupedBy } from "../../values/grouped.ts"
import type { PortRange } from "../../values/port.ts"
import type { ValueAssumption } from "../flow.ts"
import type { BoxEnd, TrafficBox } from "../traffic-box.ts"
import type { AddressRange } from "./address-numbering.ts"
import type { AddressSpace } from "./address-space.ts"
import { hasPorts } from "./flow-case.ts"
import { contains, type IntervalSet, intersect, intervalsOf, isEqual, size } from "./interval-set.ts"
import { directions, parts, protocols } from "./parts.ts"
import { isPortless, nameOf } from "./pinned-packet.ts"
import { allPorts, portlessPoints } from "./port-set.ts"
import type { TrafficCase } from "./traffic-case.ts"
import { type Box, boxesOf, boxSet, subtractSets, type TrafficSet, uniteAll } from "./traffic-set.ts"

/** The dimensions of a box, those first that rules cut least. */
export const dimensions = ["direction", "protocol", "destinationPort", "destination", "source", "sourcePort"] as const

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
  return rankedBoxes(cases, space, most, joinedBoxes)
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

/** A box of cases that assume the same. */
export interface LikeBox {
  readonly box: Box
  /** A case with what is assumed for it. */
  readonly like: TrafficCase
  /** Whether it holds traffic without ports in some readings of what a particular port means for it. */
  readonly readsPorts: boolean
}

function rankedBoxes(
  cases: readonly TrafficCase[],
  space: AddressSpace,
  most: number,
  boxesIn: (sets: readonly TrafficSet[]) => readonly Box[],
): { boxes: TrafficBox[]; more: number } {
  const groups = groupedBy(cases, one => `${isPortless(one)} ${namesKey(one)}`)
  const boxes = [...groups.values()].flatMap(some =>
    boxesIn(some.map(caseSet)).map(box => ({ box, like: some[0]!, readsPorts: isReadByPorts(box) })),
  )
  const { ranked: told, more } = ranked(boxes, space, most)
  return { boxes: told.map(({ box }) => box), more }
}

/** The first of the boxes, the largest first, and how many more there are. */
export function ranked(
  all: readonly LikeBox[],
  space: AddressSpace,
  most = Number.POSITIVE_INFINITY,
): { readonly ranked: readonly RankedBox[]; readonly more: number } {
  const addresses = addressReader(space)
  const byShare = all.map(one => ({ one, share: shareOf(one.box, addresses) })).sort((a, b) => b.share - a.share)
  return {
    ranked: byShare.slice(0, most).map(({ one }) => ({ one, box: readable(one, space, addresses) })),
    more: all.length - Math.min(most, all.length),
  }
}

/** A box as it is computed with, and as it is read. */
export interface RankedBox {
  readonly one: LikeBox
  readonly box: TrafficBox
}

/** What is assumed for a case. */
export function namesKey(one: TrafficCase): string {
  return JSON.stringify(parts.map(part => [one[part].inside.toSorted(), one[part].outside.toSorted()]))
}

/** Joined where that makes fewer, and does not take much more work than finding the cases did. */
export function joinedBoxes(sets: readonly TrafficSet[]): readonly Box[] {
  const joined = uniteAll(sets, { left: 1000 + 100 * sets.length })
  const boxes = joined && boxesOf(joined)
  return boxes && boxes.length <= sets.length ? boxes : sets.flatMap(boxesOf)
}

export function caseSet(one: TrafficCase): TrafficSet {
  return boxSet(dimensions.map(part => one[part].points))
}

function isUnconditional(one: TrafficCase): boolean {
  return parts.every(part => one[part].inside.length + one[part].outside.length === 0)
}

function readable({ box, like, readsPorts }: LikeBox, space: AddressSpace, addresses: AddressReader): TrafficBox {
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
    readsPorts,
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

export const portPlaces = [dimensions.indexOf("sourcePort"), dimensions.indexOf("destinationPort")]

export function isReadByPorts(box: Box): boolean {
  const isOfPortless = intervalsOf(box[dimensions.indexOf("protocol")]!).some(([, end]) => end > firstPortless)
  return isOfPortless && !portPlaces.every(place => isEqual(box[place]!, portlessPoints))
}

const firstPortless = protocols.findIndex(protocol => !hasPorts(protocol))
