import { remember } from "../../values/remember.ts"
import type { AdminRule, Decision } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import type { Hop, OrderedRule } from "./hop.ts"
import { isAlike, isAsked, isSameEnding, type Passage, passed } from "./passage.ts"
import { truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type Budget, casesOf, heldCases, type TrafficCase } from "./traffic-case.ts"

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

/** The rule at a place of a list, and those before it; behind the last rule: that no rule of the list matches. */
interface Choice<D extends AdminRule> {
  readonly list: readonly OrderedRule<D>[]
  readonly place: number
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
    list && isAsked(hop, passage) ? meetingRules(list, difference.within, space, budget) : undefined
  const olds = asked(hop.before, difference.before)
  const news = asked(hop.after, difference.after)
  const partnersOf = partnersIn(news, hop)
  const areApart = apartIn(olds, news, hop, difference.within, space, budget)
  for (const one of choicesOf(olds)) {
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

/**
 * Two choices have no packets where the rule of one of them comes before the other in that one's list, or where another rule there
 * takes all that a rule of one version alone holds. Both are soon found, and one edit of a long list leaves little else.
 */
function apartIn<D extends AdminRule>(
  olds: readonly OrderedRule<D>[] | undefined,
  news: readonly OrderedRule<D>[] | undefined,
  { kept }: Hop<D>,
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): (one: Choice<D> | undefined, other: Choice<D> | undefined) => boolean {
  const placesIn = (list: readonly OrderedRule<D>[] = []) =>
    new Map([...list.entries()].map(([place, { meaning }]): [string, number] => [meaning, place]).reverse())
  const [oldPlaces, newPlaces] = [placesIn(olds), placesIn(news)]
  const lastIn = new Map<readonly OrderedRule<D>[], Map<string, number>>()
  const lastFor = ({ list, place }: Choice<D>, of: readonly OrderedRule<D>[]) => {
    const rule = list[place]
    if (!rule || kept.has(rule.meaning)) return of.length
    return remember(
      remember(lastIn, of, () => new Map()),
      rule.meaning,
      () => {
        const held = heldBy({ list, place }, within, space, budget)
        const taking = of.findIndex(other => --budget.left < 0 || takes(other, held, space))
        return taking < 0 ? of.length : taking
      },
    )
  }
  const isBehind = (choice: Choice<D>, partner: Choice<D>, places: typeof oldPlaces) => {
    const place = places.get(partner.list[partner.place]?.meaning ?? nothing)
    return (place !== undefined && place < choice.place) || lastFor(partner, choice.list) < choice.place
  }
  return (one, other) => {
    if (!one || !other) return false
    return isBehind(one, other, oldPlaces) || isBehind(other, one, newPlaces)
  }
}

function takes<D extends AdminRule>(
  { fielded: { fields, open } }: OrderedRule<D>,
  within: readonly TrafficCase[],
  { names }: AddressSpace,
): boolean {
  return within.every(one => open.every(part => truthOn(one[part], fields[part], names[part]) === true))
}

/** In place of a rule's meaning: no rule of the list matches. */
const nothing = ""

/** Undefined stands for a list that is not asked. */
function choicesOf<D extends AdminRule>(list: readonly OrderedRule<D>[] | undefined): (Choice<D> | undefined)[] {
  return list ? [...list, null].map((_, place) => ({ list, place })) : [undefined]
}

/** For a choice of the earlier version those of the later one that can go with it. */
function partnersIn<D extends AdminRule>(
  news: readonly OrderedRule<D>[] | undefined,
  { kept }: Hop<D>,
): (one: Choice<D> | undefined) => readonly (Choice<D> | undefined)[] {
  const all = choicesOf(news)
  const meaningOf = (choice: Choice<D> | undefined) => choice && (choice.list[choice.place]?.meaning ?? nothing)
  const isKept = (meaning: string | undefined) => meaning !== undefined && (meaning === nothing || kept.has(meaning))
  const changed = all.filter(choice => !isKept(meaningOf(choice)))
  const partners = new Map(
    all.map((choice): [string | undefined, Choice<D> | undefined] => [meaningOf(choice), choice]).reverse(),
  )
  return one => {
    const meaning = meaningOf(one)
    return news && isKept(meaning) ? [partners.get(meaning), ...changed] : all
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

function heldBy<D extends AdminRule>(
  choice: Choice<D> | undefined,
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): readonly TrafficCase[] {
  const rule = choice?.list[choice.place]
  return rule ? within.flatMap(one => [...heldCases(one, rule.fielded, space, budget)]) : within
}

function meetingRules<D extends AdminRule>(
  list: readonly OrderedRule<D>[],
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): readonly OrderedRule<D>[] {
  budget.left -= list.length
  return list.filter(({ fielded }) => meets(fielded, within, space))
}

/** Whether the rule holds a packet of some case. */
function meets<D extends AdminRule>(
  { fields, open }: FieldedRule<D>,
  within: readonly TrafficCase[],
  { names }: AddressSpace,
): boolean {
  return within.some(one => open.every(part => truthOn(one[part], fields[part], names[part]) !== false))
}
