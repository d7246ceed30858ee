import type { MatchingRule } from "../security-rule.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { meetingRules } from "./meeting-rules.ts"
import { parts } from "./parts.ts"
import { isAsked, type Passage, passed, untouched } from "./passage.ts"
import type { PostedList } from "./posted-list.ts"
import { reachedRules } from "./reached-rules.ts"
import { truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type Budget, casesOf, heldCases, type TrafficCase } from "./traffic-case.ts"
import { triedRules } from "./tried-rules.ts"

/** Packets of a case of traffic that the same rules decide, list by list: those that all deciders hold and none of `missing`. */
export interface PathCourse<D extends AdminRule> {
  readonly start: TrafficCase
  missing(): readonly FieldedRule<MatchingRule>[]
  readonly passage: Passage
  /** The rule that decides in each list that is asked. */
  readonly decisions: readonly CourseDecision<D>[]
}

export interface CourseDecision<D extends AdminRule> {
  readonly list: PostedList<D>
  /** Null where none of the list's rules does. */
  readonly decider: FieldedRule<D> | null
  /** The place of the rule in the list, behind which none that decides comes. */
  readonly place: number
}

/**
 * Yields every course that packets of the start take through the lists, all but those that `except` holds. They share no
 * packet, and each has some. Of each list only the rules to the first that surely takes everything are looked at.
 */
export function* pathCourses<D extends AdminRule>(
  start: TrafficCase,
  except: readonly FieldedRule<MatchingRule>[],
  lists: readonly PostedList<D>[],
  space: AddressSpace,
  budget: Budget,
): Generator<PathCourse<D>, undefined> {
  const [list, another] = lists
  const courses = list && !another ? coursesOfList(start, except, list, space) : undefined
  const course = { start, missing: () => except, passage: untouched, decisions: [] }
  if (courses) yield* courses
  else if (firstOfCourse(course, space, budget)) yield* coursesFrom<D>(course, [start], lists, space, budget)
}

/** The courses through one list; undefined where they have to be searched for. */
function coursesOfList<D extends AdminRule>(
  start: TrafficCase,
  except: readonly FieldedRule<MatchingRule>[],
  list: PostedList<D>,
  space: AddressSpace,
): readonly PathCourse<D>[] | undefined {
  const { meeting, isTaken } = meetingRules(list.ordered, start)
  const fielded = meeting.map(one => one.fielded)
  const left = except.flatMap(rule => meetingRule(rule, start, space))
  const reached = reachedRules(start, [...left, ...fielded], space)
  if (!reached) return undefined
  const courses: PathCourse<D>[] = []
  for (let index = 0; index < (isTaken ? meeting.length : meeting.length + 1); index++) {
    if (!reached.has(left.length + index)) continue
    const decider = fielded[index] ?? null
    const passage = passed(untouched, list, decider ? decider.rule.access : null)
    const decision = { list, decider, place: meeting[index]?.place ?? list.ordered.rules.length }
    const missing = () => [...except, ...fielded.slice(0, index)]
    courses.push({ start, missing, passage, decisions: [decision] })
  }
  return courses
}

/** The rule with the parts in which it holds some of the case and not all, or may; none where it holds nothing of the case. */
function meetingRule(
  { rule, fields }: FieldedRule<MatchingRule>,
  start: TrafficCase,
  { names }: AddressSpace,
): FieldedRule<MatchingRule>[] {
  const truths = parts.map(part => truthOn(start[part], fields[part], names[part]))
  return truths.includes(false) ? [] : [{ rule, fields, open: parts.filter((_, index) => truths[index] === null) }]
}

function* coursesFrom<D extends AdminRule>(
  course: PathCourse<D>,
  within: readonly TrafficCase[],
  [list, ...later]: readonly PostedList<D>[],
  space: AddressSpace,
  budget: Budget,
): Generator<PathCourse<D>, undefined> {
  if (!list) return yield course
  if (!isAsked(list, course.passage)) return yield* coursesFrom(course, within, later, space, budget)
  const { meeting, isTaken } = triedRules(list.ordered, within, space)
  budget.left -= meeting.length
  const fielded = meeting.map(one => one.fielded)
  for (const [index, decider] of [...fielded, ...(isTaken ? [] : [null])].entries()) {
    const place = meeting[index]?.place ?? list.ordered.rules.length
    const held = decider ? within.flatMap(one => [...heldCases(one, decider, space, budget)]) : within
    const missing = [...course.missing(), ...fielded.slice(0, index)]
    const next = {
      start: course.start,
      missing: () => missing,
      passage: passed(course.passage, list, decider ? decider.rule.access : null),
      decisions: [...course.decisions, { list, decider, place }],
    }
    if (firstOfCourse(next, space, budget)) yield* coursesFrom(next, held, later, space, budget)
  }
}

/** Some packets of the course; undefined where it has none, or where the budget ends below zero. */
export function firstOfCourse<D extends AdminRule>(
  { start, missing, decisions }: PathCourse<D>,
  space: AddressSpace,
  budget: Budget,
): TrafficCase | undefined {
  const taking = decisions.flatMap(({ decider }) => decider ?? [])
  for (const found of casesOf<MatchingRule>(start, taking, missing(), space, budget)) return found
  return undefined
}
