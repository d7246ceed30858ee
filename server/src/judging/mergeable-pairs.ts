import { type MergedField, mergeableRules } from "../engine/questions/mergeable-rules.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { type GroupRule, isCustom } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"

/** Two rules of a group that one could stand for. */
export interface MergeablePair {
  readonly first: LocatedRule
  readonly second: LocatedRule
  /** The list in which they differ, and that the one rule has united. */
  readonly field: MergedField
  /** Whose place the one rule has to take. */
  readonly keep: LocatedRule
}

/** Azure's limit for the security groups of a side. */
const mostGroups = 10

/** None where rules are not known here, which may come in between, nor of rules that a loop or a condition makes. */
export function mergeablePairs(judged: JudgedGroup): readonly MergeablePair[] {
  if (isPartlyKnown(judged.group) || judged.group.keepsOtherRules) return []
  return mergeableRules(judged.ofAnyRoutes.get()).flatMap(({ first, second, field, keep }) => {
    if (!isWrittenOnce(first) || !isWrittenOnce(second) || first.document !== second.document) return []
    const isTooLong = first[field].length + second[field].length > mostGroups
    if (isTooLong && [...first[field], ...second[field]].some(term => "kind" in term && term.kind === "group"))
      return []
    return { first, second, field, keep: keep === "first" ? first : second }
  })
}

function isWrittenOnce(rule: GroupRule): rule is LocatedRule {
  return isCustom(rule) && rule.iteration === undefined && rule.presentByDefault === undefined && !rule.implied
}
