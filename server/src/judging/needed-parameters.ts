import type { Outcome, RuleNeed } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { parametersIn } from "../readers/arm-supposition.ts"
import { isUnknown } from "../values/unknown.ts"

/** The parameters of the outermost template that outcomes hang on, by their names in lower case. */
export function neededParameters(outcomes: readonly Outcome<SecurityRule>[]): readonly string[] {
  const identities = outcomes.flatMap(({ rule, needs }) =>
    rule ? needs.flatMap(need => identitiesOf(need, rule)) : [],
  )
  return [...new Set(identities.flatMap(parametersIn))]
}

function identitiesOf(need: RuleNeed, rule: SecurityRule): readonly string[] {
  if (need.part === "protocol") return identityOf(rule.protocol)
  if (need.part === "rule") {
    const conditions = rule.possiblyAbsent ? (rule.conditions ?? []) : []
    return [rule.priority, rule.direction].flatMap(identityOf).concat(conditions.map(({ identity }) => identity))
  }
  return ("sets" in need ? need.sets : need.terms).flatMap(term => ("unknown" in term ? identityOf(term.unknown) : []))
}

function identityOf(value: unknown): readonly string[] {
  return isUnknown(value) ? [value.identity] : []
}
