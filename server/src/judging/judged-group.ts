import { defaultRules } from "../azure/default-rules.ts"
import type { Judgement } from "../engine/judgement.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import type { PreparedRules } from "../engine/questions/prepare.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { type GroupRule, isCustom, type TriedRule } from "./group-rule.ts"
import type { NetworkContext } from "./network-context.ts"
import { withinLimits } from "./rule-limits.ts"

/** A group with its default rules, as flows are held against it. */
export interface RuledGroup {
  /** As it was handed in. */
  readonly written: LocatedGroup
  /** With as many of its rules as are judged. */
  readonly group: LocatedGroup
  /** Custom rules in file order, then the default rules, stated or Azure's own. */
  readonly rules: readonly GroupRule[]
  /** The rules as questions about flows read them, each reading prepared once; filled when they are asked. */
  readonly readings: Map<string, PreparedRules<TriedRule>>
}

/** The same, and what the engine says of each rule. */
export interface JudgedGroup extends RuledGroup {
  readonly context: NetworkContext
  readonly analysis: RuleAnalysis<GroupRule>
}

export interface JudgeOptions {
  /** The same group before an edit: of it whatever still holds is used again. */
  readonly previous?: JudgedGroup | undefined
  /** Steps that one proof may take, where that is less than usual. */
  readonly proofSteps?: number | undefined
}

export function ruledGroup(written: LocatedGroup): RuledGroup {
  const group = withinLimits(written)
  const defaults = group.statedDefaults.length > 0 ? group.statedDefaults : defaultRules
  return { written, group, rules: [...group.rules, ...defaults], readings: new Map() }
}

export function judgeGroup(
  written: LocatedGroup,
  context: NetworkContext,
  { previous, proofSteps }: JudgeOptions = {},
): JudgedGroup {
  const earlier = previous?.context.identity === context.identity ? previous : undefined
  if (earlier?.written === written) return earlier
  const ruled = ruledGroup(written)
  const analysis = analyseRules(ruled.rules, context.proofFacts, {
    ...(earlier && { previous: earlier.analysis }),
    ...(proofSteps !== undefined && { budget: proofSteps }),
  })
  return { ...ruled, context, analysis }
}

/** Whether part of the rule list cannot be known: rules that are hidden here, or that stand under a condition. */
export function isPartial({ group }: JudgedGroup): boolean {
  return !group.complete || group.rules.some(({ possiblyAbsent }) => possiblyAbsent)
}

export type CustomJudgement = Judgement<GroupRule> & { readonly rule: LocatedRule }

/** The judgements of the rules that stand in the document's own list, defaults left out. */
export function customJudgements({ analysis }: JudgedGroup): CustomJudgement[] {
  return analysis.judgements.filter((judgement): judgement is CustomJudgement => isCustom(judgement.rule))
}

/** The rules that never match. */
export function deadRules({ analysis }: JudgedGroup): ReadonlySet<GroupRule> {
  return new Set(analysis.judgements.filter(({ reach }) => reach === "dead").map(({ rule }) => rule))
}
