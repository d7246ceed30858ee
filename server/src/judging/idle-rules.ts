import type { LocatedRule } from "../readers/reader.ts"
import { absenceOf, isHidden, type TriedRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"

/**
 * Whether a rule of the group is not deployed by default: its condition is false then, its loop runs zero times, or the
 * expression of the list leaves it out. The answer is that of the defaults, as it is for every value of a rule, and says so. A
 * group that is itself not deployed by default is asked about as some other deployment makes it, which may make the rule, too.
 */
export function isIdleIn({ group }: Pick<RuledGroup, "group">): (rule: TriedRule) => rule is LocatedRule {
  return (rule): rule is LocatedRule => {
    const by = isHidden(rule) ? undefined : absenceOf(rule)?.by
    return by !== undefined && (by !== "condition" || !group.absentByDefault)
  }
}
