import type { Direction } from "../engine/security-rule.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"

/**
 * The rules that surely are of a direction, in evaluation order. Rules whose priority cannot be known possibly come
 * before any other, and stand first, as they do among the rules that a flow is held against.
 */
export function inEvaluationOrder({ rules }: RuledGroup, direction: Direction): GroupRule[] {
  return rules.filter(rule => rule.direction === direction).sort((a, b) => rank(a) - rank(b))
}

/** Rules whose direction cannot be known, in the order of the document. */
export function withoutDirection({ rules }: RuledGroup): GroupRule[] {
  return rules.filter(({ direction }) => isUnknown(direction))
}

/** No priority is below 100. */
function rank({ priority }: GroupRule): number {
  return isUnknown(priority) ? 0 : priority
}
