import type { AdminRule, Decision } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import type { Hop } from "./hop.ts"
import { isAlike, isAsked, isSameEnding, type Passage, passed } from "./passage.ts"
import { apartIn, type Choice, heldBy, meetingChoices, meets, partnersIn } from "./path-choices.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type Budget, casesOf, type TrafficCase } from "./traffic-case.ts"

/** Packets that the same rules decide on each of two versions of a path. */
export interface PathDifference<D extends AdminRule> {
  /** What all of these rules hold. */
  readonly within: readonly TrafficCase[]
  /** The rules that come before one of them and hold some of that: the packets are those that none of these holds. */
  readonly missing: readonly FieldedRule<D>[]
  readonly before: Course<D>
  readonly after: Course<D>
}

/** What happens to the packets on one version of the path, and the rules that decided so, in order. */
export interface Course<D extends AdminRule> {
  readonly passage: Passage
  readonly decisions: readonly Decision<D>[]
}

/**
 * Follows a path difference over the hops and yields those that it becomes and that end differently. They share no packet;
 * some may have none.
 *
 * At each hop a path difference splits by the rules that decide there before and after. Where both rules stand in both versions of
 * a list, they are one rule: the earlier of two would decide the packet in either version. So one edit of a list
 * of n rules makes some 3 n path differences there, and only what ends differently is followed through the other hops.
 * Two unrelated lists make n² path differences, and where several lists of a path are edited, their numbers multiply.
 */
export function* pathDifferences<D extends AdminRule>(
  difference: PathDifference<D>,
  [hop, ...later]: readonly Hop<D>[],
  space: AddressSpace,
  budget: Budget,
): Generator<PathDifference<D>, undefined> {
  if (!hop) {
    if (!isSameEnding(difference.before.passage, difference.after.passage)) yield difference
    return
  }
  for (const next of stepsAt(hop, difference, later, space, budget)) {
    if (later.length > 0 && !hasPackets(next, space, budget)) continue
    yield* pathDifferences(next, later, space, budget)
  }
}

/** The packets of the path difference. */
export function* casesOfDifference<D extends AdminRule>(
  { within, missing }: Pick<PathDifference<D>, "within" | "missing">,
  space: AddressSpace,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  for (const one of within) yield* casesOf(one, [], missing, space, budget)
}

function hasPackets<D extends AdminRule>(difference: PathDifference<D>, space: AddressSpace, budget: Budget): boolean {
  for (const _ of casesOfDifference(difference, space, budget)) return true
  return false
}

/** The path difference with one hop more behind it, for each choice of rules there that it may and that may make a difference. */
function* stepsAt<D extends AdminRule>(
  hop: Hop<D>,
  difference: PathDifference<D>,
  later: readonly Hop<D>[],
  space: AddressSpace,
  budget: Budget,
): Generator<PathDifference<D>, undefined> {
  const asked = (list: Hop<D>["before"], { passage }: Course<D>) =>
    list && isAsked(hop, passage) ? meetingChoices(list, difference.within, space, budget) : undefined
  const olds = asked(hop.before, difference.before)
  const news = asked(hop.after, difference.after)
  const partnersOf = partnersIn(news, hop)
  const areApart = apartIn(olds?.list, news?.list, hop, difference.within, space, budget)
  for (const one of olds?.choices ?? [undefined]) {
    const before = courseBehind(difference.before, hop, one)
    let held: readonly TrafficCase[] | undefined
    for (const other of partnersOf(one)) {
      if (--budget.left < 0) return
      const after = courseBehind(difference.after, hop, other)
      if (isSettled(before.passage, after.passage, later) || areApart(one, other)) continue
      held ??= heldBy(one, difference.within, space, budget)
      const within = heldBy(other, held, space, budget)
      if (within.length === 0) continue
      const missing = [...difference.missing, ...earlierRules(one, other)]
      yield { within, missing: missing.filter(rule => meets(rule, within, space)), before, after }
    }
  }
}

/** The rules before the two, those of both versions once. */
function earlierRules<D extends AdminRule>(one: Choice<D> | undefined, other: Choice<D> | undefined): FieldedRule<D>[] {
  const before = one ? one.list.slice(0, one.place) : []
  const tried = new Set(before.map(({ meaning }) => meaning))
  const after = other ? other.list.slice(0, other.place).filter(({ meaning }) => !tried.has(meaning)) : []
  return [...before, ...after].map(({ fielded }) => fielded)
}

function courseBehind<D extends AdminRule>(course: Course<D>, hop: Hop<D>, choice: Choice<D> | undefined): Course<D> {
  if (!choice) return course
  const rule = choice.list[choice.place]?.fielded.rule ?? null
  const passage = passed(course.passage, hop, rule ? rule.access : null)
  if (hop.isAdmin && !rule) return { ...course, passage }
  return { passage, decisions: [...course.decisions, { list: hop.name, rule }] }
}

/** Whether both versions end the same way, whatever the later hops do. */
function isSettled<D extends AdminRule>(before: Passage, after: Passage, later: readonly Hop<D>[]): boolean {
  if (!isAlike(before, after)) return false
  return before.isDenied || !later.some(({ isChanged }) => isChanged)
}
