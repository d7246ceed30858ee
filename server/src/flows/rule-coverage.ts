import type { ClaimRule } from "../judging/claim.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { WorldGroup } from "./claim-world.ts"
import type { Expectation } from "./expectation.ts"

/** A rule, and whether it decides some packet of a claim. */
export interface CoveredRule {
  readonly group: WorldGroup
  readonly rule: LocatedRule
  readonly covered: boolean
}

/** Of the groups of which claims reach a rule, or that lines use by name: which of their own rules claims reach. */
export function coverageOf(groups: readonly WorldGroup[], expectations: readonly Expectation[]): CoveredRule[] {
  const deciding = expectations.flatMap(one => (one.status === "error" ? [] : one.verdict.decidedBy))
  return groups.flatMap(group =>
    group.judged.group.rules.map(rule => ({ group, rule, covered: deciding.some(one => isSameRule(one, rule)) })),
  )
}

/** The same rule of the same document, also where that was read for a network. */
function isSameRule(one: ClaimRule, rule: LocatedRule): boolean {
  if (one === rule) return true
  if (!("at" in one) || one.name !== rule.name || one.document !== rule.document) return false
  return JSON.stringify(one.at) === JSON.stringify(rule.at)
}
