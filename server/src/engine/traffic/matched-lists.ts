import { isSameList } from "../../values/same-list.ts"
import type { AdminRule } from "../traffic-path.ts"
import { keptMeanings } from "./kept-rules.ts"
import { isSameRule, ruleMeaning } from "./rule-meaning.ts"

/** A rule, and what it means among those of both lists: rules of one meaning do the same to the same traffic. */
export interface MatchedRule<D extends AdminRule> {
  readonly rule: D
  readonly meaning: string
}

/** Two versions of a list of rules in evaluation order, side by side. */
export interface MatchedLists<D extends AdminRule> {
  readonly olds: readonly MatchedRule<D>[]
  readonly news: readonly MatchedRule<D>[]
  /** What the rules mean that stand in both, in one order. */
  readonly kept: ReadonlySet<string>
  readonly isChanged: boolean
}

/** An edit leaves most rules at the begin and at the end as they were: only those between are put into words. */
export function matchedLists<D extends AdminRule>(before: readonly D[], after: readonly D[]): MatchedLists<D> {
  const most = Math.min(before.length, after.length)
  let first = 0
  while (first < most && isSameRule(before[first]!, after[first]!)) first++
  let last = 0
  while (last < most - first && isSameRule(before.at(-1 - last)!, after.at(-1 - last)!)) last++
  const named = (list: readonly D[]) =>
    list.map((rule, place): MatchedRule<D> => {
      const behind = list.length - place
      if (place < first) return { rule, meaning: `first ${place}` }
      return { rule, meaning: behind <= last ? `last ${behind}` : ruleMeaning(rule) }
    })
  const [olds, news] = [named(before), named(after)]
  const between = (list: readonly MatchedRule<D>[]) =>
    list.slice(first, list.length - last).map(({ meaning }) => meaning)
  const [was, is] = [between(olds), between(news)]
  const ends = [...olds.slice(0, first), ...olds.slice(olds.length - last)].map(({ meaning }) => meaning)
  return { olds, news, kept: new Set([...ends, ...keptMeanings(was, is)]), isChanged: !isSameList(was, is) }
}
