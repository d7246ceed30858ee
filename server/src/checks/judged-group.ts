import { type DefaultRule, defaultRules } from "../azure/default-rules.ts"
import { proofFacts } from "../azure/proof-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Judgement } from "../engine/judgement.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import type { PreparedRules } from "../engine/questions/prepare.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { RuleProblem } from "../readers/rule-problem.ts"
import type { AddressTerm } from "../values/address.ts"

/** A rule that takes part in evaluation: one that stands in a document, or one of Azure's six default rules. */
export type GroupRule = LocatedRule | DefaultRule

/** A rule that a flow is held against: one of the group's, or what stands for those that cannot be known. */
export type TriedRule = GroupRule | HiddenRules

/** Stands among the rules of a partial group for those that cannot be known: they may match anything, and do either. */
export interface HiddenRules extends SecurityRule {
  readonly priority: number
  /** Why they cannot be known. */
  readonly hidden: string
}

/** A group with its default rules, and what the engine says of each rule. */
export interface JudgedGroup {
  readonly group: LocatedGroup
  /** Custom rules in file order, then the default rules, stated or Azure's own. */
  readonly rules: readonly GroupRule[]
  readonly facts: AddressFacts
  readonly analysis: RuleAnalysis<GroupRule>
  /** The rules as questions about flows read them, each reading prepared once; filled when they are asked. */
  readonly readings: Map<string, PreparedRules<TriedRule>>
}

/** Judges a group; `previous` is the same group before an edit, of which whatever still holds is used again. */
export function judgeGroup(written: LocatedGroup, previous?: JudgedGroup): JudgedGroup {
  const group = withinLimits(written)
  const defaults = group.statedDefaults.length > 0 ? group.statedDefaults : defaultRules
  const rules: readonly GroupRule[] = [...group.rules, ...defaults]
  const analysis = analyseRules(rules, proofFacts, previous && { previous: previous.analysis })
  return { group, rules, facts: proofFacts, analysis, readings: new Map() }
}

/** Rules in a network security group, in both directions together (Azure's limits of virtual networks, 12/2022). */
const azuresLimit = 1000

/** So many are judged: nobody can deploy more than a fifth of them, and work and memory grow faster than their number. */
const mostRules = 5000

/** So many different tags, security groups and expressions are told apart: memory grows with the square of their number. */
const mostNames = 10_000

function withinLimits(group: LocatedGroup): LocatedGroup {
  const { rules } = group
  const judged = judgedCount(rules)
  if (judged < rules.length) return withFirst(group, judged)
  const tooMany = rules.length > azuresLimit ? rules.filter(rule => !rule.possiblyAbsent)[azuresLimit] : undefined
  return tooMany ? { ...group, problems: [...group.problems, problemAt(tooMany, "too-many", group)] } : group
}

function withFirst(group: LocatedGroup, judged: number): LocatedGroup {
  const { rules } = group
  const problem =
    judged === mostRules
      ? problemAt(rules.filter(rule => !rule.possiblyAbsent)[azuresLimit] ?? rules[judged], "far-too-many", group)
      : { ...problemAt(rules[judged], "too-many-names", group), value: `${judged}` }
  const incompleteReason = `only the first ${judged} of ${rules.length} rules are judged`
  const problems = [...group.problems, problem]
  return { ...group, problems, rules: rules.slice(0, judged), complete: false, incompleteReason }
}

function problemAt(
  rule: LocatedRule | undefined,
  reason: "too-many" | "far-too-many" | "too-many-names",
  { rules, nameRange }: LocatedGroup,
): RuleProblem {
  return { property: "securityRules", reason, value: `${rules.length}`, range: rule?.at.name ?? nameRange }
}

/** How many of the first rules are judged. */
function judgedCount(rules: readonly LocatedRule[]): number {
  const most = Math.min(rules.length, mostRules)
  const names = new Set<string>()
  const addName = ({ kind, key }: AddressTerm) => {
    if (kind !== "any" && kind !== "prefix") names.add(key)
  }
  for (let index = 0; index < most; index++) {
    rules[index]?.source.forEach(addName)
    rules[index]?.destination.forEach(addName)
    if (names.size > mostNames) return index
  }
  return most
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
