import { proofFactsOfAnyRoutes } from "../azure/proof-facts.ts"
import { internetKey } from "../azure/service-tags.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import type { AddressTerm } from "../values/address.ts"
import { type GroupRule, isCustom } from "./group-rule.ts"

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
  return new MadeWhenAsked(rules, own, before?.last)
}

/** A class, as V8 keeps the getters of an object literal, and all that they see, until it looks through all of its memory. */
class MadeWhenAsked implements AnalysisOfAnyRoutes {
  readonly #rules: readonly GroupRule[]
  readonly #own: RuleAnalysis<GroupRule>
  #last: RuleAnalysis<GroupRule> | undefined
  #made: RuleAnalysis<GroupRule> | undefined

  constructor(rules: readonly GroupRule[], own: RuleAnalysis<GroupRule>, last: RuleAnalysis<GroupRule> | undefined) {
    this.#rules = rules
    this.#own = own
    this.#last = last
  }

  get last(): RuleAnalysis<GroupRule> | undefined {
    return this.#last
  }

  get(): RuleAnalysis<GroupRule> {
    this.#made ??= this.#make()
    return this.#made
  }

  #make(): RuleAnalysis<GroupRule> {
    if (!this.#rules.some(namesInternet)) return this.#own
    const before = this.#last
    this.#last = analyseRules(this.#rules, proofFactsOfAnyRoutes, {
      alike: this.#own,
      ...(before && { previous: before }),
    })
    return this.#last
  }
}

function namesInternet(rule: GroupRule): boolean {
  return isCustom(rule) && (rule.source.some(isInternet) || rule.destination.some(isInternet))
}

function isInternet({ key }: AddressTerm): boolean {
  return key === internetKey
}
