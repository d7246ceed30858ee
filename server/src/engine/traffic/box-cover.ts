import { type IntervalSet, isEqual, subtract, union } from "./interval-set.ts"
import {
  type Box,
  boxesOf,
  boxSet,
  count,
  intersectSets,
  subtractSets,
  type TrafficSet,
  uniteAll,
} from "./traffic-set.ts"

/**
 * Boxes of a set that together hold at least what is needed of it, each as large as it can be. They may share points, which
 * reads better: "all from here" and "443 from everywhere" instead of "all but 443 from here" and the rest.
 */
export function boxCover(set: TrafficSet, needed: TrafficSet): readonly Box[] {
  const disjoint = boxesOf(needed)
  if (disjoint.length === 0) return []
  const grown = unlike(disjoint.flatMap(box => ordersOf(box).map(order => grow(box, order, set))))
  const chosen = trimmed(withoutSpare(chooseLargest(grown, needed), needed), needed)
  return chosen.length <= disjoint.length ? chosen : disjoint
}

/** A box can often grow in several ways: along its first dimensions first, and along its last. */
function ordersOf(box: Box): readonly (readonly number[])[] {
  const places = box.map((_, place) => place)
  return [places, places.toReversed()]
}

/** The box made as wide within the set as it can be, along one dimension after the other. */
function grow(box: Box, order: readonly number[], set: TrafficSet): Box {
  return order.reduce((current, place) => {
    const wide = current.with(place, shadow(set, place))
    const beyond = subtractSets(boxSet(wide), set)
    return wide.with(place, subtract(wide[place]!, shadow(beyond, place)))
  }, box)
}

/** The points along one dimension at which the set holds anything. */
function shadow(set: TrafficSet, place: number): IntervalSet {
  const points = ({ points, rest }: TrafficSet[number]) => (place === 0 || !rest ? points : shadow(rest, place - 1))
  return set.map(points).reduce(union, [])
}

function unlike(boxes: readonly Box[]): Box[] {
  const isLike = (one: Box, other: Box) => one.every((points, place) => isEqual(points, other[place]!))
  return boxes.filter((box, index) => boxes.findIndex(other => isLike(box, other)) === index)
}

/** Always the one that holds most of what is left. */
function chooseLargest(boxes: readonly Box[], needed: TrafficSet): Box[] {
  const chosen: Box[] = []
  let left = needed
  while (left.length > 0) {
    const held = boxes.map(box => count(intersectSets(boxSet(box), left)))
    const most = held.reduce((best, one, index) => (one > held[best]! ? index : best), 0)
    chosen.push(boxes[most]!)
    left = subtractSets(left, boxSet(boxes[most]!))
  }
  return chosen
}

/** Leaves out boxes of which the others hold all that is needed. */
function withoutSpare(boxes: readonly Box[], needed: TrafficSet): readonly Box[] {
  return boxes.reduceRight((kept, box) => {
    const others = kept.filter(one => one !== box)
    return missingWithout(others, box, needed).length === 0 ? others : kept
  }, boxes)
}

/** Where others hold part of a box, it need not: it is cut to what is missing without it where that reads no worse. */
function trimmed(boxes: readonly Box[], needed: TrafficSet): readonly Box[] {
  return boxes.reduceRight((current, _, index) => {
    const others = current.toSpliced(index, 1)
    return current.with(index, trim(current[index]!, others, needed))
  }, boxes)
}

function trim(box: Box, others: readonly Box[], needed: TrafficSet): Box {
  return box.reduce((current, points, place) => {
    const own = shadow(missingWithout(others, current, needed), place)
    const isShort = own.length < points.length || (own.length === points.length && own.length > 2)
    return isShort ? current.with(place, own) : current
  }, box)
}

function missingWithout(others: readonly Box[], box: Box, needed: TrafficSet): TrafficSet {
  return subtractSets(intersectSets(boxSet(box), needed), uniteAll(others.map(boxSet)))
}
