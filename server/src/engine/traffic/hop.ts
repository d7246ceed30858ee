import type { Direction, SecurityRule } from "../security-rule.ts"
import type { AdminRule, RuleList, TrafficPath } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { emptySet, type IntervalSet } from "./interval-set.ts"
import { type MatchedRule, matchedLists } from "./matched-lists.ts"
import { isOneWord, mayMeet } from "./may-meet.ts"
import { inOrder } from "./ordered-rules.ts"
import { directions } from "./parts.ts"
import type { Post } from "./passage.ts"
import type { Field } from "./region.ts"
import { type FieldedRule, fieldsOf } from "./rule-fields.ts"

/** One list of rules on a path, in both versions of the path: null where one of them has no such list. */
export interface Hop<D extends AdminRule> extends Post {
  readonly name: string
  readonly before: readonly OrderedRule<D>[] | null
  readonly after: readonly OrderedRule<D>[] | null
  /** What the rules mean that stand in both versions, in one order. */
  readonly kept: ReadonlySet<string>
  readonly isChanged: boolean
}

/** A rule in evaluation order, and what it means: rules of one meaning decide the same packets in the same way. */
export interface OrderedRule<D extends AdminRule> {
  readonly fielded: FieldedRule<D>
  readonly meaning: string
}

/**
 * Puts the lists of two versions of a path side by side, end by end; at each end the admin's list comes before the groups.
 * Only packets that a rule of one version alone takes can be treated differently; so rules that share none with any such
 * rule are left out.
 */
export function hopsOf<R extends SecurityRule, A extends AdminRule>(
  before: TrafficPath<R, A>,
  after: TrafficPath<R, A>,
  space: AddressSpace,
): Hop<R | A>[] {
  const [olds, news] = [listsOf<R, A>(before), listsOf<R, A>(after)]
  const pairs = mergedKeys([...olds.keys()], [...news.keys()])
    .map(key => pairOf(olds.get(key), news.get(key)))
    .toSorted((a, b) => a.end - b.end || Number(b.isAdmin) - Number(a.isAdmin))
  const changed = pairs.flatMap(({ before, after, kept }) =>
    before && after ? [...before, ...after].filter(({ meaning }) => !kept.has(meaning)) : [],
  )
  const isWhole = pairs.every(({ before, after }) => before && after)
  const isOneWay = pairs.some(({ direction }) => direction)
  const meets = (one: R | A, other: R | A) =>
    (isOneWay || isOneWord(one.direction, other.direction)) && mayMeet(one, other)
  const matters = (rule: R | A) => !isWhole || changed.some(other => meets(rule, other.rule))
  return pairs.map(pair => hopOf(pair, matters, space))
}

/** A list in both versions, its rules matched with one another. */
interface ListPair<D extends AdminRule> extends Post, Pick<Hop<D>, "name" | "kept" | "isChanged"> {
  readonly direction: Direction | undefined
  readonly before: readonly MatchedRule<D>[] | null
  readonly after: readonly MatchedRule<D>[] | null
}

/** Puts each new key behind the one that it follows; where the two orders contradict each other, it keeps the earlier. */
function mergedKeys(olds: readonly string[], news: readonly string[]): string[] {
  const merged = [...olds]
  news.forEach((key, place) => {
    if (!olds.includes(key)) merged.splice(merged.indexOf(news[place - 1] ?? "") + 1, 0, key)
  })
  return merged
}

/** A list at its place on a path. */
interface PathList<D extends AdminRule> extends Post, RuleList<D> {
  readonly direction: Direction | undefined
}

/** Keys each list by what it shares with its other version. One group may stand at both levels of an end. */
function listsOf<R extends SecurityRule, A extends AdminRule>(
  path: TrafficPath<R, A>,
): ReadonlyMap<string, PathList<R | A>> {
  const lists = new Map<string, PathList<R | A>>()
  const add = (list: PathList<R | A>, again = 0) => {
    const key = JSON.stringify([list.end, list.isAdmin, list.direction, list.name, again])
    if (lists.has(key)) add(list, again + 1)
    else lists.set(key, list)
  }
  for (const [end, { direction, admin, groups }] of path.entries()) {
    if (admin) add({ ...admin, end, isAdmin: true, direction })
    for (const group of groups) add({ ...group, end, isAdmin: false, direction })
  }
  return lists
}

function pairOf<D extends AdminRule>(before: PathList<D> | undefined, after: PathList<D> | undefined): ListPair<D> {
  const { end, isAdmin, name, direction } = (after ?? before)!
  const { olds, news, kept, isChanged } = matchedLists(before ? meantRules(before) : [], after ? meantRules(after) : [])
  const isOne = before !== undefined && after !== undefined
  const both = { end, isAdmin, name, direction, kept, isChanged: isChanged || !isOne }
  return { ...both, before: before ? olds : null, after: after ? news : null }
}

function meantRules<D extends AdminRule>({ rules, direction }: PathList<D>): readonly D[] {
  return inOrder(direction ? rules.filter(rule => rule.direction !== otherThan(direction)) : rules)
}

/** Rules of one meaning have the same fields, which are read once. */
function hopOf<D extends AdminRule>(
  { before, after, direction, ...pair }: ListPair<D>,
  matters: (rule: D) => boolean,
  space: AddressSpace,
): Hop<D> {
  const read = new Map<string, FieldedRule<D> | undefined>()
  const ordered = ({ rule, meaning }: MatchedRule<D>): OrderedRule<D>[] => {
    if (!read.has(meaning))
      read.set(meaning, matters(rule) ? fieldedRule(rule, pair.name, direction, space) : undefined)
    const known = read.get(meaning)
    return known ? [{ fielded: { ...known, rule }, meaning }] : []
  }
  return { ...pair, before: before?.flatMap(ordered) ?? null, after: after?.flatMap(ordered) ?? null }
}

/** The rules of a list in evaluation order, as an end sees them that has the direction. */
export function fieldedRules<D extends AdminRule>(
  { name, rules }: RuleList<D>,
  direction: Direction | undefined,
  space: AddressSpace,
): FieldedRule<D>[] {
  return inOrder(rules).map(rule => fieldedRule(rule, name, direction, space))
}

function fieldedRule<D extends AdminRule>(
  rule: D,
  list: string,
  direction: Direction | undefined,
  space: AddressSpace,
): FieldedRule<D> {
  // Whether a rule is there that need not be goes by its conditions, else by its name: two versions of a list agree on it.
  const fielded = fieldsOf(rule, `${list} ${rule.name.toLowerCase()}`, space)
  return direction ? seenFrom(direction, fielded) : fielded
}

function otherThan(direction: Direction): Direction {
  return direction === "Inbound" ? "Outbound" : "Inbound"
}

/** The rule at an end that sees all packets in one direction, whichever way they are said to go. */
function seenFrom<D extends AdminRule>(direction: Direction, { rule, fields, open }: FieldedRule<D>): FieldedRule<D> {
  const own = fields.direction
  const points: IntervalSet = rule.direction === direction ? [0, directions.length] : emptySet
  const names = rule.direction === direction ? [] : own.names.map(name => `${name} ${direction}`)
  const seen: Field = { points, names, sure: points }
  return { rule, open, fields: { ...fields, direction: seen } }
}
