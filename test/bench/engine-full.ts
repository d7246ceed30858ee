import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import {
  type AnalysisOptions,
  analyseRules,
  type RuleAnalysis,
} from "../../server/src/engine/questions/analyse-rules.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"

export type Analysis = RuleAnalysis<SecurityRule>

/** Dead, one minimal cover, a witness found, and redundant: that is found out when asked for, so each rule is asked. */
export function analyseInFull(
  rules: readonly SecurityRule[],
  facts: AddressFacts,
  options?: AnalysisOptions<SecurityRule>,
): Analysis {
  const analysis = analyseRules(rules, facts, options)
  countRules(analysis, ({ redundant }) => redundant === "yes")
  return analysis
}

export function countRules(
  { judgements }: Analysis,
  is: (judgement: Analysis["judgements"][number]) => boolean,
): number {
  return judgements.filter(is).length
}
