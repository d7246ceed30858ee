import { proofFactsOfAnyRoutes } from "../azure/proof-facts.ts"
import { internetKey } from "../azure/service-tags.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import { type GroupRule, isCustom } from "./group-rule.ts"
import { namedTerms } from "./named-terms.ts"

/** A group's judgements as they hold whatever is routed where, for questions about what a change would do. */
export interface AnalysisOfAnyRoutes {
  /** Made when it is first asked for. */
  get(): RuleAnalysis<GroupRule>
  /** The last one that was made anew, of these rules or of those before an edit. */
  readonly last: RuleAnalysis<GroupRule> | undefined
}

/** Another analysis than the group's own only where rules of its own name Internet. */
export function analysisOfAnyRoutes(
  rules: readonly GroupRule[],
  own: RuleAnalysis<GroupRule>,
  before?: AnalysisOfAnyRoutes,
): AnalysisOfAnyRoutes {
  let last = before?.last
  let made: RuleAnalysis<GroupRule> | undefined
  const make = () => {
    if (
      !namedTerms(rules)
        .get(internetKey)
        ?.some(({ rule }) => isCustom(rule))
    )
      return own
    last = analyseRules(rules, proofFactsOfAnyRoutes, { alike: own, ...(last && { previous: last }) })
    return last
  }
  return {
    get: () => {
      made ??= make()
      return made
    },
    get last() {
      return last
    },
  }
}
