import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { RuleProblem } from "../readers/rule-problem.ts"

/** Rules in a network security group, in both directions together (Azure's limits of virtual networks, 12/2022). */
const azuresLimit = 1000

/** So many are judged: nobody can deploy more than a fifth of them, and work and memory grow faster than their number. */
const mostRules = 5000

/** So many different tags, security groups and expressions are told apart: memory grows with the square of their number. */
const mostNames = 10_000

/** The group with as many of its rules as are judged, and what is to be said of the rest. */
export function withinLimits(group: LocatedGroup): LocatedGroup {
  const { rules } = group
  const judged = judgedCount(rules)
  if (judged < rules.length) return withFirst(group, judged)
  if (rules.length <= azuresLimit) return group
  const sure = rules.filter(rule => !rule.possiblyAbsent)
  const problem =
    sure.length > azuresLimit
      ? { ...problemAt(sure[azuresLimit], "too-many", group), value: `${sure.length}` }
      : problemAt(rules[azuresLimit], "perhaps-too-many", group)
  return { ...group, problems: [...group.problems, problem] }
}

function withFirst(group: LocatedGroup, judged: number): LocatedGroup {
  const { rules } = group
  const problem =
    judged === mostRules
      ? problemAt(rules.filter(rule => !rule.possiblyAbsent)[azuresLimit] ?? rules[judged], "far-too-many", group)
      : { ...problemAt(rules[judged], "too-many-names", group), value: `${judged}` }
  const incompleteReason = l10n.t`only the first ${judged} of ${rules.length} rules are checked`
  const problems = [...group.problems, problem]
  return { ...group, problems, rules: rules.slice(0, judged), incompleteReason }
}

function problemAt(
  rule: LocatedRule | undefined,
  reason: "too-many" | "perhaps-too-many" | "far-too-many" | "too-many-names",
  { rules, nameRange }: LocatedGroup,
): RuleProblem {
  return { property: "securityRules", reason, value: `${rules.length}`, range: rule?.at.name ?? nameRange }
}

/** How many of the first rules are judged. */
function judgedCount(rules: readonly LocatedRule[]): number {
  const most = Math.min(rules.length, mostRules)
  const names = new Set<string>()
  let index = 0
  for (const { source, destination } of rules) {
    if (index === most) break
    addNames(source, names)
    addNames(destination, names)
    if (names.size > mostNames) return index
    index++
  }
  return most
}

function addNames(terms: LocatedRule["source"], names: Set<string>): void {
  for (const { kind, key } of terms) if (kind !== "any" && kind !== "prefix") names.add(key)
}
