import { conditionalCoverOf } from "../engine/questions/conditional-cover.ts"
import { otherCoverOf } from "../engine/questions/other-cover.ts"
import { perhapsEarlierOf } from "../engine/questions/perhaps-earlier.ts"
import { type RuleRemainder, remainderOf } from "../engine/questions/remainder.ts"
import { areNeverTogether } from "../readers/presence.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule, HiddenRules } from "./group-rule.ts"
import { hiddenRules } from "./hidden-rules.ts"
import type { JudgedGroup } from "./judged-group.ts"

/** The earlier rules that would take all of a dead rule's packets if its cover were removed; empty where nothing would. */
export function otherCover({ analysis }: JudgedGroup, place: number): readonly GroupRule[] {
  return otherCoverOf(analysis, place)
}

/** Rules that make a live rule dead if those of them that are under a condition are deployed; empty where none do. */
export function coverIfDeployed({ analysis }: JudgedGroup, place: number): readonly GroupRule[] {
  return conditionalCoverOf(analysis, place, areNeverTogether)
}

export type Remainder = RuleRemainder<GroupRule>

/**
 * What the earlier rules leave of a live rule, in at most `most` boxes, and which of them take the rest; without those that
 * are never there where this one is. Undefined where the rule has no place among the others.
 */
export function remainder(judged: JudgedGroup, place: number, most: number): Remainder | undefined {
  const own = judged.rules[place]
  const found = remainderOf(judged.analysis, place, { most })
  if (!own || !found) return undefined
  return { ...found, blockingRules: found.blockingRules.filter(({ rule }) => !areNeverTogether(rule, own)) }
}

/** What may come before a rule and take packets of it, though it is not known whether it does. */
export interface PerhapsFirst {
  readonly rules: readonly GroupRule[]
  readonly hidden: readonly HiddenRules[]
}

export function perhapsFirst(judged: JudgedGroup, place: number): PerhapsFirst {
  const own = judged.rules[place]
  if (!own) return { rules: [], hidden: [] }
  const rules = perhapsEarlierOf(judged.analysis, place).filter(other => !areNeverTogether(other, own))
  return { rules, hidden: hiddenBefore(judged, own) }
}

/** A hidden rule has a priority that no known rule holds, this one included. */
function hiddenBefore(judged: JudgedGroup, { direction, priority }: GroupRule): readonly HiddenRules[] {
  if (isUnknown(direction) || isUnknown(priority)) return []
  return hiddenRules(judged, direction).filter(hidden => Math.ceil(hidden.priority) < priority)
}
