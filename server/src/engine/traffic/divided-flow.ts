import { isUnknown } from "../../values/unknown.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { emptySet, type IntervalSet, intersect, subtract, union } from "./interval-set.ts"
import type { Part } from "./parts.ts"
import { isPortless } from "./pinned-packet.ts"
import { portlessPoints } from "./port-set.ts"
import { type Field, hits, miss, type Region } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"
import { boxSet, nothing, type TrafficSet, unite, without } from "./traffic-set.ts"

/** In what packets of one flow may differ. */
const dimensions = ["destinationPort", "destination", "source", "sourcePort"] as const

/** So many rules are compared: the sets of packets that more of them take may fall into a great many boxes. */
const mostRules = 200

/**
 * Whether some packets of the flow are surely allowed and others surely denied, and nothing that cannot be known decides for
 * any: neither an expression's value, nor a condition, nor a reading of ports. Which packets a tag or an application
 * security group holds may decide, as Azure knows that. What rules have in common is not looked at, so packets may count as
 * open that are not.
 *
 * @param rules those that meet the flow, in evaluation order
 */
export function isDivided<R extends SecurityRule>(
  rules: readonly FieldedRule<R>[],
  starts: readonly TrafficCase[],
  space: AddressSpace,
): boolean {
  if (rules.length > mostRules) return false
  let allowed = nothing
  let denied = nothing
  let settled = nothing
  const open: TrafficSet[] = []
  for (const one of rules) {
    const { sure, possible } = packetsOf(one, starts, space)
    const reached = without(possible, settled)
    const { access } = one.rule
    if (access !== "Deny") allowed = unite(allowed, reached)
    if (access !== "Allow") denied = unite(denied, reached)
    if (isUnknown(access)) open.push(reached)
    if (dependsOnValues(one, starts)) open.push(without(reached, sure))
    settled = unite(settled, sure)
  }
  const either = common(allowed, denied)
  return (
    without(allowed, denied).length > 0 &&
    without(denied, allowed).length > 0 &&
    open.every(set => common(set, either).length === 0)
  )
}

function common(a: TrafficSet, b: TrafficSet): TrafficSet {
  return without(a, without(a, b))
}

/** The packets that the rule surely takes, and those that it possibly takes. */
function packetsOf<R extends SecurityRule>(
  { fields }: FieldedRule<R>,
  starts: readonly TrafficCase[],
  { names }: AddressSpace,
): { sure: TrafficSet; possible: TrafficSet } {
  let sure = nothing
  let possible = nothing
  for (const start of starts) {
    const isSettled = (["direction", "presence", "protocol"] as const).every(
      part => !miss(start[part], fields[part], names[part]),
    )
    const bounds = dimensions.map(part => boundsIn(start, fields[part], part, names[part]))
    possible = unite(possible, boxSet(bounds.map(bound => bound.possible)))
    if (isSettled) sure = unite(sure, boxSet(bounds.map(bound => bound.sure)))
  }
  return { sure, possible }
}

/** For traffic without ports all readings of a port count as one point: surely taken only in all of them. */
function boundsIn(
  start: TrafficCase,
  field: Field,
  part: (typeof dimensions)[number],
  names: AddressSpace["names"][Part],
): { sure: IntervalSet; possible: IntervalSet } {
  const region: Region = start[part]
  const possible = [...hits(region, field, names)].map(({ points }) => points).reduce(union, emptySet)
  const missed = miss(region, field, names)?.points ?? emptySet
  if (!isPortless(start) || part === "source" || part === "destination") {
    return { sure: subtract(region.points, missed), possible }
  }
  const all = intersect(region.points, portlessPoints)
  return { sure: missed.length > 0 ? emptySet : all, possible: possible.length > 0 ? all : emptySet }
}

/** Whether anything but the membership in named sets leaves open what the rule takes: also a reading of ports. */
function dependsOnValues<R extends SecurityRule>(
  { rule, fields, open }: FieldedRule<R>,
  starts: readonly TrafficCase[],
): boolean {
  return open.some(part => {
    if (part === "source" || part === "destination") return rule[part].some(({ kind }) => kind === "unknown")
    const isPort = part === "sourcePort" || part === "destinationPort"
    return fields[part].names.length > 0 || (isPort && starts.some(isPortless))
  })
}
