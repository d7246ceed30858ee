import { classicDefaultRules, defaultRules } from "../azure/default-rules.ts"
import type { ListedTag } from "../azure/listed-tag.ts"
import type { TagData } from "../azure/tag-data.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Judgement } from "../engine/judgement.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import type { PreparedRules } from "../engine/questions/prepare.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { keptFor } from "../values/kept-for.ts"
import { isSameList } from "../values/same-list.ts"
import { type AnalysisOfAnyRoutes, analysisOfAnyRoutes } from "./analysis-of-any-routes.ts"
import { type GroupRule, isCustom, type TriedRule } from "./group-rule.ts"
import type { NetworkContext } from "./network-context.ts"
import { withinLimits } from "./rule-limits.ts"

/** A group with its default rules, as flows are held against it. */
export interface RuledGroup {
  /** With as many of its rules as are judged. */
  readonly group: LocatedGroup
  /** Custom rules in file order, then the default rules, stated or Azure's own. */
  readonly rules: readonly GroupRule[]
  /** The rules as questions about flows read them, each reading prepared once; filled when they are asked. */
  readonly readings: Map<string, PreparedRules<TriedRule>>
}

/** The same, and what the engine says of each rule. */
export interface JudgedGroup extends RuledGroup {
  /** As it was handed in. */
  readonly written: LocatedGroup
  readonly context: NetworkContext
  readonly analysis: RuleAnalysis<GroupRule>
  /** The same with the tag data, of a group that names a tag of it: no proof, for the data changes. */
  readonly dataAnalysis?: RuleAnalysis<GroupRule> | undefined
  readonly ofAnyRoutes: AnalysisOfAnyRoutes
  /** Steps that one proof could take, where that was less than usual. */
  readonly proofSteps: number | undefined
}

export function ruledGroup(written: LocatedGroup): RuledGroup {
  const group = withinLimits(written)
  const unstated = group.model === "classic" ? classicDefaultRules : defaultRules
  const defaults = group.statedDefaults.length > 0 ? group.statedDefaults : unstated
  return { group, rules: [...group.rules, ...defaults], readings: new Map() }
}

export interface JudgeOptions {
  /** The same group before an edit: of it whatever still holds is used again. */
  readonly previous?: JudgedGroup | undefined
  /** Steps that one proof may take, where that is less than usual. */
  readonly proofSteps?: number | undefined
}

export function judgeGroup(
  written: LocatedGroup,
  context: NetworkContext,
  { previous, proofSteps }: JudgeOptions = {},
): JudgedGroup {
  const earlier = previous?.context.identity === context.identity ? previous : undefined
  if (earlier?.written === written) return earlier
  const ruled = ruledGroup(written)
  const { group, rules } = ruled
  const isSame = earlier?.proofSteps === proofSteps && !earlier?.group.expansions === !group.expansions
  // What is written around the rules may be something else.
  if (earlier && isSame && isSameList(earlier.rules, rules)) return { ...earlier, ...ruled, written }
  const limits = proofSteps !== undefined && { budget: proofSteps }
  const analysis = analyseRules(rules, context.proofFacts, {
    ...(earlier && { previous: earlier.analysis }),
    ...limits,
  })
  const dataFacts = factsWithData(group, rules, context)
  const dataBefore = earlier?.dataAnalysis
  const dataAnalysis =
    dataFacts && analyseRules(rules, dataFacts, { ...(dataBefore && { previous: dataBefore }), ...limits })
  const ofAnyRoutes = analysisOfAnyRoutes(rules, analysis, earlier?.ofAnyRoutes)
  return { ...ruled, written, context, analysis, dataAnalysis, ofAnyRoutes, proofSteps }
}

/** Nothing for rules that name no tag of the data; what Azure itself printed of them is nearer to the truth than any file. */
function factsWithData(
  { expansions }: LocatedGroup,
  rules: readonly GroupRule[],
  { tagData, dataFacts }: NetworkContext,
): AddressFacts | undefined {
  if (expansions || !tagData) return undefined
  return rules.some(rule => listedTagsOf(rule, tagData).length > 0) ? dataFacts : undefined
}

/** The tags that a rule names, and of which the data has the prefixes. */
export function listedTagsOf({ source, destination }: GroupRule, { tags }: TagData): readonly ListedTag[] {
  return [...source, ...destination].flatMap(({ key }) => tags.get(key) ?? [])
}

/** Whether part of the rule list cannot be known: rules that are hidden here, or that stand under a condition. */
export function isPartial({ group }: JudgedGroup): boolean {
  return isPartlyKnown(group) || group.rules.some(({ possiblyAbsent }) => possiblyAbsent)
}

export type CustomJudgement = Judgement<GroupRule> & { readonly rule: LocatedRule }

/** The judgements of the rules that stand in the document's own list, defaults left out. */
export const customJudgements: (judged: JudgedGroup) => readonly CustomJudgement[] = keptFor(({ analysis }) =>
  analysis.judgements.filter(isCustomJudgement),
)

/** A rule that never matches as service tags are at present, though whatever they hold it may match. */
export interface DeadByTagData {
  readonly judgement: CustomJudgement
  /** The tags that the proof rests on: those that the rule and its cover name, once each. */
  readonly tags: readonly ListedTag[]
  readonly tagData: TagData
}

export function deadByTagData({ analysis, dataAnalysis, context: { tagData } }: JudgedGroup): DeadByTagData[] {
  if (!dataAnalysis || !tagData) return []
  return dataAnalysis.judgements.flatMap((judgement, place) => {
    const isNews = judgement.reach === "dead" && analysis.judgements[place]?.reach !== "dead"
    if (!isNews || !isCustomJudgement(judgement)) return []
    const rules = [judgement.rule, ...judgement.cover]
    return [{ judgement, tags: [...new Set(rules.flatMap(rule => listedTagsOf(rule, tagData)))], tagData }]
  })
}

function isCustomJudgement(judgement: Judgement<GroupRule>): judgement is CustomJudgement {
  return isCustom(judgement.rule)
}

/** The rules that never match. */
export function deadRules({ analysis }: JudgedGroup): ReadonlySet<GroupRule> {
  return new Set(analysis.judgements.filter(({ reach }) => reach === "dead").map(({ rule }) => rule))
}
