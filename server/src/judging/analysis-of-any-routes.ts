import { proofFactsOfAnyRoutes } from "../azure/proof-facts.ts"
import { internetKey } from "../azure/service-tags.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import { type GroupRule, isCustom } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"

/**
 * A group's judgements as they hold whatever is routed where, for questions about what a change would do; made anew only
 * for a group whose own rules name Internet.
 */
export function analysisOfAnyRoutes({ analysis, rules }: JudgedGroup): RuleAnalysis<GroupRule> {
  return rules.some(rule => isCustom(rule) && namesInternet(rule))
    ? analyseRules(rules, proofFactsOfAnyRoutes)
    : analysis
}

function namesInternet({ source, destination }: GroupRule): boolean {
  return [...source, ...destination].some(({ key }) => key === internetKey)
}
