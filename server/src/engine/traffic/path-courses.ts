import type { MatchingRule } from "../security-rule.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { isAsked, type Passage, passed, untouched } from "./passage.ts"
import type { PostedList } from "./posted-list.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type Budget, casesOf, heldCases, type TrafficCase } from "./traffic-case.ts"
import { triedRules } from "./tried-rules.ts"

/** Packets that the same rules decide, list by list: those of `within` that none of `missing` holds. */
export interface PathCourse<D extends AdminRule> {
  readonly within: readonly TrafficCase[]
  readonly missing: readonly FieldedRule<MatchingRule>[]
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
 * Yields every course that packets of the start may take through the lists. They share no packet; some may have none. Of each
 * list only the rules to the first that surely takes everything are looked at.
 */
export function* pathCourses<D extends AdminRule>(
  start: readonly TrafficCase[],
  lists: readonly PostedList<D>[],
  space: AddressSpace,
  budget: Budget,
): Generator<PathCourse<D>, undefined> {
  yield* coursesFrom({ within: start, missing: [], passage: untouched, decisions: [] }, lists, space, budget)
}

function* coursesFrom<D extends AdminRule>(
  course: PathCourse<D>,
  [list, ...later]: readonly PostedList<D>[],
  space: AddressSpace,
  budget: Budget,
): Generator<PathCourse<D>, undefined> {
  if (!list) return yield course
  if (!isAsked(list, course.passage)) return yield* coursesFrom(course, later, space, budget)
  const { meeting, isTaken } = triedRules(list.ordered, course.within, space)
  budget.left -= meeting.length
  const fielded = meeting.map(one => one.fielded)
  for (const [index, decider] of [...fielded, ...(isTaken ? [] : [null])].entries()) {
    const place = meeting[index]?.place ?? list.ordered.rules.length
    const within = decider ? course.within.flatMap(one => [...heldCases(one, decider, space, budget)]) : course.within
    const next = {
      within,
      missing: [...course.missing, ...fielded.slice(0, index)],
      passage: passed(course.passage, list, decider ? decider.rule.access : null),
      decisions: [...course.decisions, { list, decider, place }],
    }
    if (later.length > 0 && casesOfCourse(next, space, budget).next().done) continue
    yield* coursesFrom(next, later, space, budget)
  }
}

/** The packets of the course. */
export function* casesOfCourse<D extends AdminRule>(
  { within, missing }: Pick<PathCourse<D>, "within" | "missing">,
  space: AddressSpace,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  for (const one of within) yield* casesOf(one, [], missing, space, budget)
}
