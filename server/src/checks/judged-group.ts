import { type DefaultRule, defaultRules } from "../azure/default-rules.ts"
import { proofFacts } from "../azure/proof-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { analyseRules, type RuleAnalysis } from "../engine/analyse-rules.ts"
import type { Judgement } from "../engine/judgement.ts"
import type { LocatedGroup, LocatedRule, RuleProblem } from "../readers/reader.ts"

/** A rule that takes part in evaluation: one that stands in a document, or one of Azure's six default rules. */
export type GroupRule = LocatedRule | DefaultRule

/** A group with its default rules, and what the engine says of each rule. */
export interface JudgedGroup {
  readonly group: LocatedGroup
  /** Custom rules in file order, then the default rules, stated or Azure's own. */
  readonly rules: readonly GroupRule[]
  readonly facts: AddressFacts
  readonly analysis: RuleAnalysis<GroupRule>
}

/** Judges a group; `previous` is the same group before an edit, of which whatever still holds is used again. */
export function judgeGroup(written: LocatedGroup, previous?: JudgedGroup): JudgedGroup {
  const group = withinLimits(written)
  const defaults = group.statedDefaults.length > 0 ? group.statedDefaults : defaultRules
  const rules: readonly GroupRule[] = [...group.rules, ...defaults]
  const analysis = analyseRules(rules, proofFacts, previous && { previous: previous.analysis })
  return { group, rules, facts: proofFacts, analysis }
}

/** Rules in a network security group, in both directions together (Azure's limits of virtual networks, 12/2022). */
const azuresLimit = 1000

/** So many are judged: nobody can deploy more than a fifth of them, and work and memory grow faster than their number. */
const mostRules = 5000

function withinLimits(group: LocatedGroup): LocatedGroup {
  const { rules } = group
  if (rules.length <= azuresLimit) return group
  const tooMany = rules.filter(rule => !rule.possiblyAbsent)[azuresLimit]
  if (!tooMany && rules.length <= mostRules) return group
  const isCut = rules.length > mostRules
  const problem: RuleProblem = {
    property: "securityRules",
    reason: isCut ? "far-too-many" : "too-many",
    value: `${rules.length}`,
    range: (tooMany ?? rules[mostRules])?.at.name ?? group.nameRange,
  }
  const problems = [...group.problems, problem]
  if (!isCut) return { ...group, problems }
  const incompleteReason = `only the first ${mostRules} of ${rules.length} rules are judged`
  return { ...group, problems, rules: rules.slice(0, mostRules), complete: false, incompleteReason }
}

/** Whether part of the rule list cannot be known: rules that are hidden here, or that stand under a condition. */
export function isPartial({ group }: JudgedGroup): boolean {
  return !group.complete || group.rules.some(({ possiblyAbsent }) => possiblyAbsent)
}

export function isLocated(rule: GroupRule): rule is LocatedRule {
  return "at" in rule
}

/** Whether the rule is one of the defaults, whose priorities no custom rule can have. */
export function isDefault({ priority }: GroupRule): boolean {
  return typeof priority === "number" && priority >= 65000
}

/** The judgements of the rules that stand in the document's own list, defaults left out. */
export function customJudgements(judged: JudgedGroup): (Judgement<GroupRule> & { readonly rule: LocatedRule })[] {
  return judged.analysis.judgements.filter(
    (judgement): judgement is Judgement<GroupRule> & { readonly rule: LocatedRule } =>
      isLocated(judgement.rule) && !isDefault(judgement.rule),
  )
}
