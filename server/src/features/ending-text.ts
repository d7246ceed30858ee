import { describeOutcomes } from "./outcome-text.ts"
import type { FlowVerdict } from "./verify-flow.ts"

/** How a flow of which the answer is not known can end: one sentence, or none where no ending was found. */
export function describeEndings({ flow, outcomes, hidden, platformParts }: FlowVerdict): string[] {
  const first = hidden && `a rule that cannot be known here decides first: ${hidden.hidden}`
  if (outcomes.length === 0) return first === undefined ? [] : [`Perhaps ${first}.`]
  const reservations = [
    ...(platformParts.length > 0 ? [`, but ${partAnswer(platformParts)} the platform traffic in it`] : []),
    ...(first === undefined ? [] : [`, unless ${first}`]),
  ]
  return [`${describeOutcomes(flow, outcomes)}${reservations.join("")}.`]
}

function partAnswer([first, ...others]: FlowVerdict["platformParts"]): string {
  const isOne = first && first.access !== "Unknown" && others.every(({ access }) => access === first.access)
  return isOne ? `${first.access} for` : "not always so for"
}
