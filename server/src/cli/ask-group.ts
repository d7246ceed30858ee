import type { NotAnswered } from "../features/ask-network.ts"
import { chooseGroupOf, type NamedDocument } from "../features/choose-group.ts"
import { isProblem } from "../features/flow-text.ts"
import { verification } from "../features/verification.ts"
import { verdictText } from "../features/verification-text.ts"
import { resolveEnds } from "../flows/flow-ends.ts"
import { networkContext } from "../judging/network-context.ts"
import { verifyFlow } from "../judging/verify-flow.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { Answer } from "./answer.ts"
import type { AskedFlow } from "./flow-option.ts"

/** The answer of a single NSG, whatever stands before or behind it. */
export function askGroup(
  documents: readonly NamedDocument[],
  asked: AskedFlow,
  name: string | undefined,
  virtualNetwork: readonly AddressPrefix[],
): Answer | NotAnswered {
  const flow = asked.plain()
  if (isProblem(flow)) return flow
  const judged = chooseGroupOf(documents, { name })
  if (isProblem(judged)) return name === undefined ? { problem: withNsgOption(judged.problem) } : judged
  const resolved = resolveEnds(judged, flow)
  if (isProblem(resolved)) return resolved
  const context = networkContext({ virtualNetwork, tagData: judged.context.tagData })
  const origin = documents.find(({ analysed }) => analysed.groups.includes(judged))?.analysed
  const verdict = verifyFlow(judged, resolved, context, origin)
  return { access: verdict.access, text: () => verdictText(verdict), json: () => verification(verdict) }
}

/** Where no group was named, how to name one. */
function withNsgOption(problem: string): string {
  return problem.replace(/Name one of them\.$/, "Name one of them with --nsg.")
}
