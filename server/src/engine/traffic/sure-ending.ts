import { isUnknown } from "../../values/unknown.ts"
import type { Packet } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { isAllowed } from "./passage.ts"
import type { CourseDecision, PathCourse } from "./path-courses.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type SureNeeds, surePacket, type TrafficEnds } from "./sure-packet.ts"
import type { Budget } from "./traffic-case.ts"

/** Traffic, and where it is looked at. */
export interface SureSearch<D extends AdminRule> {
  /** Every course that the traffic may take: a rule that decides none of it keeps nothing open. */
  readonly all: readonly PathCourse<D>[]
  readonly ends: () => TrafficEnds
  readonly except: readonly FieldedRule<MatchingRule>[]
  readonly space: AddressSpace
  readonly left: Budget
}

/**
 * A packet of the traffic that surely ends as the course does. First one is looked for that surely takes this course, then one of
 * which other rules with the same access may decide.
 */
export function sureIn<D extends AdminRule>(
  course: PathCourse<D>,
  { all, ends, except, space, left }: SureSearch<D>,
): Packet | undefined {
  const allowed = isAllowed(course.passage)
  if (allowed === null || left.left < 0) return undefined
  const { start, decisions } = course
  const own = needsOf(decisions, all, except, () => true)
  const packet = surePacket(start, ends, own, space, left)
  if (packet) return left.left < 0 ? undefined : packet
  // Where one list denies, what other groups do makes no difference.
  const last = decisions.at(-1)
  const deciding = allowed ? decisions : decisions.filter(one => one === last || one.list.isAdmin)
  const ofOthers = needsOf(deciding, all, except, isOther)
  const other = surePacket(start, ends, ofOthers, space, left)
  return left.left < 0 ? undefined : other
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
  except: readonly FieldedRule<MatchingRule>[],
  spoils: Spoils,
): SureNeeds {
  const taking: FieldedRule<MatchingRule>[] = []
  const missing = [...except]
  for (const decision of decisions) {
    if (decision.decider) taking.push(decision.decider)
    const earlier = new Map<number, FieldedRule<D>>()
    for (const course of all) {
      for (const { list, decider, place } of course.decisions) {
        if (decider && list === decision.list && place < decision.place) earlier.set(place, decider)
      }
    }
    for (const one of earlier.values()) if (spoils(one, decision)) missing.push(one)
  }
  return { taking, missing }
}
