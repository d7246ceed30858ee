import type { Judgement } from "../engine/judgement.ts"
import { nextDeciders } from "../engine/questions/next-deciders.ts"
import { removableRules } from "../engine/questions/removable-rules.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { keptFor } from "../values/kept-for.ts"
import { type GroupRule, isCustom, isLocated } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"

/** A rule that decides packets, and without which each of them is decided the same way. */
export interface RedundantRule {
  readonly rule: LocatedRule
  /** The rules that then decide them, in evaluation order. */
  readonly instead: readonly GroupRule[]
}

/**
 * The rules that could go without changing a decision: each by itself, and all together with those that repeat earlier rules. None
 * where rules are not known here, which may come in between; nor of a text that makes several rules.
 */
export const redundantRules: (judged: JudgedGroup) => readonly RedundantRule[] = keptFor(findRedundant)

function findRedundant(judged: JudgedGroup): readonly RedundantRule[] {
  const { group } = judged
  if (isPartlyKnown(group) || group.keepsOtherRules || group.iteration !== undefined) return []
  const alone = judged.analysis.judgements.map(one => isCustom(one.rule) && mayGo(one))
  if (!alone.includes(true)) return []
  const analysis = judged.ofAnyRoutes.get()
  const candidates = new Set(analysis.judgements.filter(one => mayGo(one) || repeats(one)).map(({ rule }) => rule))
  const gone = new Set(removableRules(analysis, rule => isCustom(rule) && candidates.has(rule)))
  const decidersOf = nextDeciders(analysis, gone)
  return analysis.judgements.flatMap((judgement, place) => {
    const { rule } = judgement
    if (!alone[place] || !isCustom(rule) || !gone.has(rule) || !mayGo(judgement)) return []
    return { rule, instead: decidersOf(place) }
  })
}

/** A rule that never matches, and may therefore go as well, as those before it do the same. */
function repeats({ reach, cover, rule }: Judgement<GroupRule>): boolean {
  return reach === "dead" && cover.every(({ access }) => access === rule.access)
}

function mayGo({ reach, redundant, rule }: Judgement<GroupRule>): boolean {
  return reach === "live" && !(isLocated(rule) && rule.iteration !== undefined) && redundant === "yes"
}
