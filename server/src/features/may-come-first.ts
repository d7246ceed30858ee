import type { GroupRule, HiddenRules, JudgedGroup } from "../checks/judged-group.ts"
import { listRules } from "../checks/wording.ts"
import { perhapsEarlierOf } from "../engine/questions/perhaps-earlier.ts"
import { isUnknown } from "../values/unknown.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { areNeverTogether } from "./never-together.ts"

/** What may come before a rule, though it is not known whether it does: sentences. `place` is the rule's place in the group. */
export function describeMayComeFirst(judged: JudgedGroup, place: number): string[] {
  const own = judged.rules[place]
  if (!own) return []
  const others = perhapsEarlierOf(judged.analysis, place).filter(other => !areNeverTogether(other, own))
  const withPriority = others.filter(({ priority }) => !isUnknown(priority))
  return [
    ...describeUnplaced(
      others.filter(({ priority }) => isUnknown(priority)),
      "its priority is",
      "their priorities are",
    ),
    ...describeUnplaced(withPriority, "its direction is", "their directions are"),
    ...hiddenBefore(judged, own).map(describeHidden),
  ]
}

export function describeHidden({ hidden }: HiddenRules): string {
  return `A rule that is not known here may match first (${hidden}).`
}

function describeUnplaced(rules: readonly GroupRule[], its: string, their: string): string[] {
  if (rules.length === 0) return []
  return [`${listRules(rules, 3)} may come first: ${rules.length > 1 ? their : its} not known.`]
}

/** A hidden rule has a priority that no known rule holds, this one included. */
function hiddenBefore(judged: JudgedGroup, { direction, priority }: GroupRule): HiddenRules[] {
  if (isUnknown(direction) || isUnknown(priority)) return []
  return hiddenRules(judged, direction).filter(hidden => Math.ceil(hidden.priority) < priority)
}
