import type { Judgement } from "../engine/judgement.ts"
import { nextDecidersOf } from "../engine/questions/next-deciders.ts"
import { removableRules } from "../engine/questions/removable-rules.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { analysisOfAnyRoutes } from "./analysis-of-any-routes.ts"
import { type GroupRule, isCustom, isLocated } from "./group-rule.ts"
import { customJudgements, type JudgedGroup } from "./judged-group.ts"

/** A rule that decides packets, and without which each of them is decided the same way. */
export interface RedundantRule {
  readonly rule: LocatedRule
  /** The rules that then decide them, in evaluation order. */
  readonly instead: readonly GroupRule[]
}

/** A judged group is a value, so that what was found out holds as long as it lives. */
const kept = new WeakMap<JudgedGroup, readonly RedundantRule[]>()

/**
 * The rules that could go without changing a decision: each by itself, and all together with those that repeat earlier rules. None
 * where rules are not known here, which may come in between; nor of a text that makes several rules.
 */
export function redundantRules(judged: JudgedGroup): readonly RedundantRule[] {
  const known = kept.get(judged)
  if (known) return known
  const found = findRedundant(judged)
  kept.set(judged, found)
  return found
}

function findRedundant(judged: JudgedGroup): readonly RedundantRule[] {
  const { group, rules } = judged
  if (isPartlyKnown(group) || group.keepsOtherRules || group.iteration !== undefined) return []
  const alone = customJudgements(judged).filter(mayGo)
  if (alone.length === 0) return []
  const analysis = analysisOfAnyRoutes(judged)
  const candidates = new Set(analysis.judgements.filter(one => mayGo(one) || repeats(one)).map(({ rule }) => rule))
  const gone = new Set(removableRules(analysis, rule => isCustom(rule) && candidates.has(rule)))
  return alone.flatMap(({ rule }) => {
    const place = rules.indexOf(rule)
    const judgement = analysis.judgements[place]
    if (!judgement || !mayGo(judgement) || !gone.has(rule)) return []
    return { rule, instead: nextDecidersOf(analysis, place, gone) }
  })
}

/** A rule that never matches, and may therefore go as well, as those before it do the same. */
function repeats({ reach, cover, rule }: Judgement<GroupRule>): boolean {
  return reach === "dead" && cover.every(({ access }) => access === rule.access)
}

function mayGo({ reach, redundant, rule }: Judgement<GroupRule>): boolean {
  return reach === "live" && !(isLocated(rule) && rule.iteration !== undefined) && redundant === "yes"
}
