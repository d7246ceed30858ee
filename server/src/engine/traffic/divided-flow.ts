import { isUnknown } from "../../values/unknown.ts"
import type { Access, SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { dimensions, hasPacketIn, takesSome } from "./certain-packets.ts"
import { emptySet, type IntervalSet, intersect, subtract, union } from "./interval-set.ts"
import type { Part } from "./parts.ts"
import { isPortless } from "./pinned-packet.ts"
import { portlessPoints } from "./port-set.ts"
import { type Field, hits, miss, type Region } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"
import { boxSet, intersectSets, nothing, subtractSets, type TrafficSet, uniteSets } from "./traffic-set.ts"

/** More rules are not compared, as the sets of packets that they take may fall into a great many boxes. */
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
  const ends: Ends = { Allow: noEnd, Deny: noEnd }
  let settled = nothing
  const open: TrafficSet[] = []
  for (const one of rules) {
    const { sure, possible, likely } = packetsOf(one, starts, space)
    const reached = subtractSets(possible, settled)
    const { access } = one.rule
    const isOpen = dependsOnValues(one, starts)
    for (const each of accesses) {
      if (access === other(each)) continue
      const isCertain = !isUnknown(access) && !isOpen && takesAll(one, ends[other(each)])
      ends[each] = {
        possible: uniteSets(ends[each].possible, reached),
        likely: uniteSets(ends[each].likely, subtractSets(likely, settled)),
        isCertain: ends[each].isCertain || isCertain,
      }
    }
    if (isUnknown(access)) open.push(reached)
    if (isOpen) open.push(subtractSets(reached, sure))
    settled = uniteSets(settled, sure)
  }
  const either = intersectSets(ends.Allow.possible, ends.Deny.possible)
  return accesses.every(isSure) && open.every(set => intersectSets(set, either).length === 0)

  function takesAll(one: FieldedRule<R>, others: End): boolean {
    const { possible } = packetsOf(one, starts, space)
    return takesSome(one, starts, space) && intersectSets(possible, others.possible).length === 0
  }

  function isSure(access: Access): boolean {
    const { possible, isCertain } = ends[access]
    return isCertain || hasPacketIn(subtractSets(possible, ends[other(access)].likely), starts, space)
  }
}

const accesses: readonly Access[] = ["Allow", "Deny"]

function other(access: Access): Access {
  return access === "Allow" ? "Deny" : "Allow"
}

type Ends = Record<Access, End>

/** The packets of a flow that may end with one access. */
interface End {
  readonly possible: TrafficSet
  /** The same without those that are surely not in the named sets that take them. */
  readonly likely: TrafficSet
  /** Whether some packet surely ends so, as a rule takes some that no rule of the other access takes before. */
  readonly isCertain: boolean
}

const noEnd: End = { possible: nothing, likely: nothing, isCertain: false }

/** The packets that the rule surely takes, and those that it possibly takes. */
function packetsOf<R extends SecurityRule>(
  { fields }: FieldedRule<R>,
  starts: readonly TrafficCase[],
  { names }: AddressSpace,
): Record<"sure" | "possible" | "likely", TrafficSet> {
  let sure = nothing
  let possible = nothing
  let likely = nothing
  for (const start of starts) {
    const isSettled = (["direction", "presence", "protocol"] as const).every(
      part => !miss(start[part], fields[part], names[part]),
    )
    const bounds = dimensions.map(part => boundsIn(start, fields[part], part, names[part]))
    possible = uniteSets(possible, boxSet(bounds.map(bound => bound.possible)))
    likely = uniteSets(likely, boxSet(bounds.map(bound => bound.likely)))
    if (isSettled) sure = uniteSets(sure, boxSet(bounds.map(bound => bound.sure)))
  }
  return { sure, possible, likely }
}

/** For traffic without ports all readings of a port count as one point, which is surely taken only if all of them are. */
function boundsIn(
  start: TrafficCase,
  field: Field,
  part: (typeof dimensions)[number],
  names: AddressSpace["names"][Part],
): Record<"sure" | "possible" | "likely", IntervalSet> {
  const region: Region = start[part]
  const held = [...hits(region, field, names)]
  const possible = held.map(({ points }) => points).reduce(union, emptySet)
  const missed = miss(region, field, names)?.points ?? emptySet
  if (!isPortless(start) || part === "source" || part === "destination") {
    const likely = held.map(({ points, inside }) => inside.map(names.lacks).reduce(subtract, points))
    return { sure: subtract(region.points, missed), possible, likely: likely.reduce(union, emptySet) }
  }
  const all = intersect(region.points, portlessPoints)
  const some = possible.length > 0 ? all : emptySet
  return { sure: missed.length > 0 ? emptySet : all, possible: some, likely: some }
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
