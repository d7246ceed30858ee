import { isUnknown } from "../../values/unknown.ts"
import type { Packet } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { isAllowed } from "./passage.ts"
import type { CourseDecision, PathCourse } from "./path-courses.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type SureNeeds, surePacket, type TrafficEnds } from "./sure-packet.ts"
import type { Budget, TrafficCase } from "./traffic-case.ts"

/** Traffic, and where it is looked at. */
export interface SureSearch {
  /** The case of the traffic that the course is of. */
  readonly start: TrafficCase
  readonly ends: () => TrafficEnds
  readonly except: readonly FieldedRule<MatchingRule>[]
  readonly space: AddressSpace
  readonly left: Budget
}

/**
 * A packet of the traffic that surely ends as the course does; `all`: every course that the traffic may take, so a rule that
 * decides none of it keeps nothing open. First one is looked for that surely takes this course, then one of which other rules
 * with the same access may decide.
 */
export function sureIn<D extends AdminRule>(
  course: PathCourse<D>,
  all: readonly PathCourse<D>[],
  { start, ends, except, space, left }: SureSearch,
): Packet | undefined {
  const allowed = isAllowed(course.passage)
  if (allowed === null || left.left < 0) return undefined
  const last = course.decisions.at(-1)
  // Where one list denies, what other groups do makes no difference.
  const deciding = allowed ? course.decisions : course.decisions.filter(one => one === last || one.list.isAdmin)
  for (const needs of [needsOf(course.decisions, all, () => true), needsOf(deciding, all, isOther)]) {
    const packet = surePacket(start, ends, { ...needs, missing: [...except, ...needs.missing] }, space, left)
    if (packet) return left.left < 0 ? undefined : packet
  }
  return undefined
}

/** Whether the rule before the decider does something else with its packets, or may. */
type Spoils = (one: FieldedRule<AdminRule>, decision: CourseDecision<AdminRule>) => boolean

function isOther({ rule: { access } }: FieldedRule<AdminRule>, { list, decider }: CourseDecision<AdminRule>): boolean {
  const ofNone = list.isAdmin ? "Allow" : "Deny"
  return isUnknown(access) || access !== (decider ? decider.rule.access : ofNone)
}

/** What takes a packet along these decisions, and what would take it elsewhere. */
function needsOf<D extends AdminRule>(
  decisions: readonly CourseDecision<D>[],
  all: readonly PathCourse<D>[],
  spoils: Spoils,
): SureNeeds {
  const taking = decisions.flatMap(({ decider }) => decider ?? [])
  const missing = decisions.flatMap(decision => {
    const earlier = new Map<number, FieldedRule<D>>()
    for (const { list, decider, place } of all.flatMap(course => course.decisions)) {
      if (decider && list === decision.list && place < decision.place) earlier.set(place, decider)
    }
    return [...earlier.values()].filter(one => spoils(one, decision))
  })
  return { taking, missing }
}
