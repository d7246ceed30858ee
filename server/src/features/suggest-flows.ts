import { nameRule } from "../checks/wording.ts"
import { formatWitness } from "../flows/packet-text.ts"
import { customJudgements, type JudgedGroup } from "../judging/judged-group.ts"
import { isUnknown } from "../values/unknown.ts"

/** A flow to begin with. */
export interface FlowSuggestion {
  readonly flow: string
  /** The rule that decides it: `"https" (100)`. */
  readonly about: string
}

/** A list to choose from is no longer than a screen. */
const mostSuggestions = 10

/** Of each rule that has packets of its own one of them, in evaluation order, inbound before outbound. */
export function suggestFlows(judged: JudgedGroup): readonly FlowSuggestion[] {
  const suggestions = customJudgements(judged)
    .toSorted((a, b) => rank(a.rule) - rank(b.rule))
    .flatMap(({ rule, witness }) =>
      witness && !isUnknown(rule.direction)
        ? [{ flow: formatWitness(rule.direction, witness), about: nameRule(rule) }]
        : [],
    )
  const isFirst = ({ flow }: FlowSuggestion, place: number) => suggestions.findIndex(one => one.flow === flow) === place
  return suggestions.filter(isFirst).slice(0, mostSuggestions)
}

type Rule = ReturnType<typeof customJudgements>[number]["rule"]

function rank({ direction, priority }: Rule): number {
  return (direction === "Inbound" ? 0 : 10_000) + (isUnknown(priority) ? 0 : priority)
}
