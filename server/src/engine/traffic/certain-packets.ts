import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { covers, emptySet, type IntervalSet, intersect, meets, subtract, union } from "./interval-set.ts"
import { type Region, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"
import { type Box, boxesOf, boxSet, subtractSets, type TrafficSet, uniteAll } from "./traffic-set.ts"

/** The parts in which packets of one flow may differ, in the order in which sets of packets have them. */
export const dimensions = ["destinationPort", "destination", "source", "sourcePort"] as const

type Dimension = (typeof dimensions)[number]

/**
 * Whether the flow surely has a packet in the set. An end that is a named set has its sure addresses, and may
 * have others of which not one is known: where one of those is needed, all of them have to be in the set.
 */
export function hasPacketIn(set: TrafficSet, starts: readonly TrafficCase[], space: AddressSpace): boolean {
  return starts.some(start => {
    const all = boxSet(dimensions.map(part => start[part].points))
    const missing = boxesOf(subtractSets(all, set)).map(box => boxSet(widened(box, start, space)))
    return subtractSets(all, uniteAll(missing)).length > 0
  })
}

function widened(box: Box, start: TrafficCase, space: AddressSpace): Box {
  return box.map((points, index) => {
    const part = dimensions[index]!
    const open = subtract(start[part].points, surePoints(start[part], part, space))
    return meets(points, open) ? union(points, open) : points
  })
}

/** Whether the rule, were it alone, surely took some packet of the flow. */
export function takesSome<R extends MatchingRule>(
  { rule, fields }: FieldedRule<R>,
  starts: readonly TrafficCase[],
  space: AddressSpace,
): boolean {
  if (rule.possiblyAbsent) return false
  return starts.some(start =>
    dimensions.every(part => {
      const region = start[part]
      const names = space.names[part]
      if (part !== "source" && part !== "destination") return truthOn(region, fields[part], names) !== false
      const sure = surePoints(region, part, space)
      const known = fields[part].names.map(names.sure).reduce(union, fields[part].points)
      if (covers(known, region.points) || meets(known, sure)) return true
      return fields[part].names.some(name => names.some(name) && isWithin(name, region, sure, part, space))
    }),
  )
}

/** Whether the address that the named set surely has lies in the region. */
function isWithin(
  name: string,
  region: Region,
  sure: IntervalSet,
  part: Dimension,
  { names, numbering }: AddressSpace,
): boolean {
  const [ipv4] = numbering.families
  if (!meets(region.points, ipv4)) return false
  if (region.inside.some(end => names[part].implies([name], end))) return true
  return covers(sure, intersect(names[part].possible(name) ?? numbering.everything, ipv4))
}

function surePoints({ points, inside }: Region, part: Dimension, { names }: AddressSpace): IntervalSet {
  if (inside.length === 0) return points
  return intersect(points, inside.map(names[part].sure).reduce(union, emptySet))
}
