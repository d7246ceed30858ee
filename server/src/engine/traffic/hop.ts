import { remember } from "../../values/remember.ts"
import { isSameList } from "../../values/same-list.ts"
import type { Direction, SecurityRule } from "../security-rule.ts"
import type { AdminRule, RuleList, TrafficPath } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { emptySet, type IntervalSet } from "./interval-set.ts"
import { keptMeanings } from "./kept-rules.ts"
import { inOrder } from "./ordered-rules.ts"
import { directions } from "./parts.ts"
import type { Post } from "./passage.ts"
import type { Field } from "./region.ts"
import { type FieldedRule, fieldsOf } from "./rule-fields.ts"
import { ruleMeaning } from "./rule-meaning.ts"

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

/** Puts the lists of two versions of a path side by side, end by end; at each end the admin's list comes before the groups. */
export function hopsOf<R extends SecurityRule, A extends AdminRule>(
  before: TrafficPath<R, A>,
  after: TrafficPath<R, A>,
  space: AddressSpace,
): Hop<R | A>[] {
  const [olds, news] = [listsOf<R, A>(before), listsOf<R, A>(after)]
  return mergedKeys([...olds.keys()], [...news.keys()])
    .map(key => hopOf(olds.get(key), news.get(key), space))
    .toSorted((a, b) => a.end - b.end || Number(b.isAdmin) - Number(a.isAdmin))
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

function hopOf<D extends AdminRule>(
  before: PathList<D> | undefined,
  after: PathList<D> | undefined,
  space: AddressSpace,
): Hop<D> {
  const { end, isAdmin, name } = (after ?? before)!
  const read = new Map<string, FieldedRule<D>>()
  const olds = before ? orderedRules(before, space, read) : null
  const news = after ? orderedRules(after, space, read) : null
  const [was, is] = [olds ?? [], news ?? []].map(list => list.map(({ meaning }) => meaning))
  return {
    end,
    isAdmin,
    name,
    before: olds,
    after: news,
    kept: keptMeanings(was!, is!),
    isChanged: !before || !after || !isSameList(was!, is!),
  }
}

/** `read`: the fields of rules of one meaning, which are the same. */
function orderedRules<D extends AdminRule>(
  { name, rules, direction }: PathList<D>,
  space: AddressSpace,
  read: Map<string, FieldedRule<D>>,
): OrderedRule<D>[] {
  const meant = direction ? rules.filter(rule => rule.direction !== otherThan(direction)) : rules
  return inOrder(meant).map(rule => {
    const meaning = ruleMeaning(rule)
    const fielded = remember(read, meaning, () => fieldedRule(rule, name, direction, space))
    return { fielded: { ...fielded, rule }, meaning }
  })
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
