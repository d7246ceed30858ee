import type { LocatedRule } from "./reader.ts"
import type { RuleList } from "./rule-list.ts"

/**
 * Rules in someone's own form, which a module or a script makes a group of, need not say what that adds to each of them: a
 * priority by their order, a direction, any source port. So what none of them has is no fault of theirs; under Azure's own
 * `properties` it is.
 */
export function withSupplied(list: RuleList): RuleList {
  const [first, ...others] = list.inline.map(missingIn)
  if (!first || list.inline.some(({ nested }) => nested)) return list
  const supplied = new Set(first.filter(property => others.every(other => other.includes(property))))
  return supplied.size > 0 ? { ...list, inline: list.inline.map(rule => withoutMissing(rule, supplied)) } : list
}

function missingIn({ problems }: LocatedRule): readonly string[] {
  return problems.filter(({ reason }) => reason === "missing").map(({ property }) => property)
}

function withoutMissing(rule: LocatedRule, supplied: ReadonlySet<string>): LocatedRule {
  const problems = rule.problems.filter(({ reason, property }) => reason !== "missing" || !supplied.has(property))
  return { ...rule, problems }
}
