import { groupedBy } from "../../values/grouped.ts"
import type { TrafficBox } from "../traffic-box.ts"
import type { AddressSpace } from "./address-space.ts"
import { boxCover } from "./box-cover.ts"
import { type IntervalSet, intersect, covers as isWithin, meets, union } from "./interval-set.ts"
import { forParts, parts } from "./parts.ts"
import { isPortless } from "./pinned-packet.ts"
import { portReadings, withPorts } from "./port-readings.ts"
import { allPorts } from "./port-set.ts"
import {
  caseSet,
  dimensions,
  isReadByPorts,
  joinedBoxes,
  type LikeBox,
  namesKey,
  portPlaces,
  ranked,
} from "./traffic-boxes.ts"
import type { TrafficCase } from "./traffic-case.ts"
import {
  type Box,
  boxesOf,
  boxSet,
  intersectSets,
  nothing,
  subtractSets,
  type TrafficSet,
  uniteAll,
} from "./traffic-set.ts"

/**
 * Puts cases that share no packet into few boxes, each as large as it can be, so that they may share packets. Those with
 * different assumptions stay apart, but a box of what lies in a set has what surely does, too: "VirtualNetwork" instead of what
 * is known of it and the rest of it. Where there are too many boxes to compare each with each, they stay disjoint.
 */
export function coveringBoxes(cases: readonly TrafficCase[], space: AddressSpace): TrafficBox[] {
  return coveringParts(cases, space).map(({ box }) => box)
}

/** A box, and which part of a case is in it. */
export interface CoveringPart {
  readonly box: TrafficBox
  /** What cases assume that may be in it. */
  readonly names: string
  partOf(one: TrafficCase): TrafficCase | undefined
}

export function coveringParts(cases: readonly TrafficCase[], space: AddressSpace): CoveringPart[] {
  const alike = [...groupedBy(cases, namesKey).values()].flatMap(likeBoxes)
  const isMuch = alike.reduce((sum, { boxes }) => sum + boxes.length, 0) > mostCompared
  const told = isMuch ? alike : covers(alike, space)
  const boxes = told.flatMap(({ boxes, ...one }) => withBothFamilies(boxes, space).map(box => ({ ...one, box })))
  return ranked(boxes, space).ranked.map(({ one, box }) => ({
    box,
    names: namesKey(one.like),
    partOf: within => partIn(one, within),
  }))
}

/** Undefined where they share no packet. */
function partIn({ box }: LikeBox, one: TrafficCase): TrafficCase | undefined {
  const portless = isPortless(one)
  if (dimensions.some((name, place) => isTold(place, portless) && !meets(one[name].points, box[place]!)))
    return undefined
  return forParts(name => {
    const place = dimensions.indexOf(name as (typeof dimensions)[number])
    if (place < 0 || !isTold(place, portless)) return one[name]
    return { ...one[name], points: intersect(one[name].points, box[place]!) }
  })
}

/** A port of traffic without ports is only a reading of it. */
function isTold(place: number, portless: boolean): boolean {
  return !(portless && portPlaces.includes(place))
}

const mostCompared = 60

/** Boxes of cases that assume the same. */
interface LikeBoxes extends Omit<LikeBox, "box"> {
  readonly boxes: readonly Box[]
}

function likeBoxes(cases: readonly TrafficCase[]): LikeBoxes[] {
  const like = cases[0]!
  const { known, read } = boxesByReading(cases)
  return [
    { like, readsPorts: false, boxes: known },
    { like, readsPorts: true, boxes: read },
  ].filter(({ boxes }) => boxes.length > 0)
}

/** Traffic without ports that is there in all readings of them has the ports of traffic with some, so that one box may have both. */
function boxesByReading(cases: readonly TrafficCase[]): {
  readonly known: readonly Box[]
  readonly read: readonly Box[]
} {
  const work = { left: 1000 + 100 * cases.length }
  const portless = uniteAll(cases.filter(isPortless).map(caseSet), work)
  const readings = portless && portReadings(portless, work)
  if (!readings) {
    const all = joinedBoxes(cases.map(caseSet))
    const known = all.filter(box => !isReadByPorts(box)).map(ofPorts)
    return { known, read: all.filter(isReadByPorts) }
  }
  const always = boxesOf(readings.always).map(box => boxSet(withPorts(box, allPorts)))
  const ported = cases.filter(one => !isPortless(one)).map(caseSet)
  return { known: joinedBoxes([...ported, ...always]), read: boxesOf(readings.read) }
}

/** What holds in all readings of ports for traffic without them, with the ports of traffic that has some. */
function ofPorts(box: Box): Box {
  return portPlaces.reduce((one, place) => one.with(place, intersect(one[place]!, allPorts)), box)
}

/** Those that assume most come first: what their boxes have of the others need not be told again. */
function covers(alike: readonly LikeBoxes[], space: AddressSpace): readonly LikeBoxes[] {
  const told: LikeBoxes[] = []
  const count = ({ like }: LikeBoxes) => parts.reduce((sum, part) => sum + like[part].inside.length, 0)
  for (const one of alike.toSorted((a, b) => count(b) - count(a))) {
    const own = setOf(one)
    const wider = uniteAll([own, ...alike.map(other => surelyIn(one, other, space))])
    const elsewhere = uniteAll(told.filter(other => surelyIn(other, one, space).length > 0).map(setOf))
    const left = subtractSets(own, elsewhere)
    const boxes = boxCover(wider, subtractSets(wider, elsewhere))
    told.push({ ...one, boxes: boxes.filter(box => intersectSets(boxSet(box), left).length > 0) })
  }
  return told
}

function setOf({ boxes }: LikeBoxes): TrafficSet {
  return uniteAll(boxes.map(boxSet))
}

/**
 * The part of the other for which what is assumed of the one is so whatever is unknown: it assumes the same but that addresses lie
 * in certain sets, and that part has only addresses that surely do.
 */
function surelyIn(one: LikeBoxes, other: LikeBoxes, { names }: AddressSpace): TrafficSet {
  if (one === other || one.readsPorts || other.readsPorts || !assumesMore(one, other)) return nothing
  const box = dimensions.map(part =>
    one.like[part].inside
      .filter(name => !other.like[part].inside.includes(name))
      .reduce((points, name) => intersect(points, names[part].sure(name)), all),
  )
  return intersectSets(setOf(other), boxSet(box))
}

function assumesMore({ like: one }: LikeBoxes, { like: other }: LikeBoxes): boolean {
  const isSame = (a: readonly string[], b: readonly string[]) => a.length === b.length && holdsAll(a, b)
  return (
    isSame(one.presence.inside, other.presence.inside) &&
    parts.every(
      part => isSame(one[part].outside, other[part].outside) && holdsAll(one[part].inside, other[part].inside),
    )
  )
}

function holdsAll(names: readonly string[], others: readonly string[]): boolean {
  return others.every(name => names.includes(name))
}

/** No packet goes from one family to the other, so boxes of the two that differ in nothing else read as one. */
function withBothFamilies(boxes: readonly Box[], { numbering: { families } }: AddressSpace): readonly Box[] {
  const isOf = (family: IntervalSet) => (box: Box) => addressPlaces.every(place => isWithin(family, box[place]!))
  const [older, newer] = families.map(family => boxes.filter(isOf(family)))
  const keyOf = (box: Box) =>
    JSON.stringify(box.map((points, place) => (addressPlaces.includes(place) ? null : points)))
  const partners = new Map(newer!.map(box => [keyOf(box), box]))
  const [inBoth, withPartner] = [new Map<Box, Box>(), new Set<Box>()]
  for (const box of older!) {
    const partner = partners.get(keyOf(box))
    if (!partner || partner === box || withPartner.has(partner)) continue
    withPartner.add(partner)
    inBoth.set(
      box,
      addressPlaces.reduce((one, place) => one.with(place, union(one[place]!, partner[place]!)), box),
    )
  }
  return boxes.filter(box => !withPartner.has(box)).map(box => inBoth.get(box) ?? box)
}

const addressPlaces = [dimensions.indexOf("source"), dimensions.indexOf("destination")]

/** Every point that any dimension has. */
const all: IntervalSet = [-1, Number.MAX_SAFE_INTEGER]
